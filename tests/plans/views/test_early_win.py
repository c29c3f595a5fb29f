"""Step 4 offers a first step of the rep's own work, one click away."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from salesgym.numbers.models import Metric
from tests.factories.numbers import give_weeks
from tests.factories.plans import DiagnosisFactory, DrillFactory, ProgrammeItemFactory
from tests.plans.views.milestones_page import days, draft, fields_of, press, text, url, with_meetings

pytestmark = pytest.mark.django_db
OFFER = "Begin with an early win?"


def first_day(page):
    return date.fromisoformat(str(page.context["form"].dates["starts_on"].value()))


def test_an_activity_as_in_the_last_four_weeks_comes_first_by_one_click(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)
    give_weeks(plan.rep, "outreach", [400] * 13, until=timezone.localdate())
    give_weeks(plan.rep, "conversations", [90] * 9 + [50, 60, 50, 60], until=timezone.localdate())
    shown = client.get(url(plan))

    added = press(client, plan, "win", **{"step-0-title": "My words"})

    due_on = first_day(shown) + timedelta(days=14)
    assert OFFER in text(shown)
    assert "Add 110 conversations by" in text(shown)
    assert OFFER not in text(added)
    assert not plan.milestones.exists()
    assert days(added) == [due_on, *days(shown)]
    assert "My words" in text(added)
    assert client.post(url(plan), fields_of(added)).status_code == 302
    first = plan.milestones.get(position=1)
    assert (first.measure, first.metric, first.target, first.due_on) == (
        "count",
        Metric.objects.get(key="conversations"),
        Decimal(110),
        due_on,
    )


def test_without_numbers_the_win_is_the_workout_that_the_programme_asks_for(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)
    assert OFFER not in text(client.get(url(plan)))
    ProgrammeItemFactory(plan=plan, drill=DrillFactory(skill=plan.skill), times_a_week=3)

    added = press(client, plan, "win")

    assert client.post(url(plan), fields_of(added)).status_code == 302
    first = plan.milestones.get(position=1)
    assert (first.measure, first.title) == ("done", "6 workouts")


def test_nothing_is_offered_before_own_work_or_where_there_is_no_room(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)
    give_weeks(plan.rep, "conversations", [50] * 13, until=timezone.localdate())

    own = press(client, plan, "draw", **{"step-0-measure": "done", "step-0-title": "Two calls"})
    full = press(client, plan, "add")
    while full.context["form"].can_grow:
        full = client.post(url(plan), {**fields_of(full), "action": "add"})

    assert OFFER not in text(own)
    assert OFFER not in text(full)
    assert press(client, plan, "win", **{"step-0-measure": "done"}).status_code == 200


def with_reason(plan, **told):
    DiagnosisFactory(plan=plan, **told)
    give_weeks(plan.rep, "conversations", [50] * 13, until=timezone.localdate())
    return plan


@pytest.mark.parametrize(
    "told",
    [
        {"standing": "learning_keen", "causes": ["habits"]},
        {"standing": "learning_low", "causes": []},
        {"standing": "able_keen", "causes": ["time", "product"]},
        {"standing": "", "causes": ["technique"]},
    ],
)
def test_where_the_reason_is_skill_or_knowledge_a_score_of_the_rubric_comes_first(client, told):
    plan = with_reason(with_meetings(draft(client), meetings=25, opportunities=5), **told)

    shown, added = client.get(url(plan)), press(client, plan, "win")

    assert "Add a score of 3 of 5 by" in text(shown)
    assert client.post(url(plan), fields_of(added)).status_code == 302
    first = plan.milestones.get(position=1)
    assert (first.measure, first.target, first.title) == ("rubric", Decimal(3), "")


@pytest.mark.parametrize(
    "told",
    [
        {"standing": "able_low", "causes": ["technique"]},
        {"standing": "able_keen", "causes": ["habits", "technique"]},
        {"standing": "", "causes": ["energy"]},
        {"standing": "able_keen", "causes": ["leads"]},
    ],
)
def test_where_the_reason_is_will_a_count_of_own_work_comes_first_with_its_quality(client, told):
    plan = with_reason(with_meetings(draft(client), meetings=25, opportunities=5), **told)

    page = text(client.get(url(plan)))

    assert "Add 100 conversations by" in page
    assert "Beside it: Meeting rate." in page


def test_a_skill_without_a_rubric_begins_with_the_workout(client):
    plan = with_reason(with_meetings(draft(client), meetings=25, opportunities=5), causes=["technique"])
    plan.skill.behaviors.update(is_active=False)
    ProgrammeItemFactory(plan=plan, drill=DrillFactory(skill=plan.skill), times_a_week=3)

    assert "Add 6 workouts by" in text(client.get(url(plan)))
