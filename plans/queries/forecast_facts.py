"""A batch of plans as the plain facts that their judgements are worked out from, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import F
from django.db.models.fields.json import KeyTransform

from plans.calculations.forecast.basis import OVER_TRIALS, Basis
from plans.calculations.forecast.facts import ForecastFacts, NumberFacts, StepFacts
from plans.calculations.forecast.inputs import PeerFigures
from plans.calculations.status import known_until
from plans.calculations.step_line import last_weeks
from plans.calculations.timeline.full_weeks import CountedWeek, DaysOff, counted_weeks
from plans.models import Milestone, Plan
from plans.queries.baselines import setting_of
from plans.queries.basis import BASELINE_WEEKS, bases_from, judged, kept_bases
from plans.queries.days_off import days_off, days_off_of
from plans.queries.pace import AllSeries
from plans.queries.peer_lines import Lookup, look_up
from plans.queries.step_lines import weeks_read
from plans.queries.steps import StepsByPlan, steps_of
from plans.queries.typed_weeks import counting
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday, weeks_between
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.role_figures import figures_on
from salesgym.numbers.queries.scorecard import Series, weekly_series
from salesgym.numbers.queries.usual import usual_of

RECENT_WEEKS = 8
NOW_WEEKS = 4


def facts(plan_ids: Collection[int], *, on: date) -> list[ForecastFacts]:
    """The facts of those of these plans that work: signed and not closed.

    Five queries, however many they are, and one more where a plan was signed before its basis was kept.
    """
    plans = _plans(plan_ids)
    if not plans:
        return []
    steps = steps_of(plans)
    series = weekly_series(
        sorted({plan.rep_id for plan in plans}),
        _metrics(plans, steps),
        until=on,
        weeks=max(_weeks_needed(plan, on) for plan in plans),
        with_spread=True,
    )
    peers = look_up(plans, on=on)
    bases = _bases(plans, steps, series, on=on)
    return [_facts(plan, steps[plan.pk], series, bases[plan.pk], peers, on=on) for plan in plans]


def _plans(plan_ids: Collection[int]) -> list[Plan]:
    return list(
        Plan.objects.working()
        .filter(pk__in=plan_ids, starts_on__isnull=False)
        .annotate(days_off=days_off(), judged=judged())
        .annotate(
            before=KeyTransform("running", "forecast__inputs"),
            improved_before=F("predecessor__forecast__improved_on"),
        )
        .select_related("rep", "metric__numerator", "metric__denominator", "basis", "forecast")
        .defer("forecast__inputs", "basis__bars")
        .order_by("pk")
    )


def _metrics(plans: Iterable[Plan], steps: StepsByPlan) -> list[Metric]:
    found = [plan.metric for plan in plans]
    found += [step.metric for several in steps.values() for step in several]
    return list({metric.pk: metric for metric in found if metric is not None}.values())


def _weeks_needed(plan: Plan, on: date) -> int:
    """From the first week that sets what is usual, of the baseline, or of those that count, to now."""
    baseline = 0
    if plan.baseline_until is not None:
        baseline = weeks_between(plan.baseline_until - BASELINE_WEEKS * WEEK, on) + 1
    usual = setting_of(plan, on=on).weeks_back(on)
    return weeks_read([plan], on=on, at_least=max(baseline, usual))


def _bases(
    plans: Sequence[Plan], steps: StepsByPlan, series: AllSeries, *, on: date
) -> dict[int, dict[int, Basis]]:
    """What each plan is judged by: as it was signed, else as it was first judged, else as it is known today."""
    kept = {plan.pk: kept_bases(plan) for plan in plans}
    without = [plan for plan in plans if not kept[plan.pk]]
    if without:
        roles = {plan.rep.job_role_id for plan in without if plan.rep.job_role_id is not None}
        metrics = [metric.pk for metric in _metrics(without, steps)]
        figures = figures_on(roles, metrics, on=on)
        for plan in without:
            weeks = len(_counted(plan, on=None))
            kept[plan.pk] = bases_from(
                plan, steps[plan.pk], series, figures, plan_weeks=max(weeks, 1), on=plan.starts_on or on
            )
    return kept


def _counted(plan: Plan, *, on: date | None) -> tuple[CountedWeek, ...]:
    """The weeks of the plan that are numbered from 1; with `on` those that are complete on this day."""
    if plan.counts_since is None or plan.ends_on is None:
        return ()
    weeks = counted_weeks(plan.counts_since, plan.ends_on, days_off_of(plan))
    return weeks if on is None else tuple(week for week in weeks if week.starts_on < monday(on))


def _facts(
    plan: Plan,
    steps: Sequence[Milestone],
    series: AllSeries,
    bases: Mapping[int, Basis],
    peers: Lookup,
    *,
    on: date,
) -> ForecastFacts:
    starts_on, ends_on = plan.starts_on or on, plan.ends_on or date.max
    off, counted = days_off_of(plan), _counted(plan, on=None)
    told = vars(plan)
    own = series.get((plan.rep_id, plan.metric_id or 0))
    stored = getattr(plan, "forecast", None)
    reached = [step.reached_on for step in steps if step.reached_on is not None]
    return ForecastFacts(
        plan=plan.pk,
        plan_status=plan.status,
        on=on,
        starts_on=starts_on,
        ends_on=ends_on,
        weeks_in=weeks_between(starts_on, on),
        metric=plan.metric_id,
        numbers={
            metric: _number(plan, counting(plan, found), bases.get(metric), counted, peers, on=on)
            for metric in {*bases, plan.metric_id or 0}
            if (found := series.get((plan.rep_id, metric))) is not None
        },
        steps=[_step(plan, step, counted, off, is_last=step is steps[-1]) for step in steps],
        last_number_on=known_until(own.weeks) if own else None,
        last_practice_on=plan.last_practice_on,
        last_reached_on=max(reached, default=None),
        has_claim=any(step.is_claimed for step in steps),
        running=str(told["before"] or ""),
        is_pushed=bool(stored and stored.is_pushed),
        improved_on=_improved_on(plan),
        start=None if plan.baseline is None else float(plan.baseline),
        now=_now(own and counting(plan, own)),
        usual=_usual(plan, own, on=on),
    )


def _improved_on(plan: Plan) -> date | None:
    """The day on which the plan first was clearly better: it stands, also where the plan is extended."""
    stored = getattr(plan, "forecast", None)
    before: date | None = vars(plan)["improved_before"] if plan.counts_from else None
    return (stored.improved_on if stored is not None else None) or before


def _number(
    plan: Plan,
    own: Series,
    basis: Basis | None,
    counted: Sequence[CountedWeek],
    peers: Lookup,
    *,
    on: date,
) -> NumberFacts:
    """The plan's weeks that are complete, in one of its numbers."""
    is_shared = basis is not None and basis.kind in OVER_TRIALS
    known = {week.starts_on: week for week in own.weeks}
    mondays = [week for week in counted if week.starts_on < monday(on)]
    weeks = [known.get(week.starts_on) for week in mondays]
    recent = [week for week in own.weeks if week.is_weighed][-RECENT_WEEKS:]
    return NumberFacts(
        basis=basis,
        mondays=[week.starts_on for week in mondays],
        totals=[_told(week) for week in weeks],
        over=[_side(week) for week in weeks] if is_shared else [float(week.worked) for week in mondays],
        recent=[_size(week, is_shared=is_shared) for week in recent],
        peers=peers.of(plan) if own.metric_id == plan.metric_id else PeerFigures(),
        earlier=_earlier(plan, own, counted, is_shared=is_shared),
    )


def _earlier(
    plan: Plan, own: Series, counted: Sequence[CountedWeek], *, is_shared: bool
) -> list[tuple[float, float]]:
    """The weeks before the plan in which a window may begin, by the rule of plans that were signed earlier."""
    if plan.counts_runs or not counted:
        return []
    before = [week for week in own.weeks if week.starts_on < counted[0].starts_on and week.is_weighed]
    return [
        (float(week.numerator or 0), _size(week, is_shared=is_shared))
        for week in before[-(plan.window_weeks - 1) :]
        if plan.window_weeks > 1
    ]


def _step(
    plan: Plan, step: Milestone, counted: Sequence[CountedWeek], off: DaysOff, *, is_last: bool
) -> StepFacts:
    until, on_time = last_weeks(step.due_on, counted, off, is_last=is_last and plan.counts_runs)
    return StepFacts(
        pk=step.pk,
        measure=step.measure,
        metric=step.metric_id,
        mark=None if step.target is None else float(step.target),
        weeks=step.run_weeks or plan.window_weeks,
        due_on=step.due_on,
        until=until,
        on_time_until=on_time,
        is_reached=step.is_reached,
    )


def _told(week: Week | None) -> float | None:
    return float(week.numerator) if week is not None and week.numerator is not None else None


def _side(week: Week | None) -> float | None:
    return float(week.denominator) if week is not None and week.denominator is not None else None


def _size(week: Week, *, is_shared: bool) -> float:
    return float(week.denominator or 0) if is_shared else float(week.exposure)


def _now(own: Series | None) -> float | None:
    value = own.window(last=NOW_WEEKS).value if own is not None else None
    return None if value is None else float(value)


def _usual(plan: Plan, own: Series | None, *, on: date) -> tuple[float, float] | None:
    if own is None or plan.metric is None:
        return None
    try:
        found = usual_of(plan.metric, own, setting_of(plan, on=on))
    except Refused:
        return None
    return found.low, found.high
