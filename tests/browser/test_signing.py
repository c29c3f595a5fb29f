"""Signing on a phone: what a refused form needs is in view, and nothing lies over the button."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans.actions import proposal
from plans.models import Plan, SelfAssessment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unsigned(harbor):
    """Aisha's plan, taken back and proposed anew, with nothing written by her yet."""
    plan = Plan.objects.get(rep=harbor["aisha"])
    proposal.take_back(plan=plan, by=harbor["dana"], at=timezone.now())
    SelfAssessment.objects.filter(plan=plan).delete()
    return proposal.propose(plan=plan, by=harbor["dana"], at=timezone.now()).plan


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_refused_signature_puts_what_it_needs_into_view(unsigned, page_of, javascript: bool):
    page = page_of(unsigned.rep, phone=True, javascript=javascript)
    page.goto(f"/plans/{unsigned.pk}/proposal/")

    with page.expect_navigation():
        page.get_by_role("button", name="Sign", exact=True).click()

    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    summary.get_by_role("link").click()
    expect(page.locator("#id_is_placed")).to_be_in_viewport()
    page.get_by_label("That is where I am today").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, sign").click()
    expect(page.get_by_text("You have signed.")).to_be_visible()
