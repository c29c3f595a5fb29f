"""A call of a rep with somebody who helps: one leads, the other listens, and three lines are kept of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_MINUTES = 480


class JointCall(models.Model):
    """One joint call. `minutes` are planned, `minutes_given` what it took with the debrief."""

    deal = models.ForeignKey("deals.CoachedDeal", models.CASCADE, related_name="calls")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="joint_calls_helped")
    is_led_by_rep = models.BooleanField(default=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    watch = models.CharField(_("what to watch"), max_length=200)
    version = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    minutes_given = models.PositiveSmallIntegerField(null=True)
    worked = models.CharField(_("what worked"), max_length=300, blank=True)
    learned = models.CharField(_("what we learned"), max_length=300, blank=True)
    next_try = models.CharField(_("next try"), max_length=300, blank=True)
    debriefed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    debriefed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["helper", "starts_at"], name="joint_calls_of_a_helper")]
        constraints = [
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(called_off_at=None, debriefed_at=None),
                name="one_joint_call_ahead_of_a_deal",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_MINUTES)), name="joint_call_minutes_are_1_to_480"
            ),
            models.CheckConstraint(
                condition=Q(minutes_given=None) | Q(minutes_given__range=(1, MOST_MINUTES)),
                name="minutes_given_are_1_to_480",
            ),
            models.CheckConstraint(
                condition=Q(
                    debriefed_at=None,
                    debriefed_by=None,
                    minutes_given=None,
                    worked="",
                    learned="",
                    next_try="",
                )
                | (
                    Q(
                        debriefed_at__isnull=False,
                        debriefed_by__isnull=False,
                        minutes_given__isnull=False,
                        called_off_at=None,
                    )
                    & ~Q(worked="")
                    & ~Q(learned="")
                    & ~Q(next_try="")
                ),
                name="a_debrief_has_its_three_lines",
            ),
        ]

    def __str__(self) -> str:
        return f"joint call {self.pk} of deal {self.deal_id}"

    @property
    def is_ahead(self) -> bool:
        """Planned, and neither called off nor looked back at."""
        return self.called_off_at is None and self.debriefed_at is None
