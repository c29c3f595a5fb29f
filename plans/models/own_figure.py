"""What the rep believes that their own plan is worth."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OwnFigure(models.Model):
    """The target that the rep chose on the slider, the money they expect from it, and why it matters to them.

    `worth` is the page's own result for that target, with all its inputs. Amounts are for
    one quarter, in minor units.
    """

    plan = models.OneToOneField("plans.Plan", models.CASCADE, related_name="own_figure")
    target = models.DecimalField(max_digits=14, decimal_places=4)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    reason = models.TextField(_("why this matters to me"), max_length=2000, blank=True)
    worth = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor=None) | Q(amount_minor__gte=0), name="own_figure_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="own_figure_currency_is_iso_4217"
            ),
        ]

    def __str__(self) -> str:
        return f"own figure for plan {self.plan_id}"
