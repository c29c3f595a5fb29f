"""Stored sums of a team's numbers by week, so that overviews read few rows."""

from django.db import models
from django.db.models import Q


class TeamWeek(models.Model):
    """The sum of one metric over the members of one team in one week, and the number of members in it."""

    team = models.ForeignKey("people.Team", models.CASCADE, related_name="weeks")
    metric = models.ForeignKey("numbers.Metric", models.CASCADE, related_name="+", db_index=False)
    week_start = models.DateField()
    total = models.DecimalField(max_digits=18, decimal_places=2)
    reps = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "week_start", "metric"],
                include=["total", "reps"],
                name="one_sum_per_team_week_metric",
            ),
            models.CheckConstraint(
                condition=Q(week_start__iso_week_day=1), name="team_week_starts_on_monday"
            ),
        ]
        indexes = [
            # For charts of the whole organization: one metric of all teams by week.
            models.Index(
                fields=["metric", "week_start"],
                include=["team", "total", "reps"],
                name="sums_by_metric_and_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.metric_id} {self.week_start}: {self.total}"
