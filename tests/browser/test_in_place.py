"""A page's small forms change a part of it: the page stays, and so does what is half typed beside them."""

import re

import pytest
from playwright.sync_api import Page, expect

from coaching.models import Comment
from plans.models import Commitment, Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def mark(page: Page) -> None:
    page.evaluate("() => { window.stayed = true; }")


def has_stayed(page: Page) -> bool:
    return page.evaluate("() => window.stayed === true")


def test_a_comment_appears_where_it_was_written(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"], status=Plan.Status.ACTIVE)
    page = page_of(harbor["marcus"], phone=True)
    page.goto(f"/plans/{plan.pk}/")
    mark(page)

    page.get_by_role("link", name="Reply").click()
    page.get_by_label("Write a comment").fill("Two pauses, then the price.")
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.locator(".sg-say").filter(has_text="Two pauses, then the price.")).to_be_visible()
    expect(page.get_by_label("Write a comment")).to_have_value("")
    assert has_stayed(page)


def test_what_is_half_typed_stays_when_another_form_is_answered(harbor, page_of):
    promise = Commitment.objects.filter(plan__status=Plan.Status.ACTIVE, delivered_on__isnull=True).first()
    page = page_of(harbor["dana"])
    page.goto(f"/plans/{promise.plan_id}/")
    mark(page)

    page.get_by_label("Write a comment").fill("Half a thought")
    page.get_by_role("button", name=re.compile("^Done")).first.click()

    expect(page.locator(".sg-toast")).to_be_visible()
    expect(page.get_by_label("Write a comment")).to_have_value("Half a thought")
    assert has_stayed(page)


def test_who_is_signed_out_meanwhile_comes_to_the_sign_in_page_and_loses_nothing(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"], status=Plan.Status.ACTIVE)
    page = page_of(harbor["marcus"], phone=True)
    page.goto(f"/plans/{plan.pk}/")
    page.get_by_role("link", name="Reply").click()
    page.get_by_label("Write a comment").fill("Kept although the session ended.")
    page.context.clear_cookies()

    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Marcus")
    expect(page.get_by_text("Kept although the session ended.")).to_be_visible()
    assert not Comment.objects.filter(body__contains="Kept although").exists()
