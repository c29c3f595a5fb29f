"""A formal plan from the manager's yes to the appeal, by manager, HR and the employee on a phone."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.actions import announced_outcome
from plans.models import AnnouncedOutcome, Plan, Signature
from tests.factories.formal import complete, put_before_rep, signed, switched_on
from tests.factories.people import PASSWORD, OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import STEPS, MilestoneFactory, PlanFactory, SkillFactory, after_full_weeks
from tests.plans.formal_plans import formal_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOT_AGREED = "The quarter-end prices were cleared above me. I do not agree that all of it was mine."
MY_PASSWORD = "My password, so it is me who signs"


@pytest.fixture
def dana(transactional_db):
    OrganizationFactory()
    return UserFactory(name="Dana Whitfield")


@pytest.fixture
def marcus(dana):
    return RepFactory(name="Marcus Bell", team=TeamFactory(name="Harbor SMB", manager=dana))


@pytest.fixture
def ruth(dana):
    return switched_on(UserFactory(name="Ruth Adler", hr_partner=True))


@pytest.fixture
def monday():
    return timezone.localdate() - timedelta(days=timezone.localdate().weekday())


def press(page: Page, role: str, name: str) -> None:
    """Press the one that leads to another page."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Press the first that begins like this, in a queue or a menu."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def write_the_draft(plan: Plan, first_day) -> None:
    """Fill in what the steps of the wizard ask for; `tests/browser/test_wizard.py` clicks through them."""
    plan.skill = SkillFactory(name="Discovery questions")
    plan.metric, plan.baseline, plan.target = plan.skill.metric, Decimal("0.22"), Decimal("0.28")
    plan.baseline_numerator, plan.baseline_denominator, plan.baseline_weeks = Decimal(54), Decimal(247), 13
    plan.baseline_until = first_day - timedelta(days=1)
    plan.headline, plan.why = "You make people feel at ease.", "Two deeper questions in each meeting."
    plan.starts_on, plan.ends_on = first_day, after_full_weeks(first_day, 14)
    plan.no_mentor_reason, plan.wizard_step = "The whole team is new.", 6
    plan.save()
    for position, target, weeks in STEPS:
        due_on = after_full_weeks(first_day, weeks)
        MilestoneFactory(plan=plan, position=position, target=Decimal(target), due_on=due_on)
    complete(plan)


def receive_and_disagree(rep: Page, plan: Plan) -> None:
    """Two acts; a page that is loaded anew keeps the words, and a wrong password signs nothing and keeps them too."""
    rep.goto(f"/plans/{plan.pk}/answers/")
    expect(rep.get_by_text("This comes once you have said that you have it.")).to_be_visible()
    press(rep, "button", "I have received the plan")
    rep.get_by_role("radio", name="I do not agree").check(force=True)
    rep.get_by_label("My comment, in my words").fill(NOT_AGREED)
    rep.reload()
    expect(rep.get_by_label("My comment, in my words")).to_have_value(NOT_AGREED)
    rep.get_by_label(MY_PASSWORD).fill("not my password")
    press(rep, "button", "Sign my answer")
    expect(rep.locator("[data-errors]")).to_be_focused()
    expect(rep.get_by_label("My comment, in my words")).to_have_value(NOT_AGREED)
    assert not Signature.objects.exists()
    rep.get_by_label(MY_PASSWORD).fill(PASSWORD)
    press(rep, "button", "Sign my answer")
    rep.goto(f"/plans/{plan.pk}/answers/")
    expect(rep.get_by_role("button", name="Sign my answer")).to_have_count(0)


def test_it_is_opened_with_a_yes_approved_by_hr_and_signed_with_a_disagreement(
    marcus, dana, ruth, monday, page_of
):
    manager, hr, rep = page_of(dana), page_of(ruth), page_of(marcus, phone=True)
    manager.goto("/formal/new/")
    press(manager, "link", "Choose Marcus Bell")
    press(manager, "button", "Yes")
    plan = Plan.objects.get()
    write_the_draft(plan, monday + timedelta(weeks=1))
    manager.goto(f"/plans/{plan.pk}/draft/review/")
    press(manager, "link", "Read the exact text and send it to HR")
    press(manager, "button", "Send to HR")

    hr.goto("/formal/")
    expect(hr.locator("#needs")).to_contain_text("Approve a formal plan: Marcus Bell")
    follow(hr, "Read and decide")
    press(hr, "button", "Approve this text")
    manager.goto(f"/plans/{plan.pk}/draft/review/")
    press(manager, "button", "Propose to Marcus")

    receive_and_disagree(rep, plan)
    manager.goto(f"/plans/{plan.pk}/answers/")
    expect(manager.locator("#answer")).to_contain_text(NOT_AGREED)
    manager.get_by_label(MY_PASSWORD).fill(PASSWORD)
    press(manager, "button", "Sign the plan")
    expect(manager.locator("#acts")).to_contain_text('Marcus signed "I do not agree"')
    expect(manager.get_by_text("Approved by Ruth Adler")).to_be_visible()
    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert manager.faults == hr.faults == rep.faults == []


@pytest.fixture
def running(marcus, dana, ruth, monday):
    """In its sixth week, signed by both."""
    plan = PlanFactory(rep=marcus, manager=dana, kind="formal", starts_on=monday - timedelta(weeks=5))
    before = timezone.now() - timedelta(weeks=6)
    put_before_rep(plan, at=before)
    return signed(plan, at=before)


def test_new_dates_are_answered_and_it_rests_and_goes_on(running, page_of):
    manager, rep = page_of(running.manager), page_of(running.rep, phone=True)
    planned, later = running.ends_on, running.ends_on + timedelta(weeks=1)
    manager.goto(f"/plans/{running.pk}/change/")
    manager.get_by_label("Last day of the plan").fill(later.isoformat())
    manager.get_by_label("Why do the dates change?").fill("A trade fair.")
    press(manager, "button", "See what changes")
    manager.get_by_label(MY_PASSWORD).fill(PASSWORD)
    press(manager, "button", "Sign and send to Marcus")

    rep.goto(f"/plans/{running.pk}/")
    follow(rep, "Read and answer")
    press(rep, "button", "I have received the new dates")
    rep.get_by_label(MY_PASSWORD).fill(PASSWORD)
    press(rep, "button", "Sign: I agree")
    running.refresh_from_db()
    assert (planned, running.ends_on) == (later - timedelta(weeks=1), later)

    manager.goto(f"/plans/{running.pk}/pause/")
    manager.get_by_label("Reason").fill("The fair takes longer.")
    press(manager, "button", "Pause")
    rep.goto(f"/plans/{running.pk}/")
    expect(rep.locator("#notice")).to_contain_text("The fair takes longer.")
    manager.get_by_role("button", name="Resume").click()
    expect(manager.get_by_text("The plan goes on.")).to_be_visible()
    assert manager.faults == rep.faults == []


@pytest.fixture
def ended(marcus, dana, ruth, monday):
    """In review, with one of two promises of ours delivered."""
    return formal_plan(marcus, dana, made=2, kept=1, starts_on=monday - timedelta(weeks=14))


def test_an_adverse_outcome_is_blocked_overridden_read_first_final_and_appealed(ended, ruth, page_of):
    manager, hr, rep = page_of(ended.manager), page_of(ruth), page_of(ended.rep, phone=True)
    manager.goto("/board/")
    follow(manager, "Decide the outcome")
    expect(manager.locator("#blocked")).to_contain_text("We have delivered 1 of 2 promises.")
    expect(manager.get_by_role("radio", name="Not met")).to_have_count(0)
    follow(manager, "Ask HR")
    manager.get_by_label("Why should the plan end so all the same?").fill("The client has left.")
    press(manager, "button", "Ask HR")

    hr.goto("/formal/")
    expect(hr.locator("#needs")).to_contain_text("Marcus Bell's outcome")
    follow(hr, "Read and decide")
    hr.get_by_label("Your reason").fill("The promise is of a client who has left.")
    press(hr, "button", "Override it")

    manager.goto(f"/plans/{ended.pk}/close/")
    for choice in ("Not met", "Another role"):
        manager.get_by_role("radio", name=choice).check(force=True)
    manager.get_by_label("Reasons").fill("We went through all of it.")
    for one in manager.locator("#debts").get_by_role("checkbox").all():
        one.check()
    manager.get_by_label("I have talked it through").check()
    press(manager, "button", "Write the outcome")
    expect(manager.get_by_text("It is not final yet.")).to_be_visible()

    rep.goto("/today/")
    expect(rep.locator("main")).to_contain_text("your manager has written something for you to read first")
    rep.goto(f"/plans/{ended.pk}/")
    expect(rep.locator("#formal-end")).to_contain_text("The promise is of a client who has left.")
    announced_outcome.settle_due(at=AnnouncedOutcome.objects.get().final_from)
    rep.reload()
    expect(rep.locator("#closed")).to_contain_text("Outcome: not met.")
    press(rep, "link", "Appeal")
    rep.get_by_label("What should HR look at again?").fill("Two weeks were counted wrongly.")
    press(rep, "button", "Send to HR")
    expect(rep.locator("#formal-end")).to_contain_text("HR answers by")
    hr.goto("/formal/")
    expect(hr.locator("#needs")).to_contain_text("Marcus Bell appeals")
    assert manager.faults == hr.faults == rep.faults == []
