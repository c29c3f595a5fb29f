"""On the smallest phone and half a laptop nothing scrolls sideways; where colors are forced the marks stay."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from plans.models import Plan
from tests.factories.coaching import PracticeEntryFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Half a laptop with the whole rail's icons, and the narrowest phone there is. Height as the sizes of real ones.
SIZES = ({"width": 1024, "height": 768}, {"width": 320, "height": 640})
PAGES = {
    "dana": (
        "/board/ /people/team/ /numbers/team/ /plans/{marcus}/ /people/{Marcus}/numbers/ /people/{Marcus}/record/ "
        "/check-ins/ /people/{Marcus}/check-ins/"
    ),
    "marcus": "/today/ /practice/log/ /plans/{marcus}/ /people/{Marcus}/numbers/ /people/{Marcus}/record/ /me/",
    "mentor": "/desk/ /plans/{marcus}/ /people/{Marcus}/record/",
    "HR partner": "/teams/ /find/?q=marcus",
    "site admin": "/set-up/ /invitations/ /delivery/ /numbers/import/",
}
# What tells apart two looks of one mark: the color of its ground, and its edges.
LOOK = """one => {
    const style = getComputedStyle(one);
    return [style.backgroundColor, style.borderTop, style.borderBottom, style.outlineStyle].join(" ");
}"""


@pytest.fixture
def plan(harbor) -> Plan:
    return Plan.objects.get(rep=harbor["marcus"])


@pytest.fixture
def people(harbor, plan) -> dict:
    mentor = UserFactory(name="Mia Lund")
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    others = {"HR partner": UserFactory(hr_partner=True), "site admin": UserFactory(site_admin=True)}
    return {**harbor, "mentor": mentor, **others}


def test_no_main_page_of_a_role_scrolls_sideways(people, plan, page_of):
    wide = []
    for role, paths in PAGES.items():
        page = page_of(people[role])
        for path in paths.format(marcus=plan.pk, Marcus=plan.rep_id).split():
            assert page.goto(path).status == 200, f"{path} as {role}"
            for size in SIZES:
                page.set_viewport_size(size)
                if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                    wide.append(f"{path} as {role} at {size['width']}")

    assert wide == []


def test_where_colors_are_forced_rings_dots_and_the_current_entry_stay(harbor, plan, page_of):
    PracticeEntryFactory(plan=plan, practiced_at=timezone.now(), practiced_on=timezone.localdate())
    page = page_of(harbor["marcus"], phone=True)
    page.emulate_media(forced_colors="active")
    page.goto(f"/plans/{plan.pk}/")

    here, elsewhere = (
        looks(page, ".sg-tabbar [aria-current]"),
        looks(page, ".sg-tabbar a:not([aria-current]):not(.go)"),
    )
    assert not here & elsewhere
    done, open_days = looks(page, ".sg-week i.on"), looks(page, ".sg-week i:not(.on, .off)")
    assert done
    assert not done & open_days
    assert all("solid" in look for look in open_days)
    sure, unsure = looks(page, ".sg-sure i.on"), looks(page, ".sg-sure i:not(.on)")
    assert sure
    assert not sure & unsure
    earned, offered = looks(page, ".sg-medal.on"), looks(page, ".sg-medal:not(.on)")
    assert earned
    assert not earned & offered
    reached, ahead = looks(page, ".sg-stair--done"), looks(page, ".sg-stair:not(.sg-stair--done)")
    assert reached
    assert not reached & ahead

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.set_viewport_size({"width": 1440, "height": 1100})
    assert not looks(page, ".sg-rail .sg-link[aria-current]") & looks(
        page, ".sg-rail .sg-link:not([aria-current])"
    )
    assert not looks(page, ".sg-tabs a[aria-current]") & looks(page, ".sg-tabs a:not([aria-current])")


def looks(page: Page, marks: str) -> set[str]:
    return set(page.locator(marks).evaluate_all(f"all => all.map({LOOK})"))
