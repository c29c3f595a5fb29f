"""What finding and training somebody new costs the organization, and what an hour of coaching does."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CostFigures(models.Model):
    """One row, typed by a site admin; without it nothing is said of costs.

    Amounts are in minor units of `currency`, each from `low` to `high`, which are the same where somebody is sure.
    `hour` is what an hour of a manager costs, `hours` how many a week a plan takes: both or neither. `is_told`: reps
    read what somebody new costs.
    """

    currency = models.CharField(max_length=3)
    recruiting_low = models.BigIntegerField()
    recruiting_high = models.BigIntegerField()
    vacancy_low = models.BigIntegerField()
    vacancy_high = models.BigIntegerField()
    ramp_low = models.BigIntegerField()
    ramp_high = models.BigIntegerField()
    hour_low = models.BigIntegerField(null=True)
    hour_high = models.BigIntegerField(null=True)
    hours_low = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    hours_high = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    is_told = models.BooleanField(default=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_row_of_cost_figures"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="cost_figures_have_a_currency"
            ),
            models.CheckConstraint(
                condition=Q(
                    recruiting_low__gte=0,
                    recruiting_high__gte=F("recruiting_low"),
                    vacancy_low__gte=0,
                    vacancy_high__gte=F("vacancy_low"),
                    ramp_low__gte=0,
                    ramp_high__gte=F("ramp_low"),
                ),
                name="costs_go_from_low_to_high",
                violation_error_message=_("The second figure of a cost is not smaller than the first."),
            ),
            models.CheckConstraint(
                condition=Q(recruiting_low__gt=0) | Q(vacancy_low__gt=0) | Q(ramp_low__gt=0),
                name="somebody_new_costs_something",
            ),
            models.CheckConstraint(
                condition=Q(hour_low=None, hour_high=None, hours_low=None, hours_high=None)
                | Q(
                    hour_low__gte=0,
                    hour_high__gte=F("hour_low"),
                    hours_low__gte=0,
                    hours_high__gte=F("hours_low"),
                    hour_low__isnull=False,
                    hours_low__isnull=False,
                    hour_high__isnull=False,
                    hours_high__isnull=False,
                ),
                name="an_hour_and_its_hours_come_together",
            ),
        ]

    def __str__(self) -> str:
        return f"cost figures in {self.currency}"
