"""Stored figures of a job role, so that no page works them out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesgym.numbers.models.metric import Metric


class RoleFigures(models.Model):
    """How wide the weeks of one role's reps lie in one metric, and what their levels say of each of them.

    `kind` is how the metric was taken: its own kind, or an average for a ratio whose sums are no share. `until` is the
    Sunday of the newest week. `spread` is phi; of money it is in currency, of an average the variance of one
    deal; None where the weeks tell none. `mean` and `variance` are those of the prior, in the unit of the metric and
    its square. They are estimates and not money or counts, so they are doubles.
    """

    job_role = models.ForeignKey("people.JobRole", models.CASCADE, related_name="figures", db_index=False)
    metric = models.ForeignKey("numbers.Metric", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Metric.Kind.choices)
    until = models.DateField()
    reps = models.PositiveSmallIntegerField()
    spread = models.FloatField(null=True)
    mean = models.FloatField()
    variance = models.FloatField()
    worked_out_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job_role", "metric"], name="one_row_of_figures_per_role_and_metric"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["count", "money", "ratio", "average"]),
                name="role_figures_kind_is_known",
            ),
            models.CheckConstraint(condition=Q(until__iso_week_day=7), name="role_figures_end_on_a_sunday"),
            models.CheckConstraint(condition=Q(reps__gte=1), name="role_figures_have_a_rep"),
            # NaN counts as more than any number in PostgreSQL.
            models.CheckConstraint(
                condition=Q(variance__gt=0, variance__lt=float("inf")), name="role_figures_vary"
            ),
            models.CheckConstraint(
                condition=Q(spread=None, kind__in=["count", "ratio"])
                | Q(spread__gte=1, spread__lt=float("inf"), kind__in=["count", "ratio"])
                | Q(
                    spread__gt=0, spread__lt=float("inf"), spread__isnull=False, kind__in=["money", "average"]
                ),
                name="shares_and_counts_lie_as_wide_as_chance_at_least",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ratio")
                | Q(mean__gt=0, mean__lt=1, variance__lt=F("mean") * (1 - F("mean"))),
                name="role_figures_of_a_share_are_a_beta",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_role_id} {self.metric_id} {self.until}"
