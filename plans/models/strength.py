"""Whether others may ask a rep about a number in which they are strong. Nobody else reads of it before they say yes."""

from django.conf import settings
from django.db import models


class StrengthAnswer(models.Model):
    """One answer for each rep and number; the rep may change it at any time."""

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="strength_answers")
    metric = models.ForeignKey("numbers.Metric", models.PROTECT, related_name="+")
    may_ask = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rep", "metric"], name="one_strength_answer_per_rep_and_number")
        ]

    def __str__(self) -> str:
        return f"answer of rep {self.rep_id} about metric {self.metric_id}"
