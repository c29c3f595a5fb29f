"""A rep on a phone: practice in three taps, a way back, an answer to the mentor."""

import pytest
from playwright.sync_api import expect

from coaching.models import Comment, PracticeEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


TYPED = "Object.keys(localStorage).filter((name) => name.startsWith('typed:'))"


def entries(rep) -> int:
    return PracticeEntry.objects.standing().filter(rep=rep).count()


def test_a_rep_without_scripts_logs_practice_and_takes_it_back(harbor, page_of):
    """With them it is the Monday of a week, in test_weeks.py."""
    marcus = harbor["marcus"]
    before = entries(marcus)
    page = page_of(marcus, phone=True, javascript=False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marcus")

    page.get_by_role("link", name="Log a workout").first.click()
    page.locator(".sg-face").filter(has_text="Flowing").click()
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("Workout logged")).to_be_visible()

    assert entries(marcus) == before + 1
    newest = PracticeEntry.objects.filter(rep=marcus).latest("logged_at")
    assert newest.feeling == PracticeEntry.Feeling.FLOWING

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back. It no longer counts.")).to_be_visible()
    assert entries(marcus) == before


def test_a_second_click_on_done_stores_one_workout(harbor, page_of):
    marcus = harbor["marcus"]
    before = entries(marcus)
    page = page_of(marcus, phone=True)
    page.goto("/practice/log/")

    page.get_by_role("button", name="Done", exact=True).dblclick()
    expect(page.get_by_text("Workout logged")).to_be_visible()

    assert entries(marcus) == before + 1


def test_a_workout_without_a_connection_stays_on_the_phone_and_is_sent_once(harbor, page_of):
    marcus = harbor["marcus"]
    before = entries(marcus)
    page = page_of(marcus, phone=True)
    page.goto("/today/")
    page.get_by_role("link", name="Log a workout").first.click()
    page.locator("dialog #id_note").fill("In the basement")
    page.context.set_offline(True)

    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("Saved on your phone.")).to_be_visible()
    assert entries(marcus) == before

    page.context.set_offline(False)
    expect(page.get_by_text("What was saved on your phone is sent.")).to_be_visible()
    for _time in range(2):
        page.goto("/today/")
    assert entries(marcus) == before + 1
    assert PracticeEntry.objects.filter(rep=marcus).latest("logged_at").note == "In the basement"
    assert page.evaluate(TYPED) == []


def test_what_waits_on_the_phone_is_erased_by_signing_out(harbor, page_of):
    marcus = harbor["marcus"]
    before = entries(marcus)
    page = page_of(marcus, phone=True)
    page.goto("/me/")
    page.evaluate(
        """(person) => localStorage.setItem(`typed:${person}:later`, JSON.stringify({ forms: { one: {
            at: Date.now(), number: "1-1", fields: {}, url: "/no-such-page/", pairs: [] } } }))""",
        marcus.pk,
    )

    with page.expect_navigation():
        page.locator("form[data-signs-out] button").first.click()

    assert page.evaluate(TYPED) == []
    assert entries(marcus) == before


def test_the_back_button_and_another_send_store_it_once(harbor, page_of):
    marcus = harbor["marcus"]
    before = entries(marcus)
    page = page_of(marcus, phone=True, javascript=False)
    page.goto("/practice/log/")
    client_id = page.locator("input[name=client_id]").first.input_value()
    with page.expect_navigation():
        page.get_by_role("button", name="Done", exact=True).click()
    assert entries(marcus) == before + 1
    page.go_back()
    page.wait_for_url("**/practice/log/")

    if page.locator("input[name=client_id]").first.input_value() == client_id:
        with page.expect_navigation():
            page.get_by_role("button", name="Done", exact=True).click()
    assert entries(marcus) == before + 1


def test_a_rep_answers_the_mentor_from_today(harbor, page_of):
    page = page_of(harbor["lena"], phone=True)
    page.goto("/today/")

    page.get_by_role("button", name="Trying it today").click()
    expect(page.get_by_text("Sent to")).to_be_visible()

    assert Comment.objects.filter(author=harbor["lena"]).latest("created_at").body == "Trying it today"


def test_a_rep_reads_their_plan_and_history_and_numbers_on_a_phone(harbor, page_of):
    page = page_of(harbor["marcus"], phone=True)
    page.goto("/today/")
    page.get_by_role("link", name="My plan").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("My plan")
    expect(page.locator("#head")).to_contain_text("Discovery questions")
    with page.expect_navigation():
        page.get_by_role("link", name="Record", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_navigation():
        page.get_by_role("link", name="Everything that happened").click()
    expect(page.locator("main")).to_contain_text("wrote a comment")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.faults == []
