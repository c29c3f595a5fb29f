"""How the steps of a proposal are worded on their staircase."""

from datetime import date
from decimal import Decimal

import pytest

from plans.queries.figures import step_words, steps_drawn
from salesgym.numbers.models import Metric
from tests.factories.people import OrganizationFactory
from tests.factories.plans import MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 6)


def test_a_stair_says_the_figure_alone_and_the_caption_names_the_number():
    OrganizationFactory()
    conversations = Metric.objects.get(key="conversations")
    plan = PlanFactory(metric=conversations, baseline=Decimal("61.3"), target=78, steps=False)
    MilestoneFactory(plan=plan, metric=conversations, target=Decimal(68), due_on=plan.ends_on)

    step = plan.milestones.get()
    drawing = steps_drawn(plan, [step], on=ON)

    assert step_words(step) == "68 conversations"
    assert [stair.label for stair in drawing.stairs] == ["61.3", "68"]


def test_a_stair_that_counts_another_number_names_it():
    OrganizationFactory()
    plan = PlanFactory(steps=False)
    meetings = Metric.objects.get(key="meetings")
    MilestoneFactory(plan=plan, metric=meetings, measure="count", target=Decimal(30), due_on=plan.ends_on)

    drawing = steps_drawn(plan, list(plan.milestones.all()), on=ON)

    assert (drawing.stairs[1].label, drawing.stairs[1].note) == ("30", "Meetings")
