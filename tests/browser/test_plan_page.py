"""The page of a plan stays short, and a phone begins with its stairs; the proof opens with and without scripts."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.actions import outcome
from plans.models import Plan
from tests.factories.plans import left_open

pytestmark = pytest.mark.browser

# A phone has the next promise of each side too: what the rep promised is theirs to mark as done, there and then.
HIGHEST, HIGHEST_ON_A_PHONE, STAIRS_WITHIN = 2_000, 2_400, 480
HEIGHT = "document.documentElement.scrollHeight"
STAIRS_END = "document.querySelector('.sg-stairs').getBoundingClientRect().bottom + scrollY"


@pytest.fixture
def address(harbor) -> str:
    return f"/plans/{Plan.objects.get(rep=harbor['marcus']).pk}/"


def opened(page: Page, address: str) -> Page:
    """The page as it is from the second visit on: the first has the news of a step that was reached."""
    for _visit in range(2):
        page.goto(address)
    return page


def test_the_plan_of_the_sample_fits_its_page_and_a_phone_begins_with_the_stairs(harbor, address, page_of):
    wide, phone = page_of(harbor["dana"]), page_of(harbor["marcus"], phone=True)

    assert opened(wide, address).evaluate(HEIGHT) <= HIGHEST
    assert opened(phone, address).evaluate(HEIGHT) <= HIGHEST_ON_A_PHONE
    assert phone.evaluate(STAIRS_END) <= STAIRS_WITHIN
    for page in (wide, phone):
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_the_proof_opens_from_the_sentence_without_scripts_and_by_its_anchor(harbor, address, page_of):
    plain = page_of(harbor["dana"], javascript=False)
    plain.goto(address)
    plain.get_by_role("link", name="Show the chart").click()
    expect(plain.get_by_role("img", name="Meetings that become opportunities")).to_be_visible()

    scripted, phone = page_of(harbor["dana"]), page_of(harbor["marcus"], phone=True)
    scripted.goto(f"{address}#proof")
    expect(scripted.get_by_role("img", name="Meetings that become opportunities")).to_be_visible()
    phone.goto(f"{address}#proof")
    phone.wait_for_url(f"**{address}proof/")


def test_on_a_phone_the_axis_stays_while_the_chart_goes_by(harbor, address, page_of):
    phone = page_of(harbor["marcus"], phone=True)
    phone.goto(f"{address}proof/")

    chart = phone.locator(".sg-chartbox")
    before = phone.locator(".sg-chart--axis").bounding_box()["x"]
    chart.evaluate("chart => { chart.scrollLeft = 0 }")
    assert phone.locator(".sg-chart--axis").bounding_box()["x"] == before
    chart.evaluate("chart => { chart.scrollLeft = chart.scrollWidth }")
    assert phone.locator(".sg-chart--axis").bounding_box()["x"] == before


def test_on_a_phone_the_newest_word_is_answered_in_place(harbor, address, page_of):
    phone = page_of(harbor["marcus"], phone=True, javascript=False)
    opened(phone, address)
    box = phone.get_by_label("Write a comment")
    expect(box).to_be_hidden()

    phone.get_by_role("link", name="Reply").click()
    box.fill("Same pause at Tidewater.")
    phone.get_by_role("button", name="Comment").click()

    expect(phone.get_by_text("Same pause at Tidewater.")).to_be_visible()


def test_the_last_word_of_a_closed_plan_is_read_on_a_phone(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"])
    outcome.close(
        plan=plan,
        by=harbor["dana"],
        result="met_in_part",
        reasons="Talked through.",
        given_up=left_open(plan),
        at=timezone.now(),
    )
    page = page_of(harbor["marcus"], phone=True)

    page.goto(f"/plans/{plan.pk}/")

    expect(page.locator("#conversation .sg-say").last).to_be_visible()
    expect(page.locator("#conversation .sg-say").first).to_be_hidden()
