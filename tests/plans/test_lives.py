"""Whole lives of plans, week by week, by the actions alone: every outcome, kind of measure and turn on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest

from plans.actions import (
    advance,
    agreement,
    measurement,
    milestone,
    outcome,
    pause,
    proposal,
    reward,
    scoring,
)
from plans.models import Behavior, Milestone, Outcome, Plan
from salesgym.notices.models import Notice
from salesgym.numbers.models import Metric
from salesgym.people.models import Management, User
from tests.factories.numbers import WeeklyValueFactory
from tests.factories.people import LeaveFactory, ManagementFactory
from tests.factories.plans import MilestoneFactory, PlanFactory, RewardFactory, SkillFactory, left_open
from tests.factories.scoring import BehaviorFactory
from tests.plans.actions.weeks_told import START, at, steps

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
WEEKS = 12
# Plans end on a Friday.
WEEKEND = timedelta(days=3)
PROPOSED = START - timedelta(days=6)
Parts = dict[str, int]


@dataclass(frozen=True)
class Measured:
    """What a step measures: its number, the start, both targets, and weeks that stay at the start or climb."""

    metric: str
    baseline: str
    targets: tuple[str, str]
    flat: Parts
    climbed: Parts
    measure: str = Milestone.Measure.METRIC


RATE = Measured(
    "meeting_to_opportunity",
    "0.20",
    ("0.22", "0.25"),
    {"opportunities": 4, "meetings": 20},
    {"opportunities": 6, "meetings": 20},
)
FALLING = Measured(
    "days_to_close",
    "40",
    ("38", "35"),
    {"selling_days": 80, "timed_wins": 2},
    {"selling_days": 60, "timed_wins": 2},
)
MONEY = Measured(
    "revenue_per_win",
    "4000",
    ("4500", "5000"),
    {"revenue": 8000, "valued_wins": 2},
    {"revenue": 12000, "valued_wins": 2},
)
WEEKLY = Measured("conversations", "40", ("45", "50"), {"conversations": 40}, {"conversations": 55})
COUNTED = Measured(
    "conversations",
    "40",
    ("200", "480"),
    {"conversations": 20},
    {"conversations": 55},
    Milestone.Measure.COUNT,
)
DONE = Measured("conversations", "40", ("", ""), {}, {}, Milestone.Measure.DONE)
# Scores of the skill's rubric, from 1 to 5; the plan itself is about the number.
SCORED = Measured("conversations", "40", ("3", "4"), {}, {}, Milestone.Measure.RUBRIC)


def nothing(life: "Life", plan: Plan, day: date) -> None:
    """No turn on the way."""


def leave(life: "Life", plan: Plan, day: date) -> None:
    """Two weeks of leave, known on the day they begin."""
    if day == START + 4 * WEEK:
        LeaveFactory(person=plan.rep, starts_on=day, ends_on=day + timedelta(days=13))


def a_pause(life: "Life", plan: Plan, day: date) -> None:
    """Two weeks of a project."""
    if day == START + 4 * WEEK:
        pause.pause(plan=plan, by=plan.manager, reason="A project.", at=at(day))
    if day == START + 6 * WEEK:
        pause.resume(plan=plan, by=plan.manager, at=at(day))


def a_deputy(life: "Life", plan: Plan, day: date) -> None:
    """A second manager of the team verifies, gives and closes."""
    if day == START + 4 * WEEK:
        ManagementFactory(team=plan.rep.memberships.get().team, person=life.people["deputy"])
        life.people["closer"] = life.people["deputy"]


def a_new_manager(life: "Life", plan: Plan, day: date) -> None:
    """The manager who opened the plan leaves the team in the middle."""
    if day == START + 4 * WEEK:
        team = plan.rep.memberships.get().team
        Management.objects.filter(team=team, person=plan.manager).update(ends_on=day)
        a_deputy(life, plan, day)


@dataclass
class Life:
    """One plan from the draft to its outcome. `climbs_from` is the week from which the number is at its target."""

    name: str
    measured: Measured
    result: str
    climbs_from: int | None
    ends: list[str]
    turn: Callable[["Life", Plan, date], None] = nothing
    weeks_later: int = 0
    weeks_lived: int = WEEKS
    people: dict[str, User] = field(default_factory=dict)


MET = ["verified", "verified"]
LIVES = [
    Life("a rate, met", RATE, "met", 0, MET),
    Life("a number that falls, met", FALLING, "met", 0, MET),
    Life("money, met", MONEY, "met", 0, MET),
    Life("a number a week, met", WEEKLY, "met", 0, MET),
    Life("a count since the start, met", COUNTED, "met", 0, MET),
    Life("work that is claimed, met", DONE, "met", 0, MET),
    Life("scores of the rubric, met", SCORED, "met", 0, MET),
    Life("a rate, met in part", RATE, "met_in_part", 11, ["verified", "missed"]),
    Life("a count, met in part", COUNTED, "met_in_part", None, ["verified", "missed"]),
    Life("a rate, not met", RATE, "not_met", None, ["missed", "missed"]),
    Life("a number that falls, not met", FALLING, "not_met", None, ["missed", "missed"]),
    Life("money, not met", MONEY, "not_met", None, ["missed", "missed"]),
    Life("a number a week, not met", WEEKLY, "not_met", None, ["missed", "missed"]),
    Life("work that nobody claimed, not met", DONE, "not_met", None, ["missed", "missed"]),
    Life("scores that stay low, not met", SCORED, "not_met", None, ["missed", "missed"]),
    Life("a rate, extended", RATE, "extended", None, ["missed", "missed"]),
    Life("a rate, withdrawn in its fifth week", RATE, "withdrawn", None, ["missed", "missed"], weeks_lived=5),
    Life("a rate, left in its fifth week", RATE, "left", None, ["missed", "missed"], weeks_lived=5),
    Life("leave in the middle", RATE, "met", 6, MET, leave, weeks_later=2),
    Life("a pause in the middle", RATE, "met", 6, MET, a_pause, weeks_later=2),
    Life("a number that falls and leave", FALLING, "met", 6, MET, leave, weeks_later=2),
    Life("a count and a pause", COUNTED, "met", 6, MET, a_pause, weeks_later=2),
    Life("two managers", RATE, "met", 6, MET, a_deputy),
    Life("a new manager in the middle", RATE, "met", 6, MET, a_new_manager),
    Life(
        "a new manager in the middle, not met", WEEKLY, "not_met", None, ["missed", "missed"], a_new_manager
    ),
]


def draft(life: Life, rep: User, manager: User) -> Plan:
    """A draft of twelve weeks with two steps, a reward on the first."""
    measured = life.measured
    trials = Decimal(13 * list(measured.flat.values())[1]) if len(measured.flat) > 1 else None
    metric = Metric.objects.get(key=measured.metric)
    plan = PlanFactory(
        rep=rep,
        manager=manager,
        skill=SkillFactory(metric=metric),
        steps=False,
        baseline=Decimal(measured.baseline),
        baseline_numerator=13 * Decimal(measured.baseline)
        if trials is None
        else Decimal(measured.baseline) * trials,
        baseline_denominator=trials,
        target=Decimal("50" if measured is SCORED else measured.targets[1] or measured.baseline),
        ends_on=START + WEEKS * WEEK - WEEKEND,
    )
    if measured is SCORED:
        BehaviorFactory.create_batch(2, skill=plan.skill)
    for position, target in enumerate(measured.targets, start=1):
        is_done = measured.measure == Milestone.Measure.DONE
        MilestoneFactory(
            plan=plan,
            position=position,
            title=f"Piece of work {position}" if is_done else "",
            measure=measured.measure,
            metric=None if is_done or measured is SCORED else metric,
            target=None if is_done else Decimal(target),
            run_weeks=4 if measured.measure == Milestone.Measure.METRIC else None,
            due_on=START + position * WEEKS // 2 * WEEK - WEEKEND,
        )
    RewardFactory(milestone=plan.milestones.get(position=1))
    return plan


def works(life: Life, plan: Plan, week: int) -> None:
    """The numbers of one week; none while the rep is away or the plan rests."""
    climbs = life.climbs_from is not None and week >= life.climbs_from
    parts = life.measured.climbed if climbs else life.measured.flat
    for key, value in parts.items():
        WeeklyValueFactory(
            rep=plan.rep, metric=Metric.objects.get(key=key), week_start=START + week * WEEK, value=value
        )


def scored(life: Life, plan: Plan, week: int) -> None:
    """A call that the manager scores: what the step of its weeks asks for, or less where the rep stays low."""
    climbs = life.climbs_from is not None and week >= life.climbs_from
    given = 2 if not climbs else 3 if week < WEEKS // 2 else 4
    asked = Behavior.objects.asked().filter(skill=plan.skill).values_list("pk", flat=True)
    scoring.score(
        plan=plan,
        by=life.people["closer"],
        scores=dict.fromkeys(asked, given),
        occasion="call",
        at=at(START + week * WEEK),
    )


def lives_a_week(life: Life, plan: Plan, week: int) -> None:
    """Monday: what the day brings, then the week's work, then its numbers, then what the managers answer."""
    day = START + week * WEEK
    life.turn(life, plan, day)
    advance.advance(at=at(day))
    if Plan.objects.get(pk=plan.pk).status == Plan.Status.PAUSED:
        return
    works(life, plan, week)
    if life.measured is DONE and life.climbs_from is not None and week in {3, 8}:
        step = plan.milestones.get(position=1 if week == 3 else 2)
        milestone.claim(milestone=step, by=plan.rep, evidence="The notes of it.", at=at(day))
    if life.measured is SCORED and week in {2, 7}:
        scored(life, plan, week)
    measurement.measure(at=at(day + WEEK))
    for step in plan.milestones.filter(status=Milestone.Status.REACHED):
        milestone.verify(milestone=step, by=life.people["closer"], at=at(day + WEEK))


def live(life: Life, rep: User, manager: User, deputy: User) -> Plan:
    """The plan after its outcome."""
    plan = draft(life, rep, manager)
    life.people.update(closer=manager, deputy=deputy)
    proposal.propose(plan=plan, by=manager, at=at(PROPOSED))
    agreement.sign(plan=plan, by=rep, at=at(PROPOSED))
    agreement.sign(plan=plan, by=manager, at=at(PROPOSED))
    for week in range(life.weeks_lived + life.weeks_later):
        lives_a_week(life, plan, week)
    last = START + (life.weeks_lived + life.weeks_later) * WEEK
    advance.advance(at=at(last))
    plan.refresh_from_db()
    for step in plan.milestones.filter(status=Milestone.Status.VERIFIED, reward__isnull=False):
        reward.deliver(reward=step.reward, by=life.people["closer"], at=at(last))
    outcome.close(
        plan=plan,
        by=life.people["closer"],
        result=life.result,
        reasons="Talked through.",
        next_step="further_help" if life.result == "not_met" else "",
        given_up=left_open(plan),
        at=at(last),
    )
    plan.refresh_from_db()
    return plan


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_a_plan_lives_to_its_outcome(life: Life, rep: User, manager: User, mentor: User) -> None:
    plan = live(life, rep, manager, mentor)

    closer = life.people["closer"]
    assert (plan.status, plan.outcome.result, plan.outcome.decided_by) == ("closed", life.result, closer)
    assert steps(plan) == life.ends
    assert plan.ends_on == START + (WEEKS + life.weeks_later) * WEEK - WEEKEND
    verified = [step for step in plan.milestones.all() if step.status == Milestone.Status.VERIFIED]
    assert {step.verified_by for step in verified} <= {manager, closer}
    told = Notice.objects.filter(recipient=rep)
    assert told.filter(kind="plans.closed").count() == 1
    assert told.filter(kind="plans.milestone_verified").count() == len(verified)
    assert not plan.pauses.filter(ends_on=None).exists()
    assert Plan.objects.filter(predecessor=plan).exists() == (life.result == Outcome.Result.EXTENDED)
    events = list(plan.history.order_by("seq").values_list("event", flat=True))
    assert events[-1] == "plan.closed"
    assert events.count("plan.paused") == events.count("plan.resumed") == (1 if life.weeks_later else 0)


def test_the_lives_hold_every_outcome_and_kind_of_measure() -> None:
    assert {life.result for life in LIVES} == set(Outcome.Result.values)
    assert {life.measured.measure for life in LIVES} == set(Milestone.Measure.values)
