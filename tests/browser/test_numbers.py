"""Numbers in a browser: a rep's weeks, what stands behind one, a manager's team in a table."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from salesgym.numbers.models import SavedView

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# With scripts and without. Pages that only read are opened both ways in one test.
BOTH = [True, False]
JAVASCRIPT = pytest.mark.parametrize("javascript", BOTH, ids=["with JavaScript", "without JavaScript"])


# A screen and a half wide, two and a third on a phone: with the one chart that the page draws by itself.
HIGHEST = {False: 1700, True: 2000}


def heads(page):
    return page.locator("#team-table thead").get_by_role("link")


def test_a_rep_goes_from_their_weeks_to_the_deals_behind_one(harbor, page_of):
    for javascript in BOTH:
        marcus = harbor["marcus"]
        page = page_of(marcus, phone=True, javascript=javascript)
        page.goto(f"/people/{marcus.pk}/numbers/")

        page.locator("#period summary").first.click()
        page.get_by_role("link", name="26 weeks").click()
        page.get_by_text("Every week as a table").click()
        expect(page.locator("#weeks thead th")).to_have_count(28)
        newest = page.locator("#weeks thead a").first
        box = newest.bounding_box()
        assert box["x"] + box["width"] <= 390
        newest.click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Week of")
        won = page.locator("#deals-won tbody tr")
        expect(page.locator("#number-wins td.n")).to_have_text(str(won.count()))
        expect(page.locator("#number-outreach")).to_contain_text("imported on")
        with page.expect_navigation():
            page.get_by_role("link", name="Week before").click()
        expect(page.get_by_role("link", name="Week after")).to_be_visible()
        page.get_by_role("link", name="Type this week").click()
        expect(page.get_by_role("button", name="Save the week")).to_be_visible()
        assert page.faults == []


def test_the_table_of_weeks_is_read_and_scrolled_by_keyboard(harbor, page_of):
    marcus = harbor["marcus"]
    page = page_of(marcus, phone=True)
    page.goto(f"/people/{marcus.pk}/numbers/?period=52")
    box = page.locator("#weeks .sg-scroll")

    page.locator("#weeks > summary").focus()
    page.keyboard.press("Enter")
    box.focus()
    page.keyboard.press("ArrowRight")
    expect(box).not_to_have_js_property("scrollLeft", 0)
    first = page.locator("#weeks tbody th").first.bounding_box()
    assert first["x"] >= 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Week of")


def test_all_numbers_of_a_rep_fit_on_little_more_than_a_screen(harbor, page_of):
    for phone, name in product(HIGHEST, ("jordan", "marcus")):
        page = page_of(harbor["dana"], phone=phone)
        page.goto(f"/people/{harbor[name].pk}/numbers/")

        assert page.locator(".sg-nums__row").count() >= 10
        assert page.evaluate("document.documentElement.scrollHeight") <= HIGHEST[phone], (name, phone)


def test_a_row_opens_its_chart_which_keeps_its_axis_in_sight(harbor, page_of):
    for javascript in BOTH:
        jordan = harbor["jordan"]
        page = page_of(harbor["dana"], phone=True, javascript=javascript)
        page.goto(f"/people/{jordan.pk}/numbers/")
        chart = page.locator("svg.sg-chart[role=img]")
        expect(page.locator("#metric-meeting_rate")).to_contain_text("Left on")
        expect(chart).to_have_count(1)

        with page.expect_navigation():
            page.get_by_role("link", name="Opportunities", exact=False).last.click()

        row = page.locator("#metric-opportunities")
        expect(row.get_by_role("link")).to_have_attribute("aria-expanded", "true")
        expect(row).to_be_in_viewport()
        expect(chart).to_have_count(1)
        box = row.locator(".sg-chartbox")
        box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
        axis, frame = row.locator(".sg-chart--axis").bounding_box(), box.bounding_box()
        assert axis["x"] == pytest.approx(frame["x"], abs=1)
        assert axis["width"] == pytest.approx(40, abs=1)
        with page.expect_navigation():
            row.get_by_role("link").click()
        expect(chart).to_have_count(0)
        assert page.faults == []


def test_two_days_that_make_no_period_are_told(harbor, page_of):
    for javascript in BOTH:
        marcus = harbor["marcus"]
        page = page_of(marcus, javascript=javascript)
        page.goto(f"/people/{marcus.pk}/numbers/")
        page.locator("#period summary").first.click()
        page.get_by_text("From one day to another").click()

        page.get_by_label("First day").fill("2026-03-01")
        page.get_by_label("Last day").fill("2026-02-01")
        page.get_by_role("button", name="Show these weeks").click()

        expect(page.get_by_role("alert")).to_contain_text("The first day comes after the last one.")
        expect(page.get_by_label("First day")).to_have_value("2026-03-01")


@JAVASCRIPT
def test_a_manager_sorts_filters_and_keeps_a_view_of_their_team(harbor, page_of, javascript: bool):
    dana = harbor["dana"]
    page = page_of(dana, javascript=javascript)
    page.goto("/board/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Numbers").click()

    heads(page).filter(has_text="Win rate").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Win rate")
    shown = [
        float(text.split("%")[0])
        for text in page.locator("#team-table tbody td:nth-child(5)").all_inner_texts()
    ]
    assert shown == sorted(shown, reverse=True)
    page.get_by_text("choose others").click()
    page.get_by_label("Outreach").uncheck(force=True)
    page.get_by_role("button", name="Show these columns").click()
    expect(heads(page)).to_have_count(9)
    page.get_by_label("Name", exact=True).fill("a")
    with page.expect_navigation():
        page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("Save this view").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Give the view a name, then save it.")).to_be_visible()
    page.get_by_label("Name of this view").fill("Monday talk")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    view = SavedView.objects.get(person=dana)
    assert "sort=-win_rate" in view.query
    assert "outreach" not in view.query
    page.goto("/numbers/team/")
    page.get_by_role("link", name="Monday talk").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Win rate")
    expect(page.get_by_label("Name", exact=True)).to_have_value("a")
    page.get_by_role("button", name="Remove the view Monday talk").click()
    expect(page.get_by_role("link", name="Monday talk")).to_have_count(0)
    assert page.faults == []


def test_the_teams_file_is_downloaded(harbor, page_of):
    page = page_of(harbor["dana"])
    page.goto("/numbers/team/")

    with page.expect_download() as waiting:
        page.get_by_text("Download (CSV)").click()
        page.get_by_role("link", name="As shown here").click()

    assert re.fullmatch(r"numbers-team-\d{4}-\d\d-\d\d-13-weeks\.csv", waiting.value.suggested_filename)


def test_the_printed_table_is_light_wide_and_without_the_rail(harbor, page_of):
    page = page_of(harbor["dana"], dark=True)
    page.goto("/numbers/team/")

    page.emulate_media(media="print")

    expect(page.locator(".sg-rail")).to_be_hidden()
    expect(page.locator("#filter")).to_be_hidden()
    expect(page.locator("#team-table")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.sg-weeks thead')).display")
        == "table-header-group"
    )
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
