"""A mentor: sees the climb and the practice, answers, and finds nothing that is not theirs."""

import pytest
from playwright.sync_api import expect

from coaching.models import Comment
from plans.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_mentor_answers_what_waits(harbor, page_of):
    page = page_of(harbor["sofia"])
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Your mentees")).to_be_visible()

    page.get_by_role("link", name="Answer").first.click()
    page.locator("textarea:visible").first.fill("**Two seconds** more, then your question.")
    page.locator("form:has(textarea:visible)").get_by_role("button").first.click()

    expect(page.get_by_text("Sent to")).to_be_visible()
    said = Comment.objects.filter(author=harbor["sofia"]).latest("created_at")
    assert said.body.startswith("**Two seconds**")
    expect(page.locator("main strong").filter(has_text="Two seconds").first).to_be_visible()
    # Whatever the width of the screen, what one may do about it stands inside its row.
    for width in (1280, 920, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.get_by_role("button", name="Withdraw").first.click(trial=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_mentor_sees_no_dollars_reasons_or_agreement(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"])
    page = page_of(harbor["sofia"])
    page.goto(f"/plans/{plan.pk}/")

    words = page.locator("main").inner_text()
    assert "Friday afternoon off" in words
    assert "Worth" not in words
    assert plan.rep_reason not in words
    assert page.goto(f"/plans/{plan.pk}/agreement/").status == 404


def test_a_colleague_finds_none_of_it(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"])
    page = page_of(harbor["tomas"])

    for path in ("", "practice/", "history/", "agreement/"):
        assert page.goto(f"/plans/{plan.pk}/{path}").status == 404
