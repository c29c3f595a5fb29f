"""A score of the rubric in the wizard, on the plan's page and on the step's own."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.plans.views.milestones_page import draft, press, text, with_meetings

pytestmark = pytest.mark.django_db
SCORE = {"step-0-measure": "rubric", "step-0-target": "4"}


@pytest.fixture
def plan(client):
    plan = draft(client)
    with_meetings(plan)
    press(client, plan, "add")
    return plan


def saved(client, plan, **changes):
    return press(client, plan, "next", **{**SCORE, **changes})


def test_a_step_asks_for_a_score_and_draws_it(client, plan):
    drawn = press(client, plan, "draw", **SCORE)

    assert "4 of 5" in text(drawn)
    assert saved(client, plan).status_code == 302
    step = plan.milestones.get(position=1)
    assert (step.measure, step.target, step.metric, step.run_weeks) == ("rubric", Decimal(4), None, None)


@pytest.mark.parametrize("target", ["6", "1", "0"])
def test_a_score_above_1_and_up_to_5_is_asked_for(client, plan, target):
    page = saved(client, plan, **{"step-0-target": target})

    assert "A score lies above 1 and goes up to 5, like 4 or 3.5." in text(page)
    assert page.context["form"].steps[0]["target"].value() == target


def test_the_score_is_shown_again_as_it_was_typed(client, plan):
    saved(client, plan, **{"step-0-target": "3.5"})

    page = client.get(reverse("plans:wizard_milestones", args=[plan.pk]))

    assert page.context["form"].steps[0]["target"].value() == "3.5"
    assert "3.5 of 5" in text(page)
