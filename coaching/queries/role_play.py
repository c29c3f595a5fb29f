"""The scores of a plan's rep over time, with the plan's number in the same weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Behavior, Plan
from plans.queries.scoring import Scored, scores_over_time
from plans.queries.typed_weeks import counting
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import User

# So many scorings stand side by side, on a phone as well.
SHOWN = 6
WEEKS = 40


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """The last `SHOWN` scorings, oldest first, of `count`; the rubric in its order; and the plan's number by week."""

    scorings: Sequence[Scored]
    count: int
    behaviors: Sequence[Behavior]
    metric: Metric | None
    series: Series | None


def scores(plan: Plan, *, for_user: User, on: date) -> ScoreFacts | None:
    """What this person may read of it; None where nothing was scored. One query, two with scores.

    The plan's number was loaded with the plan.
    """
    found = scores_over_time(plan, for_user=for_user)
    if not found or plan.skill is None:
        return None
    shown = found[-SHOWN:]
    given = {one.pk: one for scored in shown for one in scored.behaviors}
    behaviors = sorted(given.values(), key=lambda one: (one.position, one.pk))
    return ScoreFacts(shown, len(found), behaviors, plan.metric, _series(plan, plan.metric, on))


def _series(plan: Plan, metric: Metric | None, on: date) -> Series | None:
    if metric is None:
        return None
    series = scorecard.weekly_series([plan.rep_id], [metric], until=on, weeks=WEEKS)
    return counting(plan, series[plan.rep_id, metric.pk])
