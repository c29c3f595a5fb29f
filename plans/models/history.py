"""Everything that happened to a plan. Rows are added and never changed: a database trigger refuses changes."""

from django.conf import settings
from django.db import models

from plans.models.event import Event


class History(models.Model):
    """One event. `event` is the value of an Event, like agreement.signed; `detail` holds what its words need."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="history")
    seq = models.PositiveIntegerField()
    event = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "history"
        constraints = [
            models.UniqueConstraint(fields=["plan", "seq"], name="history_counts_up_per_plan"),
            models.CheckConstraint(
                condition=models.Q(event__in=[event.value for event in Event]), name="event_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.seq} of plan {self.plan_id}"
