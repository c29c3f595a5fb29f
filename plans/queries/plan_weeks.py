"""What the page of a formal plan's typed weeks shows, for its two parties and for HR."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plans.models import Plan
from plans.queries import statement
from plans.queries.typed_weeks import TypedWeek, waiting_of
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class PlanWeeks:
    """What waits on a plan, with all metrics by id and the names of who typed."""

    plan: Plan
    typed: Sequence[TypedWeek]
    metrics: Mapping[int, Metric]
    names: Mapping[int, str]


def find(user: User, pk: int) -> Plan | None:
    """A formal plan whose record this person reads: the rep, who manages them today, and who acts as HR."""
    return statement.plan(user, pk)


def of_plan(plan: Plan) -> PlanWeeks:
    """Three queries; one where nothing waits."""
    typed = waiting_of(plan)
    if not typed:
        return PlanWeeks(plan, (), {}, {})
    people = User.objects.filter(pk__in={one.by for one in typed})
    return PlanWeeks(plan, typed, scorecard.metrics_by_id(), dict(people.values_list("pk", "name")))
