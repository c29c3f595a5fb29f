"""The stored judgement of a working plan. Pages read it, because working it out takes too long for a request."""

from django.db import models
from django.db.models import Q


class Forecast(models.Model):
    """One row per plan, replaced after each import and every night, with the inputs of the calculation.

    `start` and `now` are the plan's number before it and over the newest four weeks, `usual_low` to `usual_high` where 8
    of 10 of its four-week figures lie. `real` (0 to 1) is the chance that the plan has changed something against
    `expected`, the value without help. `milestone` is the next step not yet reached that has a chance; `by_date` and
    `by_end` are its chances by its date and by the plan's end; `inputs` has those of the other steps. A figure that
    could not be worked out is None, and `inputs` says why.
    """

    plan = models.OneToOneField("plans.Plan", models.CASCADE, related_name="forecast")
    worked_out_at = models.DateTimeField()
    known_to = models.DateField(null=True)
    status = models.CharField(max_length=16)
    start = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    now = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    usual_low = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    usual_high = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    milestone = models.ForeignKey("plans.Milestone", models.CASCADE, related_name="+", null=True)
    by_date = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    by_end = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    real = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    expected = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    verdict = models.CharField(max_length=12, blank=True)
    # The day on which the change first was clear. A trigger keeps it (migration 0016): the verdict stands.
    improved_on = models.DateField(null=True)
    # Whether it needed a push, which it needs until the chance is clearly better again.
    is_pushed = models.BooleanField(default=False)
    inputs = models.JSONField(default=dict)

    class Meta:
        # Covers the counts of the overview of all teams, so that they need an index-only scan.
        indexes = [models.Index(fields=["plan"], include=["status", "real"], name="forecasts_to_count")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "just_started",
                        "on_track",
                        "needs_a_push",
                        "stalled",
                        "paused",
                        "waiting_to_start",
                        "in_review",
                    ]
                ),
                name="forecast_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(by_date=None, by_end=None) | Q(by_date__range=(0, 1), by_end__range=(0, 1)),
                name="chances_are_0_to_1",
            ),
            # Weeks up to the plan's end hold those up to the date of a step.
            models.CheckConstraint(
                condition=Q(by_end=None) | Q(by_end__gte=models.F("by_date")),
                name="the_end_is_no_less_likely_than_the_date",
            ),
            models.CheckConstraint(condition=Q(real=None) | Q(real__range=(0, 1)), name="real_is_0_to_1"),
            models.CheckConstraint(
                condition=Q(improved_on=None) | Q(verdict="improved"), name="whoever_improved_is_said_to_have"
            ),
            models.CheckConstraint(
                condition=Q(usual_low=None, usual_high=None) | Q(usual_low__lte=models.F("usual_high")),
                name="the_usual_range_has_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"forecast of plan {self.plan_id}"
