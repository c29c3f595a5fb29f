"""The wizard with a script: the preview follows the typing, the slider says what the server says."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans.actions import draft
from plans.models import Plan
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import STARTS_ON, DiagnosisFactory, PlanFactory, SkillFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_WEEK = {"meetings": 19, "opportunities": 4, "wins": 1, "decided": 4, "revenue": 8400}


@pytest.fixture
def plan(transactional_db) -> Plan:
    standard_metrics()
    OrganizationFactory()
    manager = UserFactory(name="Dana Whitfield")
    role = JobRoleFactory(commission_rate="0.10")
    rep = RepFactory(manager=manager, name="Marcus Bell", job_role=role)
    for key, value in A_WEEK.items():
        give_weeks(rep, key, [value] * 13, until=STARTS_ON)
    plan = PlanFactory(rep=rep, manager=manager, skill=SkillFactory(name="Discovery questions"))
    DiagnosisFactory(plan=plan)
    return plan


def test_what_the_rep_will_read_follows_the_typing(page_of, plan):
    page = page_of(plan.manager)
    page.goto(reverse("plans:wizard_reason", args=[plan.pk]))

    page.fill("#id_headline", "You listen well.")
    page.fill("#id_evidence", 'Buyers said "wait" in 4 of 9 calls.')

    reading = page.locator("#reading")
    expect(reading).to_contain_text("You listen well.")
    expect(reading).to_contain_text('Buyers said "wait" in 4 of 9 calls.')
    expect(page.locator("[data-facts]")).to_contain_text("Reads as fact: 2 numbers, 1 quote.")
    assert page.faults == []


def test_the_slider_moved_by_keys_says_what_the_server_works_out(page_of, plan):
    page = page_of(plan.manager, phone=True)
    page.goto(reverse("plans:wizard_big_picture", args=[plan.pk]))
    page.focus("#id_target")
    for _press in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-said]")).to_contain_text("31%.")
    live = page.locator("#result").inner_text()

    page.locator("#slider summary").click()
    page.fill("#id_typed", "31")
    with page.expect_navigation():
        page.locator("#slider details").get_by_role("button", name="Work it out").click()

    assert page.locator("#result").inner_text() == live
    assert page.faults == []


def test_two_tabs_lose_nothing(page_of, plan):
    page = page_of(plan.manager)
    page.goto(reverse("plans:wizard_reason", args=[plan.pk]))
    page.fill("#id_headline", "From the first tab")
    draft.save_reason(
        plan=plan,
        by=plan.manager,
        at=plan.created_at,
        version=plan.version,
        reason=draft.Reason(),
        headline="From the second tab",
        why="",
    )

    page.get_by_role("button", name="Big picture").click()

    differences = page.locator("#differences")
    expect(differences).to_contain_text("From the first tab")
    expect(differences).to_contain_text("From the second tab")
    expect(page.locator("#id_headline")).to_have_value("From the first tab")


def test_the_back_button_leads_to_a_step_that_was_refused_once(page_of, plan):
    page = page_of(plan.manager)
    page.goto(reverse("plans:wizard_reason", args=[plan.pk]))
    page.fill("#id_headline", "You listen well.")
    page.locator("#id_headline").evaluate(
        "field => { field.maxLength = 500; field.value = 'x'.repeat(400); }"
    )
    page.get_by_role("button", name="Big picture").click()
    expect(page.locator("[data-errors]")).to_contain_text("Opening line")
    page.fill("#id_headline", "You listen very well.")
    page.get_by_role("button", name="Big picture").click()
    page.wait_for_url("**/big-picture/")

    page.go_back()

    expect(page.locator("#id_headline")).to_have_value("You listen very well.")
    assert page.faults == []
