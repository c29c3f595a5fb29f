"""A formal plan's "not met" as the employee reads it first: it waits a working morning before it is the outcome."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.models.outcome import Outcome


class AnnouncedOutcomeQuerySet(models.QuerySet["AnnouncedOutcome"]):
    def waiting(self) -> "AnnouncedOutcomeQuerySet":
        """Those that are neither final nor taken back: a plan has at most one."""
        return self.filter(taken_back_at=None, final_at=None)


class AnnouncedOutcome(models.Model):
    """What the outcome will be at `final_from`, unless it is taken back before.

    Then it ends as final, with a row of Outcome that says the same, or as taken back: by a manager, or by nobody where
    what both have signed left no room for it any more. Nothing else of it changes, but that `final_from` moves on where
    that morning turns out to be none on which the employee works.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="announced_outcomes")
    reasons = models.TextField(_("reasons"), max_length=2000)
    learned = models.TextField(_("what was learned"), max_length=2000, blank=True, db_default="")
    next_step = models.CharField(max_length=12, choices=Outcome.NextStep.choices)
    next_skill = models.ForeignKey("plans.Skill", models.PROTECT, related_name="+", null=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    final_from = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    final_at = models.DateTimeField(null=True)

    objects = AnnouncedOutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(taken_back_at=None, final_at=None),
                name="one_announced_outcome_waits",
            ),
            models.CheckConstraint(
                condition=~Q(reasons="")
                & Q(next_step__in=["further_help", "new_focus", "other_role", "leaving"]),
                name="an_announced_outcome_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(final_from__gt=F("announced_at")), name="an_announced_outcome_waits"
            ),
            models.CheckConstraint(
                condition=Q(final_at=None) | Q(taken_back_at=None, final_at__gte=F("final_from")),
                name="it_is_final_after_its_morning",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_at__lt=F("final_from")),
                name="it_is_taken_back_before_its_morning",
            ),
        ]

    def __str__(self) -> str:
        return f"announced outcome {self.pk} of plan {self.plan_id}"

    @property
    def is_waiting(self) -> bool:
        return self.taken_back_at is None and self.final_at is None

    def may_be_taken_back(self, at: datetime) -> bool:
        """Whether its morning has not come yet."""
        return self.is_waiting and at < self.final_from
