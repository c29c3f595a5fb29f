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
    send = page.get_by_role("button", name="Comment", exact=True)
    send.click()

    # Refused, it comes back where it stands, with the cursor in it.
    expect(page.get_by_text("Write a word or two first.")).to_be_visible()
    expect(page.get_by_label("Write a comment")).to_be_focused()
    expect(page.get_by_role("heading", name="Conversation")).to_be_visible()
    page.keyboard.type("Two pauses, then the price.")
    send.click()

    expect(page.locator(".sg-say").filter(has_text="Two pauses, then the price.")).to_be_visible()
    expect(page.get_by_label("Write a comment")).to_have_value("")
    expect(page.get_by_text("Write a word or two first.")).to_have_count(0)
    assert has_stayed(page)


def test_a_refused_comment_comes_back_on_its_page_without_the_script(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"], status=Plan.Status.ACTIVE)
    page = page_of(harbor["marcus"], phone=True, javascript=False)
    page.goto(f"/plans/{plan.pk}/")

    page.get_by_role("link", name="Reply").click()
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.get_by_label("Write a comment")).to_be_focused()
    expect(page.get_by_text("Write a word or two first.")).to_be_visible()
    expect(page.get_by_role("heading", name="Conversation")).to_be_visible()


def test_a_refused_workout_stays_in_its_sheet_over_the_page(harbor, page_of):
    page = page_of(harbor["marcus"], phone=True)
    page.goto("/today/")
    mark(page)
    page.get_by_role("link", name="Log a workout").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("One thing you noticed").fill("The pause worked.")
    sheet.locator("#id_repetitions").fill("")
    sheet.get_by_role("button", name="Done").click()

    expect(sheet.locator("[data-errors]")).to_be_focused()
    expect(sheet.get_by_label("One thing you noticed")).to_have_value("The pause worked.")
    expect(sheet.get_by_text("You typed this before")).to_have_count(0)
    sheet.locator("#id_repetitions").fill("3")
    sheet.get_by_role("button", name="Done").click()

    expect(page.get_by_text("Workout logged")).to_be_visible()
    expect(sheet).to_have_count(0)
    assert has_stayed(page)


def test_what_is_half_typed_stays_when_another_form_is_answered(harbor, page_of):
    open_ones = Commitment.objects.filter(plan__status=Plan.Status.ACTIVE, delivered_on__isnull=True)
    promise = open_ones.filter(plan__manager=harbor["dana"]).first()
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
