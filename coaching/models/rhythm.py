"""How often two people talk: every week, every two or four weeks, on a day and an hour of one time zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coaching.calculations.hours import moment_of
from coaching.models.check_in_kind import CheckInKind


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def running(self) -> "RhythmQuerySet":
        """Those that go on: a person has one a kind at most."""
        return self.filter(ended_at=None)


class Rhythm(models.Model):
    """The check-ins of one person with their manager, or with the mentor of one plan, until it is ended."""

    class Weeks(models.IntegerChoices):
        WEEKLY = 1, _("Every week")
        TWO = 2, _("Every two weeks")
        FOUR = 4, _("Every four weeks")

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rhythms")
    kind = models.CharField(max_length=4, choices=CheckInKind.choices, default=CheckInKind.LINE)
    # The mentor's pairing is that of one plan; the talks with a manager go on from plan to plan.
    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="rhythms", null=True, blank=True)
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rhythms_led")
    weeks = models.PositiveSmallIntegerField(_("how often"), choices=Weeks.choices, default=Weeks.WEEKLY)
    # The first day; all others follow in steps of `weeks`.
    first_on = models.DateField(_("first on"))
    hour = models.TimeField(_("at"))
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=20, validators=[MinValueValidator(5), MaxValueValidator(120)]
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rep", "kind"], condition=Q(ended_at=None), name="one_rhythm_a_person_and_kind"
            ),
            models.CheckConstraint(condition=Q(weeks__in=[1, 2, 4]), name="rhythm_is_1_2_or_4_weeks"),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 120)), name="rhythm_takes_5_to_120_minutes"
            ),
            models.CheckConstraint(
                condition=Q(kind="line", plan=None) | Q(kind="pair", plan__isnull=False),
                name="a_pair_s_rhythm_names_its_plan",
            ),
            models.CheckConstraint(condition=~Q(rep=models.F("led_by")), name="a_rhythm_has_two_people"),
        ]

    def __str__(self) -> str:
        return f"rhythm {self.pk} of rep {self.rep_id}"

    def days(self, *, since: date, until: date) -> list[date]:
        """Its days from `since` to `until`, both included."""
        step = timedelta(weeks=self.weeks)
        behind = max((since - self.first_on).days, 0)
        day = self.first_on + step * -(-behind // step.days)
        found = []
        while day <= until:
            found.append(day)
            day += step
        return found

    def moment(self, day: date) -> datetime:
        """When the talk of this day begins, aware."""
        return moment_of(day, self.hour, ZoneInfo(self.zone))
