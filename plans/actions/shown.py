"""Keeps each chance that pages show of a signed plan, and what came of it once the plan is closed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, Value, When

from plans.calculations.forecast.judgement import Result
from plans.calculations.timeline import full_weeks
from plans.models import Plan, PlanBasis, ShownChance
from plans.queries.calendar import local_day
from plans.queries.days_off import days_off_of
from salesgym.numbers.calculations.weeks.calendar import monday

FOUR_PLACES = Decimal("0.0001")
About = ShownChance.About


def keep(results: Mapping[int, Result]) -> None:
    """Keep the chances of these judgements by plan; those of the same week are replaced. One statement."""
    _write([row for pk, result in results.items() for row in _of(pk, result, monday(result.inputs.on))])


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
    """Say of each chance of a plan that has closed whether it came true. One statement a step.

    A step was reached by luck or not, so the bar of luck came true where it was reached, that of missing where not.
    """
    work_days = days_off_of(plan).work_days
    for step in plan.milestones.all():
        is_late = step.reached_on is not None and full_weeks.is_late(
            step.reached_on, step.due_on, work_days=work_days
        )
        came = Case(
            When(about=About.MISS, then=Value(not step.is_reached)),
            When(about=About.BY_DATE, then=Value(step.is_reached and not is_late)),
            default=Value(step.is_reached),
        )
        ShownChance.objects.filter(plan=plan, milestone=step).update(came=came)


def _of(plan: int, result: Result, week: date) -> Iterator[ShownChance]:
    if result.real is not None:
        yield _row(plan, None, About.REAL, result.real, week)
    for step in result.inputs.steps:
        if step.by_date is not None and step.by_end is not None:
            yield _row(plan, step.milestone, About.BY_DATE, step.by_date, week)
            yield _row(plan, step.milestone, About.BY_END, step.by_end, week)


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
