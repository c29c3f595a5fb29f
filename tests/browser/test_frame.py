"""The way around: by keys, on half a laptop, in a low window, on the smallest phone."""

import pytest
from playwright.sync_api import expect

from plans.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_slash_or_control_k_finds_a_person_and_opens_them(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"])
    page = page_of(harbor["dana"])
    page.goto("/board/")

    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")
    # Once for what was typed, once for the field.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_count(0)

    page.keyboard.press("Control+k")
    page.keyboard.type("marcus")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/plans/{plan.pk}/")

    page.goto("/find/")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert page.faults == []


def test_find_works_without_javascript(harbor, page_of):
    page = page_of(harbor["dana"], phone=True, javascript=False)
    page.goto("/board/")

    with page.expect_navigation():
        page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Find").click()
    page.get_by_role("searchbox").fill("start a plan")
    with page.expect_navigation():
        page.get_by_role("button", name="Find").click()
    assert page.url.endswith("/plans/new/")


def test_the_rail_fits_every_desk_and_the_bar_every_phone(harbor, page_of):
    page = page_of(harbor["dana"])
    rail = page.get_by_role("navigation", name="Main", exact=True)

    for size in ((1280, 720), (1024, 600), (900, 500)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto("/board/")
        # Icons alone still have their names.
        for name in ("Board", "Team", "Numbers", "Set-up", "Find", "Inbox", "Dana Whitfield"):
            expect(rail.get_by_role("link", name=name).first).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        expect(page.get_by_role("columnheader", name="Status")).to_be_visible()

    for width in (899, 390, 320):
        page.set_viewport_size({"width": width, "height": 640})
        expect(rail.get_by_role("link")).to_have_count(3)
        expect(
            page.get_by_role("navigation", name="Main, phone").get_by_role("link", name="More")
        ).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.faults == []


def test_where_colors_are_forced_the_current_entry_has_an_edge_and_the_bell_its_dot(harbor, page_of):
    page = page_of(harbor["dana"])
    page.emulate_media(forced_colors="active")
    page.goto("/board/")

    current = page.locator(".sg-rail [aria-current]")
    assert current.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    dot, ground = page.locator(".sg-link--new").evaluate(
        "one => [getComputedStyle(one, '::after'), getComputedStyle(document.body)].map((style) => style.backgroundColor)"
    )
    assert dot != ground
