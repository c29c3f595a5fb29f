"""History and proof say when the weeks that set a signed start have other numbers now; what was signed stays."""

import html
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from plans.actions import draft_basis, judgement
from plans.models import Event, Plan
from plans.queries.start_weeks import changed
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory, live_until
from tests.plans.actions.weeks_told import START, at, fill

pytestmark = pytest.mark.django_db
DAY = START + timedelta(weeks=1)
BEFORE = START - timedelta(weeks=13)


def signed(rep, manager, **fields):
    """A plan signed on these weeks: 5 of 20 in each of thirteen, unless the fields say more."""
    start = {"baseline": Decimal("0.25"), "baseline_numerator": 65, "baseline_denominator": 260}
    plan = PlanFactory(rep=rep, manager=manager, **(start | fields))
    draft_basis.keep(plan, on=START)
    live_until(plan, "active")
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def plan(rep, manager):
    give_weeks(rep, "meetings", [20] * 13, until=START)
    give_weeks(rep, "opportunities", [5] * 13, until=START)
    return signed(rep, manager)


def judge(plan, day=DAY):
    judgement.judge(plan_ids=[plan.pk], at=at(day))


def told(plan):
    rows = plan.history.filter(event=Event.START_CHANGED).order_by("seq")
    return [row.detail["note"] for row in rows]


def test_a_corrected_week_of_the_start_is_said_once(plan):
    judge(plan)
    assert told(plan) == []

    fill(plan, [7], meetings=22, first=BEFORE)
    judge(plan)
    judge(plan, DAY + timedelta(days=1))

    assert told(plan) == ["65 of 260 when signed; these weeks now give 67 of 262."]


def test_what_is_put_right_is_said_too_and_the_agreement_stays(plan):
    text = plan.agreements.get().text
    for count in (7, 5):
        fill(plan, [count], first=BEFORE)
        judge(plan)

    said = "65 of 260 when signed; these weeks now give {} of 260."
    assert told(plan) == [said.format(67), said.format(65)]
    plan.refresh_from_db()
    assert (plan.baseline_numerator, plan.agreements.get().text) == (65, text)


def test_weeks_before_the_start_and_after_it_are_none_of_it(plan):
    fill(plan, [9], first=BEFORE - timedelta(weeks=1))
    fill(plan, [9], first=START)

    judge(plan)

    assert told(plan) == []


def test_weeks_that_are_gone_are_said(plan):
    plan.rep.weekly_values.all().delete()

    judge(plan)

    assert told(plan) == ["65 of 260 when signed; these weeks now give no numbers."]


def test_a_start_counted_across_an_unknown_week_hears_of_that_week(rep, manager):
    give_weeks(rep, "meetings", [20] * 13, until=START)
    give_weeks(rep, "opportunities", [5] * 12, until=START - timedelta(weeks=1))
    fill(Plan(rep=rep), [5], first=BEFORE)
    plan = signed(rep, manager, baseline_weeks=12, baseline_numerator=60, baseline_denominator=240)
    judge(plan)
    assert told(plan) == []

    fill(plan, [5], first=START - timedelta(weeks=1))
    judge(plan)

    assert told(plan) == ["60 of 240 when signed; these weeks now give 65 of 260."]


def test_a_typed_start_is_not_compared_with_the_numbers_until_they_change(rep, manager):
    give_weeks(rep, "meetings", [20] * 13, until=START)
    give_weeks(rep, "opportunities", [5] * 13, until=START)
    plan = signed(rep, manager, baseline_weeks=4, baseline_numerator=10, baseline_denominator=40)
    fill(plan, [9], first=BEFORE)
    judge(plan)
    assert told(plan) == []

    fill(plan, [6], first=START - timedelta(weeks=1))
    judge(plan)

    assert told(plan) == ["10 of 40 when signed; these weeks now give 21 of 80."]


def test_a_draft_without_a_start_keeps_none(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, baseline=None, steps=False)

    assert draft_basis.keep(plan, on=START).start == {}


def test_history_and_proof_show_it(plan, client_of):
    fill(plan, [7], meetings=22, first=BEFORE)
    judge(plan)
    client = client_of(plan.rep)

    def read(name):
        return html.unescape(client.get(reverse(f"coaching:{name}", args=[plan.pk])).content.decode())

    said = "65 of 260 when signed; these weeks now give 67 of 262."
    assert f"The numbers of the weeks that set the start have changed: {said}" in read("plan_history")
    assert f"The start: {said}" in read("plan_proof")

    fill(plan, [5], meetings=20, first=BEFORE)
    assert said not in read("plan_proof")


def test_any_number_of_plans_costs_three_questions(plan, rep, manager, django_assert_num_queries):
    ids = [plan.pk]
    for _one in range(2):
        person = RepFactory()
        give_weeks(person, "meetings", [20] * 13, until=START)
        give_weeks(person, "opportunities", [5] * 13, until=START)
        ids.append(signed(person, manager).pk)

    with django_assert_num_queries(3):
        assert changed(ids) == []
