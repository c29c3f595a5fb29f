"""What the rep of a formal plan adds to its record, in their own words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_SAID = 20_000
DAYS_AFTER_THE_END = 30


class Statement(models.Model):
    """A reply to the record. It stays as it was written; another one comes after it."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="statements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("statement"), max_length=MOST_SAID)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="a_statement_says_something"),
        ]

    def __str__(self) -> str:
        return f"statement {self.pk} on plan {self.plan_id}"
