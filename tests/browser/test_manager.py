"""A manager at a desk: opens a plan, signs one, verifies a step."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from coaching.models import CheckIn
from plans.models import Commitment, Milestone, Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write_plan(page: Page, rep: str) -> None:
    """All six steps, the way a manager who is in a hurry fills them in."""
    page.goto("/board/")
    page.get_by_role("link", name="New plan").first.click()
    page.get_by_label(rep).check(force=True)
    page.get_by_role("button", name="Choose the focus").click()
    page.get_by_label("Objection handling").first.check(force=True)
    page.get_by_role("button", name="Reason").click()
    page.get_by_label("That is where I see").check()
    page.get_by_label("Technique").check(force=True)
    page.get_by_label("What did you count, see or hear?").fill(
        "15 of 43 deals were won. The price came up once."
    )
    page.get_by_label("Opening line").fill("Buyers like to talk to you.")
    page.get_by_label("Why this one thing?").fill(
        "One question more before the answer wins some of those deals."
    )
    page.get_by_role("button", name="Big picture").click()
    page.get_by_role("button", name=re.compile("as the target")).click()
    page.get_by_role("button", name="People and rewards").click()
    page.get_by_role("radio", name="Nobody yet").check(force=True)
    page.get_by_label("Why nobody yet?").fill("We ask once the plan runs.")
    page.get_by_label("Reward").first.fill("A Friday off")
    page.get_by_label("Pause, then label it").check(force=True)
    page.get_by_role("button", name="Review").click()


def test_a_manager_writes_and_proposes_a_plan(harbor, page_of):
    page = page_of(harbor["dana"])

    write_plan(page, "Jordan Kim")
    expect(page.get_by_role("heading", level=1)).to_contain_text("This is what Jordan will read")
    with page.expect_navigation():
        page.get_by_role("button", name="Propose to Jordan").click()

    plan = Plan.objects.get(rep=harbor["jordan"])
    assert plan.status == Plan.Status.PROPOSED
    assert page.faults == []


def test_a_manager_writes_a_plan_without_javascript(harbor, page_of):
    page = page_of(harbor["dana"], javascript=False)

    write_plan(page, "Jordan Kim")
    with page.expect_navigation():
        page.get_by_role("button", name="Propose to Jordan").click()

    assert Plan.objects.get(rep=harbor["jordan"]).status == Plan.Status.PROPOSED


def test_a_manager_signs_and_the_plan_waits_for_its_first_day(harbor, page_of):
    page = page_of(harbor["dana"])
    page.goto("/board/")

    page.get_by_role("link", name="Read and sign").click()
    expect(page.get_by_text("One skill").or_(page.get_by_text("Negotiation")).first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Sign")).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, sign").click()

    plan = Plan.objects.get(rep=harbor["aisha"])
    assert plan.status == Plan.Status.ACTIVE
    page.goto("/board/")
    row = page.get_by_role("row").filter(has_text="Aisha Rahman")
    expect(row).to_contain_text("Waiting to start")


def test_a_manager_without_scripts_verifies_a_step_and_the_reward_is_earned(harbor, page_of):
    """With them it is part of a week, in test_weeks.py."""
    # The queue shows five lines: what is late and the check-ins of the day come before.
    owed = Commitment.objects.owed().exclude(plan__status=Plan.Status.CLOSED)
    owed.update(delivered_on=timezone.localdate(), delivered_by=harbor["dana"])
    CheckIn.objects.filter(rep_confirmed_at=None, lead_confirmed_at=None, started_at=None).update(
        called_off_at=timezone.now()
    )
    page = page_of(harbor["dana"], javascript=False)
    page.goto("/board/")

    page.get_by_role("button", name="Verify").click()

    expect(page.get_by_text("Verified. Priya hears of it.")).to_be_visible()
    expect(page.get_by_text("Priya reached step 2")).to_have_count(0)
    step = Milestone.objects.get(plan__rep=harbor["priya"], position=2)
    assert step.status == Milestone.Status.VERIFIED
    assert step.reward.is_earned


def test_the_slider_answers_to_the_arrow_keys(harbor, page_of):
    page = page_of(harbor["dana"])
    page.goto("/board/")
    page.get_by_role("link", name="New plan").first.click()
    page.get_by_label("Jordan Kim").check(force=True)
    page.get_by_role("button", name="Choose the focus").click()
    page.get_by_label("Objection handling").first.check(force=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Reason").click()
    page.goto(page.url.replace("reason", "big-picture"))
    slider = page.get_by_role("slider")
    before = page.locator(".sg-result").inner_text()

    slider.focus()
    for _press in range(4):
        page.keyboard.press("ArrowRight")

    expect(page.locator(".sg-result")).not_to_have_text(before)
