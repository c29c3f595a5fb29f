"""The stored forecast of a working plan. Pages read it, because working it out takes too long for a request."""

from django.db import models
from django.db.models import Q


class Forecast(models.Model):
    """One row per plan, replaced after each import and every night, with the inputs of the calculation.

    `chance` (0 to 1) is the probability to reach `milestone`, the first step ahead, on its due date. `improved`
    (0 to 1) is the probability that the true value is better than `expected`, the value that regression to the
    mean alone would give. A figure that could not be worked out is None, and `inputs` says why.
    """

    plan = models.OneToOneField("plans.Plan", models.CASCADE, related_name="forecast")
    worked_out_at = models.DateTimeField()
    known_to = models.DateField(null=True)
    status = models.CharField(max_length=16)
    milestone = models.ForeignKey("plans.Milestone", models.CASCADE, related_name="+", null=True)
    chance = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    improved = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    expected = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    verdict = models.CharField(max_length=12, blank=True)
    inputs = models.JSONField(default=dict)

    class Meta:
        # Covers the counts of the overview of all teams, so that they need an index-only scan.
        indexes = [models.Index(fields=["plan"], include=["status", "improved"], name="forecasts_to_count")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
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
                condition=Q(chance=None) | Q(chance__range=(0, 1)), name="chance_is_0_to_1"
            ),
            models.CheckConstraint(
                condition=Q(improved=None) | Q(improved__range=(0, 1)), name="improved_is_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        return f"forecast of plan {self.plan_id}"
