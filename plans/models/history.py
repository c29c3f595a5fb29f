"""Everything that happened to a plan. Rows are added and never changed: database triggers refuse changes.

The events of a plan are a chain: the trigger history_is_a_chain gives each row the digest of its detail, the digest of
the row before it and its own, so that a later change by whoever owns the database shows (`manage.py verify_history`).
"""

from django.conf import settings
from django.db import models

from plans.models.event import Event

DIGEST = r"^[0-9a-f]{64}$"


class History(models.Model):
    """One event. `event` is the value of an Event, like agreement.signed; `detail` holds what its words need."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="history")
    seq = models.PositiveIntegerField()
    event = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    # SHA-256 in hexadecimal digits, written by the trigger alone. The chain is made of digests, so that it still fits
    # after a text was erased.
    detail_sha256 = models.CharField(max_length=64, db_default="", editable=False)
    prev_hash = models.CharField(max_length=64, db_default="", editable=False)
    hash = models.CharField(max_length=64, db_default="", editable=False)

    class Meta:
        verbose_name_plural = "history"
        constraints = [
            models.UniqueConstraint(fields=["plan", "seq"], name="history_counts_up_per_plan"),
            models.CheckConstraint(
                condition=models.Q(event__in=[event.value for event in Event]), name="event_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(detail_sha256__regex=DIGEST, prev_hash__regex=DIGEST, hash__regex=DIGEST),
                name="history_carries_digests",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.seq} of plan {self.plan_id}"
