"""What people of a role have ever held for as long as a plan lasts, to compare with what a target asks for."""

from datetime import date

from plans.calculations.timeline.lift_held import largest_lift
from plans.calculations.timeline.weekly import known_weeks
from plans.models import Plan
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import peer_ids
from salesgym.numbers.queries.scorecard import weekly_series

# Of fewer people the largest lifts of their lives say nothing about what is usual.
FEWEST_REPS = 20
HISTORY_WEEKS = 104
PLACES = 4


def lifts_of(plan: Plan, *, weeks: int, on: date) -> tuple[float, ...]:
    """The largest lift in the plan's number that each of the role's people held for so many weeks, without names.

    In the unit of the metric, for the better; from the two years before the plan. Empty under twenty people with enough
    weeks. Two queries, one where the role has fewer people.
    """
    metric = plan.metric
    if metric is None:
        return ()
    people = [plan.rep_id, *peer_ids(plan.rep, on=on)]
    if len(people) < FEWEST_REPS:
        return ()
    until = plan.baseline_until or on
    series = weekly_series(people, [metric], until=until, weeks=HISTORY_WEEKS)
    found = [_lift(series[rep, metric.pk].weeks, metric, weeks) for rep in people]
    lifts = tuple(round(lift, PLACES) for lift in found if lift is not None)
    return lifts if len(lifts) >= FEWEST_REPS else ()


def _lift(weeks: tuple[Week, ...], metric: Metric, length: int) -> float | None:
    try:
        return largest_lift(
            weekly=known_weeks(weeks, has_denominator=metric.has_denominator),
            weeks=length,
            lower_is_better=metric.lower_is_better,
        )
    except Refused:
        return None
