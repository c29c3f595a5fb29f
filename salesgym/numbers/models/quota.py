"""A rep's own quota."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Quota(models.Model):
    """One rep's quota for one month or quarter, in major units of the organization's currency."""

    rep = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quotas")
    starts_on = models.DateField(_("from"))
    months = models.PositiveSmallIntegerField(_("months"), choices=[(1, _("month")), (3, _("quarter"))])
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    origin = models.ForeignKey(
        "numbers.Import", models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.UniqueConstraint(
                fields=["rep", "months", "starts_on"], name="one_quota_per_rep_and_period"
            ),
            models.CheckConstraint(condition=Q(months__in=[1, 3]), name="quota_is_of_a_month_or_a_quarter"),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="quota_starts_with_a_month"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="quota_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.rep_id} {self.starts_on}: {self.amount}"
