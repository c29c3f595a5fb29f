"""An early win: a first step of the rep's own work, as much as they did before or as their programme asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from plans.calculations.timeline.early_win import FEWEST_KNOWN, as_before, as_often, win_day
from plans.calculations.timeline.full_weeks import CountedWeek, DaysOff, counted_weeks
from plans.models import Behavior, Diagnosis, Plan
from plans.queries.qualities import quality_of
from plans.queries.wizard import NOT_A_GOAL
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard

PACE_WEEKS = 4
# What happens at 3 happens about half of the time: within two weeks of practice, not at once.
MIDDLE_SCORE = Decimal(3)


@dataclass(frozen=True, slots=True)
class EarlyWin:
    """So many of an activity since the first day, beside its `quality`; of workouts, which nobody counts by numbers,
    without a metric; or a `score` of the rubric."""

    due_on: date
    count: int = 0
    metric: Metric | None = None
    quality: Metric | None = None
    score: Decimal | None = None


def early_win(
    plan: Plan,
    metrics: Mapping[int, Metric],
    days_off: DaysOff,
    *,
    starts_on: date,
    next_on: date | None,
    on: date,
) -> EarlyWin | None:
    """The win to offer before a step that is due `next_on`; None where nothing is known that it could be made of.

    Where the reason is skill or knowledge it is a score of the rubric, else the workout; where it is will, or nobody said,
    as much of an activity as before, else the workout. Four queries at most. The count of an extension goes on from the plan that it extends, so it has none of an activity.
    """
    due_on = win_day(starts_on, next_on)
    weeks = counted_weeks(starts_on, due_on, days_off) if due_on is not None else ()
    if due_on is None or not weeks:
        return None
    diagnosis: Diagnosis | None = getattr(plan, "diagnosis", None)
    if diagnosis is not None and diagnosis.lacks_skill:
        return _score(plan, due_on) or _workouts(plan, due_on, weeks)
    found = None if plan.counts_from else _activity(plan, metrics, due_on, weeks, on=on)
    return found or _workouts(plan, due_on, weeks)


def _score(plan: Plan, due_on: date) -> EarlyWin | None:
    """The middle of the rubric; none for a skill without one."""
    has_rubric = Behavior.objects.asked().filter(skill=plan.skill_id).exists()
    return EarlyWin(due_on, score=MIDDLE_SCORE) if has_rubric else None


def _activity(
    plan: Plan, metrics: Mapping[int, Metric], due_on: date, weeks: tuple[CountedWeek, ...], *, on: date
) -> EarlyWin | None:
    """The activity nearest to the plan's number that the rep's last four weeks know."""
    activities = activities_near(plan, metrics)
    series = scorecard.weekly_series([plan.rep_id], activities, until=on, weeks=PACE_WEEKS)
    for metric in activities:
        before = series[plan.rep_id, metric.pk].window()
        count = as_before(before.numerator, before.exposure, weeks) if before.weeks >= FEWEST_KNOWN else None
        if count is not None:
            return EarlyWin(due_on, count, metric, quality_of(metric, metrics))
    return None


def activities_near(plan: Plan, metrics: Mapping[int, Metric]) -> list[Metric]:
    """Those of these metrics that count the rep's own work up to what the plan's number is a share of, the nearest first."""
    own = metrics.get(plan.metric_id or 0)
    part = metrics.get(own.denominator_id or own.pk) if own is not None else None
    place = part.funnel_order if part is not None else None
    found = [
        metric
        for metric in metrics.values()
        if metric.kind == Metric.Kind.COUNT
        and metric.control == Metric.Control.ACTIVITY
        and not metric.lower_is_better
        and metric.key not in NOT_A_GOAL
        and (place is None or metric.funnel_order is None or metric.funnel_order <= place)
    ]
    return sorted(found, key=lambda metric: (-(metric.funnel_order or 0), metric.position, metric.pk))


def _workouts(plan: Plan, due_on: date, weeks: tuple[CountedWeek, ...]) -> EarlyWin | None:
    """As many workouts as the draft's programme asks for; none before it has one."""
    times = plan.programme.aggregate(times=Sum("times_a_week"))["times"]
    count = as_often(times, weeks) if times else None
    return EarlyWin(due_on, count) if count is not None else None
