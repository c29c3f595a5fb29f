"""Links that stand alone are high enough for a finger."""

import pytest

from plans.models import Plan

pytestmark = pytest.mark.browser
ALONE = ".sg-eyebrow a:visible, .sg-crumb a:visible, .sg-worth a:visible, .sg-hit:visible"


def test_links_that_stand_alone_are_at_least_24_pixels_high(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"], status=Plan.Status.ACTIVE)
    page = page_of(harbor["dana"])

    for address in (f"/plans/{plan.pk}/", f"/plans/{plan.pk}/agreement/", "/inbox/"):
        page.goto(address)
        heights = page.locator(ALONE).evaluate_all(
            "links => links.map(a => a.getBoundingClientRect().height)"
        )

        assert heights, address
        assert min(heights) >= 24, address
