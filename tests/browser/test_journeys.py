"""Each role finds its way in two clicks: by the keys at a desk, by the bar of a phone without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from plans.models import Plan
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# More than any page needs from its top to its tabs.
MOST_TABS = 60
RING = "one => getComputedStyle(one).outlineStyle"
NUMBERS, LEAVE, HISTORY, DRILL = "#freshness", "#leave", "#history", "#sheet"
TEAMS = "h2#teams-title"
SET_UP = "a[href='/set-up/people/']"
NOT_THEIRS = "text=Plans are read by those who work on them"

# Role -> what is typed into Find, the link that is pressed on the page it opens ("" for none), what is there then.
BY_KEYS = {
    "manager": [
        ("marcus", "Numbers", [NUMBERS]),
        ("marcus", "Record", [LEAVE, HISTORY]),
        ("{drill}", "", [DRILL]),
    ],
    "rep": [("my numbers", "", [NUMBERS]), ("my plan", "Record", [LEAVE, HISTORY]), ("{drill}", "", [DRILL])],
    "mentor": [("marcus", "Record", [HISTORY]), ("{drill}", "", [DRILL])],
    "HR partner": [("teams", "", [TEAMS]), ("{drill}", "", [DRILL])],
    # The set-up has a frame of its own, without these keys: it comes last.
    "site admin": [("marcus", "", [NOT_THEIRS]), ("{drill}", "", [DRILL]), ("set-up", "", [SET_UP])],
}
# Role -> ways from their home, each step a place and what is pressed or typed there, and what is there at the end.
BY_THUMB = {
    "manager": [
        ([("page", "Marcus Bell"), ("rows", "Numbers")], [NUMBERS]),
        ([("page", "Marcus Bell"), ("rows", "Record")], [LEAVE, HISTORY]),
        ([("page", "Marcus Bell"), ("page", "{drill}")], [DRILL]),
        ([("bar", "Team"), ("page", "Add leave Marcus Bell")], ["#id_starts_on"]),
        ([("bar", "More"), ("more", "Set-up")], [SET_UP]),
    ],
    "rep": [
        ([("bar", "My numbers")], [NUMBERS]),
        ([("bar", "My plan"), ("rows", "Record")], [LEAVE, HISTORY]),
        ([("page", "{drill}")], [DRILL]),
        ([("bar", "Me")], [LEAVE]),
    ],
    "mentor": [
        ([("page", "Marcus Bell"), ("rows", "Record")], [HISTORY]),
        ([("page", "Marcus Bell"), ("page", "{drill}")], [DRILL]),
        ([("bar", "Me")], [LEAVE]),
    ],
    "HR partner": [
        ([("bar", "Teams")], [TEAMS]),
        ([("bar", "Find"), ("find", "{drill}")], [DRILL]),
        ([("bar", "Me")], [LEAVE]),
    ],
    "site admin": [
        ([("bar", "More"), ("more", "Set-up")], [SET_UP]),
        ([("bar", "Find"), ("find", "{drill}")], [DRILL]),
        ([("bar", "More")], [LEAVE]),
    ],
}


@pytest.fixture
def plan(harbor) -> Plan:
    return Plan.objects.get(rep=harbor["marcus"])


@pytest.fixture
def people(harbor, plan) -> dict:
    """One of each role. The sample has no mentor who is nothing else, no HR partner, and no site admin alone."""
    mentor = UserFactory(name="Mia Lund")
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    return {
        "manager": harbor["dana"],
        "rep": harbor["marcus"],
        "mentor": mentor,
        "HR partner": UserFactory(hr_partner=True),
        "site admin": UserFactory(site_admin=True),
    }


@pytest.fixture
def drill(plan) -> str:
    return plan.programme.first().drill.name


@pytest.mark.parametrize("role", BY_KEYS)
def test_at_a_desk_the_keys_alone_lead_everywhere(people, drill, page_of, role: str):
    page = page_of(people[role])
    page.goto("/")

    for key, (words, link, shown) in zip(["/", "Control+k"] * 2, BY_KEYS[role], strict=False):
        page.keyboard.press(key)
        page.keyboard.type(words.format(drill=drill))
        enter(page)
        if link:
            press_tab_to(page, link_of(page.locator("main"), link.format(drill=drill)))
            enter(page)
        for one in shown:
            expect(page.locator(one).first).to_be_visible()
    assert page.faults == []


@pytest.mark.parametrize("role", BY_THUMB)
def test_on_a_phone_without_scripts_the_bar_leads_everywhere(people, drill, page_of, role: str):
    page = page_of(people[role], phone=True, javascript=False)

    for steps, shown in BY_THUMB[role]:
        page.goto("/")
        for place, words in steps:
            go(page, place, words.format(drill=drill))
            assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], (
                page.url
            )
        for one in shown:
            expect(page.locator(one).first).to_be_visible()


def link_of(place: Page | Locator, name: str) -> Locator:
    """The first link of this name that can be seen."""
    return place.get_by_role("link", name=name, exact=True).first


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press_tab_to(page: Page, link: Locator) -> None:
    """Press Tab until this link has the focus, and a ring that shows it."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            assert link.evaluate(RING) == "solid"
            return
    pytest.fail(f"{MOST_TABS} times Tab do not lead to {link}")


# Lists of links that say more than a name.
LISTS = {"bar": "Main, phone", "rows": "More about this person", "more": "More pages"}


def go(page: Page, place: str, words: str) -> None:
    if place == "find":
        page.get_by_role("searchbox").fill(words)
        link = page.get_by_role("button", name="Find")
    elif place in LISTS:
        link = page.get_by_role("navigation", name=LISTS[place], exact=True).get_by_role(
            "link", name=words, exact=words == "Me"
        )
    else:
        link = link_of(page.locator("main"), words)
    with page.expect_navigation():
        link.click()
