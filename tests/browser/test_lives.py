"""Four plans lived to their end by the people on them, while the demo's clock moves on: who reads what, week by week.

What a life does to every kind of measure, `tests/plans/test_lives.py` has in its table.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from coaching.management.sample.later import tasks
from plans.actions import agreement, proposal
from plans.actions.proposal import OwnSide
from plans.models import Milestone, Plan, Reward
from salesgym import clock
from salesgym.handoff import kept_back
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import DemoClock
from tests.clock import this_monday
from tests.factories.numbers import give_weeks
from tests.factories.people import LeaveFactory, OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import (
    DiagnosisFactory,
    MilestoneFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    SkillFactory,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_the_demo"),
]

WEEK = timedelta(weeks=1)
WEEKS, MOST_WEEKS = 8, 16
# Plans end on a Friday.
WEEKEND = timedelta(days=3)
MEETINGS, AS_BEFORE, BETTER = 20, 4, 6
PLACED = "That is where I am today"
REASONS = "We went through the calls together."


@pytest.fixture
def plan(transactional_db) -> Plan:
    """Proposed today for eight weeks from Monday on: 20% to 24% and 28%, with a reward on the first step."""
    OrganizationFactory()
    manager = UserFactory(name="Dana Whitfield", is_sample=True)
    rep = RepFactory(name="Marcus Bell", is_sample=True, manager=manager)
    give_weeks(rep, "meetings", [MEETINGS] * 13, until=this_monday())
    give_weeks(rep, "opportunities", [AS_BEFORE] * 13, until=this_monday())
    starts_on = this_monday() + WEEK
    plan = PlanFactory(
        rep=rep,
        manager=manager,
        skill=SkillFactory(name="Discovery questions"),
        steps=False,
        baseline=Decimal("0.2"),
        baseline_numerator=Decimal(52),
        baseline_denominator=Decimal(260),
        baseline_until=this_monday() - timedelta(days=1),
        starts_on=starts_on,
        ends_on=starts_on + WEEKS * WEEK - WEEKEND,
        created_at=clock.now(),
    )
    DiagnosisFactory(plan=plan)
    ProgrammeItemFactory(plan=plan)
    for position, target in enumerate(("0.24", "0.28"), start=1):
        due_on = starts_on + position * WEEKS // 2 * WEEK - WEEKEND
        MilestoneFactory(plan=plan, position=position, target=Decimal(target), due_on=due_on)
    RewardFactory(milestone=plan.milestones.get(position=1))
    proposal.propose(plan=plan, by=manager, at=clock.now())
    DemoClock.objects.create(pk=1)
    return plan


@pytest.fixture
def signed(plan: Plan) -> Plan:
    """The plan with both names under it."""
    own_side = OwnSide("learning_keen", "", "")
    agreement.sign(plan=plan, by=plan.rep, at=clock.now(), own_side=own_side)
    agreement.sign(plan=plan, by=plan.manager, at=clock.now())
    return plan


def a_week_passes(plan: Plan, opportunities: int) -> None:
    """The clock stands a week later, last week's numbers are in unless the plan rests, and beat comes by."""
    row = DemoClock.objects.get()
    row.days += WEEK.days
    row.save()
    plan.refresh_from_db()
    if plan.status != Plan.Status.PAUSED:
        give_weeks(plan.rep, "meetings", [MEETINGS], until=monday(clock.today()))
        give_weeks(plan.rep, "opportunities", [opportunities], until=monday(clock.today()))
    tasks.get_to_know()
    with kept_back() as rung:
        tasks.do_all(clock.now())
        tasks.do_rung(rung)
    plan.refresh_from_db()


def weeks_pass(plan: Plan, opportunities: int, *, until: Callable[[], bool]) -> None:
    """Weeks with so many opportunities, until this is so."""
    for _week in range(MOST_WEEKS):
        a_week_passes(plan, opportunities)
        if until():
            return
    pytest.fail(f"{MOST_WEEKS} weeks passed: {plan.status}")


def is_reached(plan: Plan, position: int) -> bool:
    return plan.milestones.filter(position=position, status=Milestone.Status.REACHED).exists()


def is_over(plan: Plan) -> bool:
    return plan.status == Plan.Status.IN_REVIEW


def press(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """Press the one that leads to another page."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).click()


def sign(page: Page, *, placed: str = "") -> None:
    """Sign on the page that is open, after the rep's own side where they have one to give."""
    if placed:
        page.get_by_label(placed).check()
    press(page, "button", re.compile("^Sign"))
    press(page, "button", "Yes, sign")


def write_the_outcome(page: Page, *choices: str) -> None:
    """Choose how the plan ends and what comes next, and write it down."""
    for choice in choices:
        page.get_by_role("radio", name=choice).check(force=True)
    page.get_by_label("Reasons").fill(REASONS)
    page.get_by_label("I have talked it through").check()
    press(page, "button", "Write the outcome")


def ending_on(page: Page, title: str) -> None:
    """On their day the rep reads how it ended, and from there the words that were written."""
    page.goto("/today/")
    expect(page.locator("#ending")).to_contain_text(title)
    press(page, "link", "Read what was written")
    expect(page.locator("#closed")).to_contain_text(REASONS)


def test_a_plan_is_met(plan: Plan, page_of):
    rep, manager = page_of(plan.rep, phone=True), page_of(plan.manager)
    rep.goto(f"/plans/{plan.pk}/proposal/")
    sign(rep, placed=PLACED)
    manager.goto(f"/plans/{plan.pk}/agreement/")
    sign(manager)

    weeks_pass(plan, 5, until=lambda: is_reached(plan, 1))
    manager.goto("/board/")
    manager.get_by_role("button", name="Verify").click()
    manager.get_by_role("button", name="Mark as given").click()
    expect(manager.get_by_text("Marked as given.")).to_be_visible()
    assert Reward.objects.get().is_delivered
    weeks_pass(plan, BETTER, until=lambda: is_reached(plan, 2))
    manager.goto("/board/")
    manager.get_by_role("button", name="Verify").click()
    press(manager, "link", "Decide the outcome")
    write_the_outcome(manager, "Met The target")

    ending_on(rep, "You made it: Discovery questions")
    rep.go_back()
    expect(rep.locator("#ending")).to_contain_text("You earned: A Friday afternoon off.")
    assert rep.faults == manager.faults == []


def test_a_plan_with_a_pause_and_leave_is_not_met(signed: Plan, page_of):
    rep, manager = page_of(signed.rep, phone=True), page_of(signed.manager)
    planned_end = signed.ends_on
    for _week in range(3):
        a_week_passes(signed, AS_BEFORE)
    manager.goto(f"/plans/{signed.pk}/pause/")
    manager.get_by_label("Reason").fill("The trade fair.")
    press(manager, "button", "Pause")
    rep.goto(f"/plans/{signed.pk}/")
    expect(rep.locator("#notice")).to_contain_text("The trade fair.")
    for _week in range(2):
        a_week_passes(signed, AS_BEFORE)
    manager.reload()
    manager.get_by_role("button", name="Resume").click()
    expect(manager.get_by_text("The plan goes on.")).to_be_visible()
    away_from = monday(clock.today()) + WEEK
    LeaveFactory(person=signed.rep, starts_on=away_from, ends_on=away_from + timedelta(days=6))

    weeks_pass(signed, AS_BEFORE, until=lambda: is_over(signed))
    assert signed.ends_on == planned_end + 3 * WEEK
    manager.goto("/board/")
    press(manager, "link", "Decide the outcome")
    write_the_outcome(manager, "Not met", "Further help")

    ending_on(rep, "it was not met. What you practiced stays yours.")
    expect(rep.locator("#closed")).to_contain_text("Next: further help.")
    assert rep.faults == manager.faults == []


def test_a_plan_is_extended_and_what_follows_is_signed_anew(signed: Plan, page_of):
    rep, manager = page_of(signed.rep, phone=True), page_of(signed.manager)
    weeks_pass(signed, AS_BEFORE, until=lambda: is_over(signed))
    manager.goto(f"/plans/{signed.pk}/close/")

    write_the_outcome(manager, "Extended")
    expect(manager.get_by_text("Here is the draft that goes on from it.")).to_be_visible()
    ending_on(rep, "Discovery questions goes on")
    successor = Plan.objects.get(predecessor=signed)
    Plan.objects.filter(pk=successor.pk).update(no_mentor_reason="The two go on as before.")
    manager.goto(f"/plans/{successor.pk}/draft/review/")
    press(manager, "button", "Propose to Marcus")
    rep.goto("/today/")
    press(rep, "link", "Read the proposal")
    expect(rep.locator("#steps")).to_contain_text("This plan extends an earlier one")
    sign(rep, placed=PLACED)
    manager.goto(f"/plans/{successor.pk}/agreement/")
    sign(manager)

    expect(manager.locator("#notice")).to_contain_text("Both signed.")
    successor.refresh_from_db()
    assert (successor.status, successor.counts_since) == (Plan.Status.ACTIVE, signed.starts_on)
    assert rep.faults == manager.faults == []


def test_a_plan_is_withdrawn_with_a_reason(signed: Plan, page_of):
    rep, manager = page_of(signed.rep, phone=True), page_of(signed.manager)
    weeks_pass(signed, 5, until=lambda: is_reached(signed, 1))
    manager.goto("/board/")
    manager.get_by_role("button", name="Verify").click()
    manager.get_by_role("button", name="Undo").click()
    expect(manager.get_by_role("button", name="Verify")).to_be_visible()
    assert is_reached(signed, 1)

    # What is open is named, and nothing is written down before somebody says that it stays so.
    manager.goto(f"/plans/{signed.pk}/close/")
    write_the_outcome(manager, "Withdrawn")
    expect(manager.locator("[data-errors]")).to_be_visible()
    expect(manager.get_by_label("Reasons")).to_have_value(REASONS)
    for one in manager.locator("#debts").get_by_role("checkbox").all():
        one.check()
    press(manager, "button", "Write the outcome")

    expect(manager.locator("#closed")).to_contain_text("Outcome: withdrawn.")
    ending_on(rep, "Discovery questions was withdrawn")
    assert rep.faults == manager.faults == []
