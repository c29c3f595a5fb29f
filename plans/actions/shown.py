"""Keeps each chance that pages show of a signed plan, and what came of it once the plan is closed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, Value, When

from plans.calculations.forecast.facts import ForecastFacts
from plans.calculations.forecast.judgement import Result
from plans.calculations.timeline import full_weeks
from plans.models import Milestone, Plan, PlanBasis, ShownChance
from plans.queries.calendar import local_day
from plans.queries.days_off import days_off_of
from plans.queries.step_lines import last_mondays
from salesgym.numbers.calculations.weeks.calendar import ends_on, monday

FOUR_PLACES = Decimal("0.0001")
About = ShownChance.About


def keep(results: Mapping[int, tuple[ForecastFacts, Result]]) -> None:
    """Keep the chances of these judgements by plan; those of the same week are replaced. One statement."""
    _write([row for facts, result in results.values() for row in _of(facts, result, monday(facts.on))])


def keep_bars(plan: Plan, *, at: datetime) -> None:
    """Keep the bars that both have signed, when the plan starts. Two statements."""
    basis = PlanBasis.objects.filter(plan=plan).first()
    steps = {step.position: step.pk for step in plan.milestones.all()}
    rows = []
    for bar in basis.bars.get("steps", []) if basis else []:
        step = steps.get(bar["position"])
        if step is not None:
            week = monday(local_day(at))
            rows += [
                _row(plan.pk, step, About.LUCK, bar["luck"], week),
                _row(plan.pk, step, About.MISS, bar["miss"], week),
            ]
    _write(rows)


def settle(plan: Plan) -> None:
    """Say of each chance of a plan that has closed whether it came true, where that is known. One statement a step.

    A step was reached by luck or not, so the bar of luck came true where it was reached, that of missing where not.
    Raises ValueError for a plan that is not closed.
    """
    if plan.closed_at is None:
        raise ValueError("what came of a plan's chances is known once it is closed")
    steps = list(plan.milestones.order_by("position"))
    last, closed_on = last_mondays(plan, steps), local_day(plan.closed_at)
    for step in steps:
        over = [week is not None and ends_on(week) < closed_on for week in last[step.pk]]
        came = _came(step, *over, work_days=days_off_of(plan).work_days)
        if came:
            found = Case(*(When(about=about, then=Value(answer)) for about, answer in came.items()))
            ShownChance.objects.filter(plan=plan, milestone=step, about__in=came).update(came=found)


def _came(step: Milestone, date_is_over: bool, end_is_over: bool, *, work_days: str) -> dict[About, bool]:
    """What came of the chances of a step, as far as that is known.

    A claim says nothing of weeks in a row. A step that was not reached may still have been, where the last week for its
    date, or for the plan's end, was not complete when the plan was closed.
    """
    if step.is_reached and step.reached_on is not None:
        if step.reached_by == Milestone.ReachedBy.CLAIM:
            return {}
        is_late = full_weeks.is_late(step.reached_on, step.due_on, work_days=work_days)
        return {About.LUCK: True, About.MISS: False, About.BY_DATE: not is_late, About.BY_END: True}
    found = {About.BY_DATE: False} if date_is_over else {}
    return found | ({About.LUCK: False, About.MISS: True, About.BY_END: False} if end_is_over else {})


def _of(facts: ForecastFacts, result: Result, week: date) -> Iterator[ShownChance]:
    if result.real is not None:
        yield _row(facts.plan, None, About.REAL, result.real, week)
    # Pages say no chance by a date whose last week is over.
    ahead = {step.pk for step in facts.steps if facts.is_date_ahead(step)}
    for step in result.inputs.steps:
        if step.by_date is None or step.by_end is None:
            continue
        if step.milestone in ahead:
            yield _row(facts.plan, step.milestone, About.BY_DATE, step.by_date, week)
        yield _row(facts.plan, step.milestone, About.BY_END, step.by_end, week)


def _row(plan: int, step: int | None, about: About, chance: float, week: date) -> ShownChance:
    return ShownChance(
        plan_id=plan,
        milestone_id=step,
        about=about,
        week=week,
        chance=Decimal(chance).quantize(FOUR_PLACES),
    )


def _write(rows: list[ShownChance]) -> None:
    ShownChance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["plan", "about", "milestone", "week"],
        update_fields=["chance"],
    )
