"""Weekly numbers of reps, and where they came from."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WeeklyValue(models.Model):
    """One rep's number for one metric in one week. Weeks start on Monday.

    Money is in major units (dollars), as it is a measurement and not a payment. Where somebody typed a number and an
    import brought one, `value` is the import's, which counts, and `typed_value` what was typed, with who and when.
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
    typed_value = models.DecimalField(
        _("typed value"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # Few rows have a typed number beside; the page of a rep's weeks finds them without reading the others.
            models.Index(
                fields=["rep", "week_start"],
                condition=Q(typed_value__isnull=False),
                name="typed_beside_an_import",
            ),
        ]
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
            # What is typed is the value itself unless an import counts. Deals are counted again and their zeros
            # forgotten, so nothing typed may stand in those rows.
            models.CheckConstraint(
                condition=Q(typed_value__isnull=True, typed_by__isnull=True, typed_at__isnull=True)
                | Q(typed_value__isnull=False, typed_value__gte=0, typed_at__isnull=False, source="import"),
                name="typed_value_stands_beside_an_import",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} {self.metric_id} {self.week_start}: {self.value}"

    @property
    def is_imported(self) -> bool:
        return self.source == self.Source.IMPORT

    @property
    def typed(self) -> Decimal | None:
        """What somebody typed, whether it counts or stands beside an import; None where nobody did."""
        return self.value if self.source == self.Source.TYPED else self.typed_value
