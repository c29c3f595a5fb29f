"""What a plan's numbers are judged by, kept with its terms and frozen with them."""

from django.db import models


class PlanBasis(models.Model):
    """Worked out when a draft's target or steps are saved; once the plan is proposed nothing changes it.

    `bases` has for each metric (its id as text) the JSON of a `plans.calculations.forecast.basis.Basis`. `bars` has what
    the pages said of the steps: see `plans.calculations.targets.bars.Bars`. `start` has what the numbers gave for the weeks
    of the start: see `plans.calculations.start_weeks.StartWeeks`.
    """

    plan = models.OneToOneField("plans.Plan", models.CASCADE, related_name="basis", primary_key=True)
    bases = models.JSONField(default=dict)
    bars = models.JSONField(default=dict)
    start = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"basis of plan {self.plan_id}"
