"""Which scores were given for which joint call."""

from django.conf import settings
from django.db import models


class CallScore(models.Model):
    """One person's scores of one joint call. The scores themselves are a `Scoring` of the plan's skill."""

    call = models.ForeignKey("deals.JointCall", models.CASCADE, related_name="scores")
    scoring = models.OneToOneField("plans.Scoring", models.PROTECT, related_name="call_score")
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "scored_by"], name="a_call_is_scored_once_by_each")
        ]

    def __str__(self) -> str:
        return f"scores of call {self.call_id} by person {self.scored_by_id}"
