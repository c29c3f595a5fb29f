"""A typed number of a formal plan's weeks that the side which did not type it has confirmed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ConfirmedWeek(models.Model):
    """One number as it was typed: who typed it when, and who confirmed exactly this. It never changes.

    What is typed anew is another number, and waits again.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="confirmed_weeks")
    metric = models.ForeignKey("numbers.Metric", models.PROTECT, related_name="+")
    week_start = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "metric", "week_start", "typed_at", "value"],
                name="each_typed_number_is_confirmed_once",
            ),
            models.CheckConstraint(
                condition=~Q(typed_by=F("confirmed_by")), name="nobody_confirms_what_they_typed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.week_start}: {self.value} on plan {self.plan_id}"
