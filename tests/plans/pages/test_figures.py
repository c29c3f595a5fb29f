"""How the steps of a proposal are worded on their staircase."""

from datetime import date
from decimal import Decimal

import pytest

from plans.pages.counting import rule_of
from plans.pages.figures import step_words, steps_drawn, worth_lines
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from tests.factories.people import OrganizationFactory
from tests.factories.plans import MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 6)
SAY = Sayers("USD")


def test_a_stair_says_the_figure_alone_and_the_caption_names_the_number():
    OrganizationFactory()
    conversations = Metric.objects.get(key="conversations")
    plan = PlanFactory(metric=conversations, baseline=Decimal("61.3"), target=78, steps=False)
    MilestoneFactory(plan=plan, metric=conversations, target=Decimal(68), due_on=plan.ends_on)

    step = plan.milestones.get()
    drawing = steps_drawn(plan, [step], say=SAY, on=ON)

    assert step_words(step, SAY) == "68 conversations a week"
    assert [stair.label for stair in drawing.stairs] == ["61.3", "68"]


def test_a_stair_that_counts_another_number_names_it():
    OrganizationFactory()
    plan = PlanFactory(steps=False)
    meetings = Metric.objects.get(key="meetings")
    MilestoneFactory(plan=plan, metric=meetings, measure="count", target=Decimal(30), due_on=plan.ends_on)

    drawing = steps_drawn(plan, list(plan.milestones.all()), say=SAY, on=ON)

    assert (drawing.stairs[1].label, drawing.stairs[1].note) == ("30", "meetings in all")


@pytest.mark.parametrize(
    ("worth", "amount", "likely"),
    [
        ({}, "", ""),
        ({"revenue": "39100", "currency": "EUR"}, "€39,000", ""),
        (
            {"commission": "3900", "currency": "USD", "range": {"commission": {"low": 1700, "high": 6200}}},
            "$3,900",
            "likely between $1,700 and $6,200",
        ),
        (
            {"commission": "900", "currency": "USD", "range": {"commission": {"low": -500, "high": 2700}}},
            "$900",
            "may be nothing, likely between -$500 and $2,700",
        ),
    ],
)
def test_the_worth_is_said_with_its_range_and_leads_to_the_big_picture(worth, amount, likely):
    plan = PlanFactory(worth=worth, proposed=True)
    lines = worth_lines(plan, SAY)

    assert (lines.amount, lines.likely) == (amount, likely)
    assert lines.url == (f"/plans/{plan.pk}/worth/" if amount else "")


def test_of_a_count_the_rule_alone_says_since_when():
    """An extension counts on from the plan it extends: its own first day would be a second, false answer."""
    OrganizationFactory()
    conversations = Metric.objects.get(key="conversations")
    plan = PlanFactory(steps=False, counts_from=date(2025, 10, 6))
    told = {"metric": conversations, "target": Decimal(500), "measure": "count", "due_on": plan.ends_on}
    MilestoneFactory(plan=plan, **told)

    step = plan.milestones.get()

    assert step_words(step, SAY) == "500 conversations in all"
    assert "since 6 October" in rule_of(plan, step, SAY)
