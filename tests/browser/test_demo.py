"""The demo's bar in a browser: one click shows the page to somebody else, one more lives a week."""

import pytest
from playwright.sync_api import expect

from plans.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("in_the_demo")
def test_the_same_page_through_other_eyes_and_a_week_later(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"])
    page = page_of(harbor["dana"])
    page.goto(f"/plans/{plan.pk}/agreement/")
    bar = page.get_by_role("complementary", name="The demo")

    bar.get_by_role("button", name="Sofia").click()
    expect(page.get_by_role("heading", name="For Sofia this page does not exist")).to_be_visible()
    assert page.url.endswith(f"/plans/{plan.pk}/agreement/")
    page.get_by_role("button", name="See it as Dana again").click()
    expect(bar.get_by_role("button", name="Dana")).to_have_attribute("aria-current", "true")
    bar.get_by_role("button", name="Marcus").click()
    expect(bar.get_by_role("button", name="Marcus")).to_have_attribute("aria-current", "true")

    bar.get_by_role("button", name="One week later").click()
    expect(page.get_by_role("heading", name="One week later")).to_be_visible()
    assert page.locator("main li").count() >= 3
    page.get_by_role("link", name="Go on where you were").click()
    page.wait_for_url(f"**/plans/{plan.pk}/agreement/")
    expect(bar.locator("input[name=ahead]")).to_have_value("7")
