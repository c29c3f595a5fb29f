"""The big picture in a browser: the slider by mouse and keys, what is said aloud, no script, no fault of access."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.models import OwnFigure, Plan
from tests.browser.looks import troubles_in_every_look, troubles_of
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import STARTS_ON, PlanFactory, SkillFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_WEEK = {"outreach": 310, "conversations": 62, "meetings": 19, "opportunities": 4, "wins": 1, "decided": 4}


def plan_of(life: str = "draft") -> Plan:
    standard_metrics()
    OrganizationFactory()
    role = JobRoleFactory(commission_rate="0.10")
    team = TeamFactory(manager=UserFactory(name="Dana Whitfield"))
    rep = RepFactory(team=team, name="Owen O'Neill", job_role=role)
    for key, value in {**A_WEEK, "revenue": 8400}.items():
        give_weeks(rep, key, [value] * 13, until=STARTS_ON)
    for opportunities in (3, 4, 4, 5, 5, 5, 6, 6, 7, 8):
        peer = RepFactory(job_role=role)
        give_weeks(peer, "meetings", [20] * 13, until=STARTS_ON)
        give_weeks(peer, "opportunities", [opportunities] * 13, until=STARTS_ON)
    source = SourceFactory()
    for number in range(8):
        day = STARTS_ON - timedelta(days=1 + number)
        DealFactory(source=source, owner=rep, stage="won", opened_on=day, closed_on=day, amount_minor=840_000)
    manager = team.managements.get().person
    return PlanFactory(
        rep=rep,
        manager=manager,
        skill=SkillFactory(name="Discovery questions"),
        life=life,
        steps=life != "draft",
    )


def step(plan: Plan) -> str:
    return reverse("plans:wizard_big_picture", args=[plan.pk])


def test_keys_and_mouse_move_everything_and_it_is_said_once_at_rest(page_of, transactional_db):
    plan = plan_of()
    page = page_of(plan.manager)
    page.goto(step(plan))
    page.evaluate(
        """() => {
            const [said, slider] = ["[data-said]", "#id_target"].map((one) => document.querySelector(one));
            window.told = [];
            window.rests = [];
            let moved = 0;
            new MutationObserver(() => { moved = performance.now(); }).observe(slider, { attributes: true });
            new MutationObserver(() => {
                window.told.push(said.textContent);
                window.rests.push(performance.now() - moved);
            }).observe(said, { childList: true });
        }"""
    )
    money = page.locator("#result [data-slot=money]")
    before = money.inner_text()

    page.focus("#id_target")
    for _press in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-said]")).to_contain_text("36%. Owen earns about")

    expect(page.locator("h1")).to_have_text("What is 36% worth to Owen?")
    expect(money).not_to_have_text(before)
    expect(page.locator("#target-said")).to_have_text("36%")
    expect(page.locator("#id_target")).to_have_attribute("aria-valuetext", "36%")
    expect(page.locator("#peers")).to_contain_text("hold 36% or more")
    assert min(page.evaluate("window.rests")) > 350  # at rest, and not at every step
    assert page.evaluate("window.told")[-1].startswith("36%. Owen earns about")

    box = page.locator("#id_target").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    expect(page.locator("h1")).not_to_contain_text("36%")
    assert page.faults == []


def _words(page: Page, part: str) -> str:
    """The words of a part. Blanks between the elements of a hidden part are no words."""
    return " ".join(page.locator(part).inner_text().split())


def test_the_browser_says_what_the_server_says(page_of, transactional_db):
    plan = plan_of()
    page = page_of(plan.manager)
    page.goto(step(plan))
    page.focus("#id_target")
    for _press in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-said]")).to_contain_text("32%. Owen earns about")
    parts = ("#result", "#telling", "#peers", "#fair")
    live = [_words(page, part) for part in parts]

    page.locator("#slider summary").click()
    page.fill("#id_typed", "32")
    with page.expect_navigation():
        page.locator("#slider details").get_by_role("button", name="Work it out").click()

    assert [_words(page, part) for part in parts] == live


def test_the_words_on_the_step_follow_the_slider(page_of, transactional_db):
    plan = plan_of()
    page = page_of(plan.manager, phone=True)
    page.goto(step(plan))
    first = _words(page, "#fair")
    page.focus("#id_target")
    page.keyboard.press("Home")

    expect(page.locator("#fair")).to_contain_text("Nothing to reach.")
    assert "Nothing to reach." not in first
    assert page.faults == []


def test_without_a_script_the_buttons_work_it_out(page_of, transactional_db):
    plan = plan_of()
    page = page_of(plan.manager, javascript=False)
    page.goto(step(plan))

    page.locator("#slider summary").click()
    page.fill("#id_typed", "44")
    with page.expect_navigation():
        page.locator("#slider details").get_by_role("button", name="Work it out").click()

    expect(page.locator("h1")).to_have_text("What is 44% worth to Owen?")
    expect(page.locator("#fair")).to_contain_text("44%")


def test_axe_finds_nothing_in_any_look(page_of, transactional_db):
    plan = plan_of()
    page = page_of(plan.manager)
    page.goto(step(plan))
    page.focus("#id_target")
    page.keyboard.press("End")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    assert troubles_in_every_look(page) == []


def test_the_rep_moves_it_and_saves_their_own_figure(page_of, transactional_db):
    plan = plan_of("proposed")
    page = page_of(plan.rep, phone=True)
    page.goto(reverse("plans:big_picture", args=[plan.pk]))
    assert troubles_of(page) == []
    page.focus("#id_target")
    page.keyboard.press("ArrowLeft")
    page.fill("#id_amount", "1800")
    page.fill("#id_reason", "A new bike.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save my figure").click()

    expect(page.locator("body")).to_contain_text("Saved. It is yours")
    figure = OwnFigure.objects.get(plan=plan)
    assert (float(figure.target), figure.amount_minor) == (0.27, 180_000)
    assert page.faults == []
