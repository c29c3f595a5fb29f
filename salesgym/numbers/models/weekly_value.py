"""Weekly numbers of reps, and where they came from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WeeklyValue(models.Model):
    """One rep's number for one metric in one week. Weeks start on Monday.

    Money is in major units (dollars), as it is a measurement and not a payment.
    """

    class Source(models.TextChoices):
        DEALS = "deals", _("deals")
        IMPORT = "import", _("import")
        TYPED = "typed", _("typed")

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="weekly_values")
    metric = models.ForeignKey("numbers.Metric", models.PROTECT, related_name="weekly_values")
    week_start = models.DateField(_("week from"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    source = models.CharField(max_length=6, choices=Source.choices)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    entered_at = models.DateTimeField()
    # The import that wrote this row last, for undo. Without an index, as it is searched rarely.
    origin = models.ForeignKey(
        "numbers.Import", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    class Meta:
        constraints = [
            # The board reads values by rep and weeks; the index includes the value, so the table is not read.
            models.UniqueConstraint(
                fields=["rep", "week_start", "metric"],
                include=["value"],
                name="one_value_per_rep_metric_week",
            ),
            models.CheckConstraint(condition=Q(week_start__iso_week_day=1), name="week_starts_on_monday"),
            models.CheckConstraint(condition=Q(value__gte=0), name="weekly_value_is_not_negative"),
            models.CheckConstraint(
                condition=Q(source__in=["deals", "import", "typed"]), name="weekly_value_source_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} {self.metric_id} {self.week_start}: {self.value}"
