"""One more look at the number of a plan that ended well, and two weeks of its workout where the gain slipped."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

WORKOUT_LASTS = timedelta(days=14)


class LookBack(models.Model):
    """What 4 or 13 full weeks after a plan's end said of its number. It never changes.

    `numerator` over `denominator` is `value`, over the known weeks from `first_week` to `last_week` (their Mondays).
    `mark` is that of `milestone`, the last step reached, `half` half way from what was expected without help to it, and
    `chance` the chance that the level is at or past it; None where too little was known.
    """

    class Verdict(models.TextChoices):
        HELD = "held", _("held")
        SLIPPED = "slipped", _("slipped")
        TOO_EARLY = "too_early", _("too early to tell")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="looks_back")
    weeks = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    milestone = models.ForeignKey("plans.Milestone", models.PROTECT, related_name="+")
    mark = models.DecimalField(max_digits=14, decimal_places=4)
    half = models.DecimalField(max_digits=14, decimal_places=4)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=2)
    denominator = models.DecimalField(max_digits=14, decimal_places=2)
    chance = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    first_week = models.DateField()
    last_week = models.DateField()
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "weeks"], name="one_look_back_per_plan_and_time"),
            models.CheckConstraint(condition=Q(weeks__in=[4, 13]), name="looks_back_after_4_and_13_weeks"),
            models.CheckConstraint(
                condition=Q(verdict="too_early")
                | Q(verdict="held", chance__gte="0.8", chance__isnull=False, value__isnull=False)
                | Q(verdict="slipped", chance__lte="0.2", chance__isnull=False, value__isnull=False),
                name="a_look_back_follows_from_its_chance",
            ),
            models.CheckConstraint(
                condition=Q(chance=None) | Q(chance__range=(0, 1)), name="chance_of_a_look_back_is_0_to_1"
            ),
            models.CheckConstraint(
                condition=Q(first_week__lte=F("last_week")), name="a_look_back_has_its_weeks_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"look back at plan {self.plan_id} after {self.weeks} weeks"

    @property
    def is_held(self) -> bool:
        return self.verdict == self.Verdict.HELD

    @property
    def is_slipped(self) -> bool:
        return self.verdict == self.Verdict.SLIPPED


class WorkoutAgain(models.Model):
    """The rep takes up the old workout for two weeks: their day shows its drills up to `until`. No plan is opened."""

    look = models.OneToOneField(LookBack, models.PROTECT, related_name="workout")
    starts_on = models.DateField()
    until = models.DateField()
    taken_up_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("starts_on")), name="an_old_workout_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"old workout until {self.until} after look back {self.look_id}"

    def is_on(self, day: "date") -> bool:
        """Whether its drills are shown on this day."""
        return self.starts_on <= day <= self.until
