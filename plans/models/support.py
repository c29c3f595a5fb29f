"""What the company promised the rep: help with a person, a due date, and when it was delivered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Support(models.Model):
    """One promise to the rep. Without `promised_by` it is the company's promise."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="support")
    what = models.CharField(_("what we do"), max_length=160)
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("who"),
        related_name="+",
        null=True,
        blank=True,
    )
    due_on = models.DateField(_("by"))
    delivered_on = models.DateField(null=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_on=None, delivered_by=None)
                | Q(delivered_on__isnull=False, delivered_by__isnull=False),
                name="delivered_support_says_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"support for plan {self.plan_id}"
