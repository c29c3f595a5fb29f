"""Sixty reps in five roles over 26 weeks, forty of them with a plan: their weeks as plain numbers, and in the database.

The weeks are drawn from a fixed seed. `Rep.weeks` keeps them as they were drawn, so that a test can work out from them
what the product says of its rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from plans.models import Milestone, Plan
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.people.models import Leave, Team, User
from tests.factories.numbers import ENTERED_AT, MetricFactory, standard_metrics
from tests.factories.people import JobRoleFactory, OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import MilestoneFactory, PlanFactory, SkillFactory, live_until

START, WEEK, DAY = date(2026, 1, 5), timedelta(weeks=1), timedelta(days=1)
BEFORE, SINCE = 13, 13
FIRST = START - BEFORE * WEEK
REPS_A_ROLE, PLANS_A_ROLE, PLAN_WEEKS = 12, 8, 12
PLACES = Decimal("0.0001")
# Position, part of the gap, weeks in a row, and the plan's week in which it is due.
STEPS = ((1, "0.35", 4, 5), (2, "0.7", 4, 8), (3, "1", 5, PLAN_WEEKS))

Draw = Callable[[np.random.Generator, float], tuple[int, int | None]]


@dataclass
class Rep:
    """One rep, and what they did in each week: two sides, the second None for counts and money; None where unknown."""

    person: User
    weeks: dict[date, tuple[int | None, int | None] | None]
    leaves: list[tuple[date, date]] = field(default_factory=list)


@dataclass
class Role:
    """The reps of one role, with the one number that their plans are about, and those plans by the place of their rep."""

    kind: str
    metric: Metric
    team: Team
    reps: list[Rep]
    plans: list[Plan] = field(default_factory=list)


def _ratio(draw: np.random.Generator, level: float) -> tuple[int, int | None]:
    trials = int(draw.poisson(20)) + 1
    return int(draw.binomial(trials, min(level, 0.95))), trials


def _count(draw: np.random.Generator, level: float) -> tuple[int, int | None]:
    return int(draw.poisson(level)), None


def _money(draw: np.random.Generator, level: float) -> tuple[int, int | None]:
    return round(float(draw.gamma(3, level / 3))), None


def _average(draw: np.random.Generator, level: float) -> tuple[int, int | None]:
    deals = int(draw.poisson(4)) + 1
    return round(float(draw.gamma(6, level / 6, deals).sum())), deals


# Kind, usual level, how a week is drawn, whether lower is better.
NUMBERS: tuple[tuple[str, float, Draw, bool], ...] = (
    ("ratio", 0.2, _ratio, False),
    ("ratio", 0.3, _ratio, True),
    ("count", 8, _count, False),
    ("money", 900, _money, False),
    ("average", 12, _average, True),
)


def build() -> list[Role]:
    """The people with their weeks before any plan, in the database."""
    OrganizationFactory()
    manager, draw = UserFactory(name="Dana Whitfield"), np.random.default_rng(20_261)
    roles = [
        _role(place, *number, manager=manager, draw=draw) for place, number in enumerate(NUMBERS, start=1)
    ]
    give(roles, FIRST, START)
    return roles


def _role(
    place: int, kind: str, usual: float, week: Draw, lower: bool, *, manager: User, draw: np.random.Generator
) -> Role:
    team, job = TeamFactory(manager=manager), JobRoleFactory(name=f"Role {place}")
    reps = []
    for number in range(REPS_A_ROLE):
        level = float(usual * draw.gamma(25, 1 / 25))
        # Every second rep with a plan climbs to its end and further, the others stay where they are.
        climb = (-0.3 if lower else 0.4) if number < PLANS_A_ROLE and number % 2 == 0 else 0.0
        weeks: dict[date, tuple[int | None, int | None] | None] = {
            FIRST + past * WEEK: week(draw, level * (1 + climb * min(max(past - BEFORE + 1, 0) / 6, 1)))
            for past in range(BEFORE + SINCE)
        }
        reps.append(Rep(RepFactory(team=team, job_role=job), weeks))
    return Role(kind, _metric(place, kind, lower=lower), team, reps)


def _metric(place: int, kind: str, *, lower: bool) -> Metric:
    standard = standard_metrics()
    if kind == "ratio" and not lower:
        return standard["meeting_rate"]
    if kind == "count":
        return standard["proposals"]
    if kind == "money":
        return MetricFactory(key="upsell", kind=Metric.Kind.MONEY)
    parts = {
        "numerator": MetricFactory(key=f"part-{place}"),
        "denominator": MetricFactory(key=f"whole-{place}"),
    }
    return MetricFactory(key=f"made-{place}", kind=kind, lower_is_better=lower, **parts)


def give(roles: Sequence[Role], since: date, until: date) -> None:
    """Write the weeks from `since` on and before `until`."""
    WeeklyValue.objects.bulk_create(
        WeeklyValue(
            rep=rep.person, metric=metric, week_start=week, value=value, source="typed", entered_at=ENTERED_AT
        )
        for role in roles
        for rep in role.reps
        for week, told in rep.weeks.items()
        if since <= week < until and told is not None
        for metric, value in zip(_parts(role.metric), told, strict=False)
        if value is not None
    )


def _parts(metric: Metric) -> tuple[Metric, ...]:
    if metric.numerator is None or metric.denominator is None:
        return (metric,)
    return metric.numerator, metric.denominator


def open_plans(roles: Sequence[Role], sign: Callable[[Plan], object]) -> None:
    """Eight plans in each role, signed; `sign` is called with the first draft of each before it is proposed."""
    for role in roles:
        skill = SkillFactory(metric=role.metric)
        for rep in role.reps[:PLANS_A_ROLE]:
            draft = _draft(role, rep, skill)
            if not role.plans:
                sign(draft)
            live_until(draft, "active")
            role.plans.append(draft)


def _draft(role: Role, rep: Rep, skill: object) -> Plan:
    told = [rep.weeks[FIRST + past * WEEK] or (0, 0) for past in range(BEFORE)]
    top = Decimal(sum(one[0] or 0 for one in told))
    bottom = None if told[0][1] is None else Decimal(sum(one[1] or 0 for one in told))
    baseline = (top / (bottom or BEFORE)).quantize(PLACES)
    target = (baseline * Decimal("0.75" if role.metric.lower_is_better else "1.3")).quantize(PLACES)
    draft = PlanFactory(
        rep=rep.person,
        manager=role.team.managements.get().person,
        skill=skill,
        metric=role.metric,
        baseline=baseline,
        baseline_numerator=top,
        baseline_denominator=bottom,
        baseline_weeks=BEFORE,
        target=target,
        starts_on=START,
        ends_on=START + PLAN_WEEKS * WEEK - 3 * DAY,
        steps=False,
    )
    for position, part, weeks, due in STEPS:
        # One plan counts since its start in between.
        adds_up = role.kind == "count" and position == 2 and len(role.plans) == 6
        MilestoneFactory(
            plan=draft,
            position=position,
            measure=Milestone.Measure.COUNT if adds_up else Milestone.Measure.METRIC,
            target=Decimal(75)
            if adds_up
            else (baseline + (target - baseline) * Decimal(part)).quantize(PLACES),
            run_weeks=None if adds_up else weeks,
            due_on=START + due * WEEK - 3 * DAY,
        )
    return draft


def away(rep: Rep, first: date, last: date) -> None:
    """Leave from this day to that. In weeks wholly on leave nothing is told."""
    rep.leaves.append((first, last))
    Leave.objects.create(person=rep.person, starts_on=first, ends_on=last)
    for week in rep.weeks:
        if first <= week and week + 4 * DAY <= last:
            rep.weeks[week] = None
