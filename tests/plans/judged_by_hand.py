"""What a judgement has to say of a simulated rep, from their plain weeks: no row is read but the plan's own terms.

The weeks that count, the runs over them, the prior of the role, what the others changed by, and the status word with
its thresholds are put together here once more; only the arithmetic itself (`plans.calculations`) is the product's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import md5
from math import fsum, log

from plans.calculations.forecast.chance import Outlook, Step, outlook
from plans.calculations.runs import first_run, first_run_count
from plans.models import Milestone, Plan
from salesgym.numbers.calculations.statistics.levels import (
    Level,
    average_level,
    count_level,
    money_level,
    share_level,
    usual_over,
)
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate
from salesgym.numbers.calculations.statistics.role_figures import Figures, role_figures
from salesgym.numbers.calculations.weeks import exposure, rates
from tests.plans.simulated_organization import BEFORE, DAY, FIRST, PLACES, START, WEEK, Rep, Role

Spans = Sequence[tuple[date, date]]


@dataclass
class Known:
    """What is remembered of a plan from one judgement to the next."""

    figures: Figures
    plan_weeks: int
    is_pushed: bool = False
    improved: bool = False


@dataclass(frozen=True)
class Judged:
    """A row as it has to be: `reached` are the days on which steps were reached, by position."""

    status: str
    verdict: str
    start: Decimal | None
    now: Decimal | None
    expected: Decimal
    real: Decimal
    position: int | None
    by_date: Decimal | None
    by_end: Decimal | None
    reached: dict[int, date]


def figures_on(role: Role, on: date) -> Figures:
    """What the role's reps say together on this day, from their newest 26 weeks."""
    last = on - timedelta(days=on.weekday()) - WEEK
    order = sorted(
        role.reps, key=lambda rep: md5(str(rep.person.pk).encode(), usedforsecurity=False).hexdigest()
    )
    weeks = [[week_of(role, rep, last - past * WEEK) for past in range(25, -1, -1)] for rep in order]
    return role_figures(weeks, role.kind, until=last + 6 * DAY)


def week_of(role: Role, rep: Rep, week: date) -> rates.Week:
    top, bottom = rep.weeks.get(week) or (None, None)
    gone = exposure.away(week, rep.leaves, exposure.MONDAY_TO_FRIDAY)
    is_shared = role.kind in {"ratio", "average"}
    parts = (None if one is None else Decimal(one) for one in (top, bottom))
    return rates.week(week, *parts, has_denominator=is_shared, away=gone)


def weeks_that_count(plan: Plan, off: Spans) -> dict[date, Fraction]:
    """The plan's full weeks by their Monday, with the share of Monday to Friday that was worked; never 0."""
    found, week = {}, START
    while plan.ends_on and week + 4 * DAY <= plan.ends_on:
        days = [week + past * DAY for past in range(5)]
        worked = sum(not any(first <= day <= last for first, last in off) for day in days)
        if worked:
            found[week] = Fraction(worked, 5)
        week += WEEK
    return found


def judged(role: Role, place: int, pauses: Spans, known: Known, *, on: date) -> Judged:
    """The judgement of the plan of the role's rep at this place on this Monday; `known` goes on to the next."""
    plan, rep = Plan.objects.get(pk=role.plans[place].pk), role.reps[place]
    steps = list(Milestone.objects.filter(plan=plan).order_by("position"))
    counted = weeks_that_count(plan, [*rep.leaves, *pauses])
    reached = {
        step.position: day for step in steps if (day := _reached(role, rep, plan, steps, step, counted, on))
    }
    view = _outlook(role, rep, plan, counted, known, on=on)
    chances = _chances(steps, reached, counted, view) if plan.status == "active" else {}
    now = min(chances, default=None)
    if plan.status == "active":
        known.is_pushed = _is_pushed(known.is_pushed, chances[now][1] if now else None, reached, on)
    known.improved = known.improved or view.real >= 0.9
    return Judged(
        status=_status(role, rep, plan, known, on),
        verdict=_verdict(plan, view.real, known, on),
        start=plan.baseline,
        now=_now(role, rep, on),
        expected=_places(view.picture.level.expected),
        real=_places(view.real),
        position=now,
        by_date=_places(chances[now][0]) if now else None,
        by_end=_places(chances[now][1]) if now else None,
        reached=reached,
    )


def _reached(
    role: Role,
    rep: Rep,
    plan: Plan,
    steps: Sequence[Milestone],
    step: Milestone,
    counted: dict[date, Fraction],
    on: date,
) -> date | None:
    """The Sunday of the week in which the step was reached."""
    past = [week for week in counted if week + WEEK <= on]
    told = [week_of(role, rep, week) for week in past]
    tops = [week.numerator for week in told]
    until = _until(step, counted) if step is steps[-1] else len(counted)
    if step.measure == Milestone.Measure.COUNT:
        sums = [sum(top or 0 for top in tops[: place + 1]) for place in range(len(tops))]
        number = next(
            (place for place, total in enumerate(sums, start=1) if total >= (step.target or 0)), None
        )
    elif role.kind in {"ratio", "average"}:
        number = first_run(
            tops,
            [week.denominator for week in told],
            weeks=step.run_weeks or 0,
            mark=step.target or 0,
            usual_trials=(plan.baseline_denominator or Decimal(0)) / BEFORE,
            until=until,
            lower_is_better=role.metric.lower_is_better,
        )
    else:
        worked = [counted[week] for week in past]
        number = first_run_count(tops, worked, weeks=step.run_weeks or 0, mark=step.target or 0, until=until)
    return past[number - 1] + 6 * DAY if number else None


def _until(step: Milestone, counted: dict[date, Fraction]) -> int:
    """The number of the last week that counts for the step's date: the one whose Friday it does not come before."""
    return sum(week + 4 * DAY <= step.due_on for week in counted)


def _outlook(
    role: Role, rep: Rep, plan: Plan, counted: dict[date, Fraction], known: Known, *, on: date
) -> Outlook:
    is_shared = role.kind in {"ratio", "average"}
    past = [week for week in counted if week + WEEK <= on]
    told = [week_of(role, rep, week) for week in past]
    bottoms = [None if week.denominator is None else float(week.denominator) for week in told]
    before = [week_of(role, rep, FIRST + place * WEEK) for place in range(BEFORE)]
    sizes = [float(week.denominator or 0) if is_shared else float(week.exposure) for week in before]
    level = _level(role.kind, plan, known.figures, sizes)
    weeks = (week_of(role, rep, week) for week in sorted(rep.weeks) if week + WEEK <= on)
    recent = [week for week in weeks if week.is_weighed][-8:]
    return outlook(
        level,
        totals=[None if week.numerator is None else float(week.numerator) for week in told],
        over=bottoms if is_shared else [float(counted[week]) for week in past],
        gap=level.gap_to(float(plan.target or 0), lower_is_better=role.metric.lower_is_better),
        plan_weeks=known.plan_weeks,
        week_sizes=[float(week.denominator or 0) if is_shared else float(week.exposure) for week in recent],
        usual=usual_over(sizes) if is_shared else 1.0,
        lower_is_better=role.metric.lower_is_better,
        team_change=_team_change(role, rep, on),
        seed=plan.pk,
    )


def _level(kind: str, plan: Plan, figures: Figures, sizes: Sequence[float]) -> Level:
    prior, spread = figures.prior, figures.spread or 1.0
    total = float(plan.baseline_numerator or 0)
    if isinstance(prior, NormalPrior):
        own = Averaged(total, float(plan.baseline_denominator or 0))
        return average_level(own, prior, spread=spread / figures.mean**2)
    if kind == "ratio":
        counts = Counted(total, float(plan.baseline_denominator or 0))
        return share_level(counts, Prior(prior.a, prior.b), spread=spread, usual=usual_over(sizes))
    weekly = count_level if kind == "count" else money_level
    return weekly(Rate(total, float(BEFORE)), Prior(prior.a, prior.b), spread=spread)


def _team_change(role: Role, rep: Rep, on: date) -> float:
    """By how much the eleven others changed since the plan began; nothing is taken out of an average."""
    if role.kind == "average":
        return 0.0
    sides = [
        (_side(role, one, FIRST, START), _side(role, one, START, on)) for one in role.reps if one is not rep
    ]
    # The same people on both sides, each with one weight.
    both = [(was, now) for was, now in sides if was[1] and now[1]]
    weights = [was[1] * now[1] / (was[1] + now[1]) for was, now in both]
    before, since = (
        fsum(pair[side][0] / pair[side][1] * weight for pair, weight in zip(both, weights, strict=True))
        / fsum(weights)
        for side in (0, 1)
    )
    if role.kind == "ratio":
        before, since = before / (1 - before), since / (1 - since)
    return log(since) - log(before)


def _side(role: Role, rep: Rep, since: date, until: date) -> tuple[float, float]:
    """What a rep did in these weeks, and what it is divided by."""
    known = [week_of(role, rep, week) for week in rep.weeks if since <= week < until]
    known = [week for week in known if week.is_weighed]
    under = (week.denominator or 0 if role.kind == "ratio" else week.exposure for week in known)
    return fsum(float(week.numerator or 0) for week in known), fsum(float(part) for part in under)


def _chances(
    steps: Sequence[Milestone], reached: dict[int, date], counted: dict[date, Fraction], view: Outlook
) -> dict[int, tuple[float, float]]:
    """Both chances of each open step, by position: up to its date, and up to the plan's end."""
    untils = {step.position: _until(step, counted) for step in steps}
    last = len(counted) if len(steps) > 1 else untils[steps[-1].position]
    found = {}
    for step in steps:
        ends = (untils[step.position], untils[step.position] if step is steps[-1] else len(counted))
        mark = float(step.target or 0)
        if step.position in reached:
            continue
        if step.measure == Milestone.Measure.COUNT:
            by_date, by_end = (view.chance_of_sum(mark, end, last=last) for end in ends)
        else:
            by_date, by_end = (view.chance(Step(mark, step.run_weeks or 0, end), last=last) for end in ends)
        found[step.position] = (by_date, by_end)
    return found


def _is_pushed(was: bool, chance: float | None, reached: dict[int, date], on: date) -> bool:
    if chance is None or on < START + 2 * WEEK:
        return False
    if reached and on < max(reached.values()) + 2 * WEEK:
        return was
    return chance < (0.6 if was else 0.45)


def _status(role: Role, rep: Rep, plan: Plan, known: Known, on: date) -> str:
    if plan.status == "paused":
        return "paused"
    weeks = [week_of(role, rep, week) for week in sorted(rep.weeks) if week + WEEK <= on]
    newest = [week.starts_on for week in weeks if week.numerator is not None or week.away.is_whole_week][-1]
    if (on - (newest + 6 * DAY)).days >= 14:
        return "stalled"
    return "needs_a_push" if known.is_pushed else "on_track"


def _verdict(plan: Plan, real: float, known: Known, on: date) -> str:
    if known.improved:
        return "improved"
    third = (plan.ends_on - START) // 3 if plan.ends_on else timedelta(0)
    may_be_said = on >= START + max(timedelta(days=30), timedelta(days=third.days))
    return "not moving" if real <= 0.2 and may_be_said else "keep going"


def _now(role: Role, rep: Rep, on: date) -> Decimal | None:
    """The value over the newest four weeks."""
    newest = [week_of(role, rep, on - past * WEEK) for past in range(4, 0, -1)]
    known = [week for week in newest if week.is_weighed]
    is_shared = role.kind in {"ratio", "average"}
    under = sum((week.denominator or Decimal(0)) if is_shared else week.exposure for week in known)
    over = sum((week.numerator or Decimal(0) for week in known), Decimal(0))
    return _places(float(over / under)) if under else None


def _places(value: float) -> Decimal:
    return Decimal(value).quantize(PLACES)
