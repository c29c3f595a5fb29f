"""A number that drifted from where it usually is. It suggests a talk; it never starts a plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.people.models.one_of import is_one_of
from salesgym.people.models.organization import Membership
from salesgym.people.models.user import NobodyAsked, User


class EarlySignalQuerySet(models.QuerySet["EarlySignal"]):
    def visible_to(self, user: User) -> "EarlySignalQuerySet":
        """Signals of the reps this person manages today."""
        if not user.is_authenticated:
            raise NobodyAsked
        return self.filter(is_one_of("rep", Membership.objects.managed_by(user)))

    def waiting(self) -> "EarlySignalQuerySet":
        """Signals that nobody has talked about and that are not over."""
        return self.filter(talked_at=None, ended_on=None)

    def open(self) -> "EarlySignalQuerySet":
        """Signals that are not over, talked about or not: their numbers are still away from what is usual."""
        return self.filter(ended_on=None)

    def past(self) -> "EarlySignalQuerySet":
        """Talked about or over by itself: what does not wait."""
        return self.filter(Q(talked_at__isnull=False) | Q(ended_on__isnull=False))

    def worrying(self) -> "EarlySignalQuerySet":
        """Waiting signals that are bad news, of active people."""
        return self.waiting().filter(is_good=False, rep__is_active=True)


class EarlySignal(models.Model):
    """One alarm: which number of which rep, since when, and what became of it.

    `since` is the Monday on which the drift began, `week` the Monday of the week that raised the alarm,
    `ended_on` the Sunday by which the number was back or had stayed at its new level for half a year. `inputs` has which
    of the two, and all inputs of the calculation. `value` is the figure of the last four weeks, `usual` the usual level
    and `usual_low` to `usual_high` the usual range of such figures, as all pages say them; in the metric's unit.
    """

    class Side(models.TextChoices):
        ABOVE = "above", _("above")
        BELOW = "below", _("below")

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="early_signals")
    metric = models.ForeignKey("numbers.Metric", models.CASCADE, related_name="+")
    side = models.CharField(max_length=5, choices=Side.choices)
    is_good = models.BooleanField()
    since = models.DateField()
    week = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    usual = models.DecimalField(max_digits=14, decimal_places=4)
    usual_low = models.DecimalField(max_digits=14, decimal_places=4)
    usual_high = models.DecimalField(max_digits=14, decimal_places=4)
    inputs = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    talked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    talked_at = models.DateTimeField(null=True)
    note = models.TextField(_("what you learned"), max_length=1000, blank=True)
    ended_on = models.DateField(null=True)

    objects = EarlySignalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["rep", "-week"], name="signals_of_a_rep")]
        constraints = [
            models.UniqueConstraint(fields=["rep", "metric", "week"], name="one_signal_per_rep_metric_week"),
            models.CheckConstraint(condition=Q(side__in=["above", "below"]), name="signal_side_is_known"),
            models.CheckConstraint(
                condition=Q(since__iso_week_day=1, week__iso_week_day=1), name="signal_weeks_are_mondays"
            ),
            models.CheckConstraint(
                condition=Q(talked_at=None, talked_by=None)
                | Q(talked_at__isnull=False, talked_by__isnull=False),
                name="a_talk_has_a_person_and_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} {self.metric_id} {self.week}"
