"""What is printed fits its sheet: the agreement on one A4, a plan on one A4, nothing that one clicks or types."""

import re

import pytest

from plans.models import Plan

pytestmark = pytest.mark.browser


def sheets(page) -> int:
    """How many sheets the page takes on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True, print_background=True)))


def test_an_agreement_and_a_plan_take_one_sheet_each(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"], status=Plan.Status.ACTIVE)
    page = page_of(harbor["dana"])
    page.emulate_media(media="print")

    for address in (f"/plans/{plan.pk}/agreement/", f"/plans/{plan.pk}/"):
        page.goto(address)

        assert sheets(page) == 1, address
        assert page.locator("main :is(form, button, textarea, summary):visible").count() == 0, address
        assert page.locator("h1").is_visible(), address
