"""What somebody new costs, as a site admin types it."""

from datetime import UTC, datetime
from decimal import Decimal

from plans.actions.cost_figures import Costs, save_costs
from plans.models import CostFigures
from salesgym.people.models import User

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
HOURS = (Decimal(5), Decimal(5))


def give_costs(by: User, **told: object) -> CostFigures:
    """$45,000 for somebody new; an hour of a manager at $75, five of them a week."""
    usual: dict[str, object] = {
        "currency": "USD",
        "recruiting": (1_000_000, 1_000_000),
        "vacancy": (2_000_000, 2_000_000),
        "ramp": (1_500_000, 1_500_000),
        "hour": (7_500, 7_500),
        "hours": HOURS,
    }
    return save_costs(costs=Costs(**{**usual, **told}), by=by, at=AT)  # type: ignore[arg-type]
