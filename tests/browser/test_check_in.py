"""A check-in from its start to the yes of both without scripts, and notes of two people that meet."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from coaching.models import CheckIn
from tests.factories.coaching import CheckInFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def planned(harbor: dict) -> CheckIn:
    at = timezone.now() - timedelta(minutes=2)
    return CheckInFactory(rep=harbor["marcus"], led_by=harbor["dana"], planned_for=at)


def opened(page: Page, talk: CheckIn) -> Page:
    page.goto(f"/people/{talk.rep_id}/check-ins/{talk.pk}/")
    return page


def agree(page: Page) -> None:
    page.get_by_role("button", name="This is what we agreed").click()


def test_a_talk_goes_from_its_start_to_two_yeses_without_scripts(harbor, page_of):
    """With them it is part of a week, in test_weeks.py."""
    talk = planned(harbor)
    page = opened(page_of(harbor["dana"], javascript=False), talk)

    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="End", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="Notes").fill("A trade before any price.")
    page.locator("#notes").get_by_role("button", name="Save").click()
    expect(page.get_by_text("The notes are saved.")).to_be_visible()
    page.get_by_text("Add a promise").click()
    page.get_by_label("Does what").fill("Ask for one trade in every price talk")
    page.locator("#written").get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Ask for one trade in every price talk", exact=True)).to_be_visible()
    end = page.get_by_role("button", name="End", exact=True)
    end.click()
    expect(end).to_have_count(0)
    agree(page)
    expect(page.get_by_text("Asked now")).to_be_visible()

    other = opened(page_of(harbor["marcus"], phone=True, javascript=False), talk)
    other.get_by_label("A lot").first.check(force=True)
    other.locator("#rating").get_by_role("button", name="Save").click()
    expect(other.get_by_text("Thank you. Only you see your answer.")).to_be_visible()
    expect(other.locator("#rating").get_by_label("A lot").first).to_be_checked()
    agree(other)
    expect(other.get_by_role("heading", name="Both acknowledge")).to_be_visible()
    expect(other.get_by_text("Both of you said yes to this")).to_be_visible()
    talk.refresh_from_db()
    assert talk.is_held
    assert talk.notes == "A trade before any price."


def test_notes_of_two_people_meet_in_the_field(harbor, page_of):
    talk = planned(harbor)
    page = opened(page_of(harbor["dana"]), talk)
    page.get_by_role("textbox", name="Notes").fill("Mine")
    CheckIn.objects.filter(pk=talk.pk).update(notes="Theirs", notes_version=1)

    page.locator("#notes").get_by_role("button", name="Save").click()

    expect(page.get_by_text("Stored now:")).to_be_visible()
    expect(page.get_by_text("Theirs", exact=True)).to_be_visible()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Mine")
