"""A site admin types what somebody new costs the organization, changes it, or takes it away."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from plans.models import CostFigures
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Costs:
    """The figures, each from low to high: amounts in minor units of `currency`, `hours` a week; None where not known."""

    currency: str
    recruiting: tuple[int, int]
    vacancy: tuple[int, int]
    ramp: tuple[int, int]
    hour: tuple[int, int] | None = None
    hours: tuple[Decimal, Decimal] | None = None
    is_told: bool = True


@transaction.atomic
def save_costs(*, costs: Costs, by: User, at: datetime) -> CostFigures:
    """Store these figures in the place of earlier ones. Every plan reads them from then on."""
    (hour_low, hour_high), (hours_low, hours_high) = costs.hour or (None, None), costs.hours or (None, None)
    figures, _is_new = CostFigures.objects.update_or_create(
        pk=1,
        defaults={
            "currency": costs.currency,
            "recruiting_low": costs.recruiting[0],
            "recruiting_high": costs.recruiting[1],
            "vacancy_low": costs.vacancy[0],
            "vacancy_high": costs.vacancy[1],
            "ramp_low": costs.ramp[0],
            "ramp_high": costs.ramp[1],
            "hour_low": hour_low,
            "hour_high": hour_high,
            "hours_low": hours_low,
            "hours_high": hours_high,
            "is_told": costs.is_told,
            "changed_by": by,
            "changed_at": at,
        },
    )
    return figures


def remove_costs() -> None:
    """Take the figures away: no plan says anything of costs any more."""
    CostFigures.objects.all().delete()
