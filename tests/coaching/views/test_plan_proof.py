"""The proof of a plan: how sure we are, in words, dots and a drawing, for each of its readers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions.forecast import forecast
from plans.calculations.forecast.basis import Kind
from plans.calculations.forecast.inputs import PeerFigures
from plans.models import Plan
from salesgym.numbers.models import Metric
from tests.coaching.floor import manager_of, read, running_plan
from tests.coaching.views.plan_words import proof_of, words_of
from tests.factories.forecasts import basis_of, give_forecast, told
from tests.factories.people import LeaveFactory

pytestmark = pytest.mark.django_db


def test_dots_say_how_sure_we_are_with_the_counts_behind_them(client, harbor, plan):
    give_forecast(plan)

    text, proof = (
        words_of(client, manager_of(harbor), plan),
        proof_of(client, manager_of(harbor), plan),
    )

    assert "Leaning, 7 in 10: more than luck." in text
    assert "28 of 114 meetings" not in text
    assert "Leaning, 7 in 10: 28 of 114 meetings since" in proof
    assert "against 54 of 247 before." in proof


def test_chart_shows_what_is_expected_without_a_plan_and_what_four_weeks_usually_give(client, harbor, plan):
    give_forecast(plan, expected=0.226)

    text = proof_of(client, plan.rep, plan)

    assert "Without a plan: likely" in text
    assert "Where 23% comes from" in text
    assert "Four weeks usually give" in text


def test_a_rep_above_the_peers_has_no_line_of_what_comes_without_a_plan(client, harbor, plan):
    give_forecast(plan, basis=basis_of(plan, prior=(15.0, 85.0)))

    text = proof_of(client, plan.rep, plan)

    assert "Starts above the peers." in text
    assert "Without a plan: likely" not in text


def test_season_names_nobody_and_needs_five_peers(client, harbor, plan):
    stored = give_forecast(plan)
    assert "Six colleagues went from 23% to 24% in the same weeks." in proof_of(client, plan.rep, plan)

    stored.delete()
    give_forecast(plan, expected=None, peers=PeerFigures(count=4, before=0.23, since=0.24))
    assert "colleagues" not in proof_of(client, plan.rep, Plan.objects.get(pk=plan.pk))


def test_figures_explain_themselves_with_the_rep_own_numbers(client, harbor):
    # Its first step is due next week, on whatever day of the week this runs.
    plan = running_plan(harbor, weeks_ago=3)
    give_forecast(plan)

    text = proof_of(client, plan.rep, plan)

    assert "Since the start: 28 of 114 meetings" in text
    assert "The 9 people of this role stand at 25% together." in text
    assert "In 1,040 of the 2,000 the step is reached by" in text


def test_forecast_of_the_night_is_what_the_page_reads(client, harbor, plan):
    forecast(plan_ids=[plan.pk], at=timezone.now())

    text = proof_of(client, plan.rep, plan)

    assert "20 of 76 meetings since" in text
    assert "Nobody else of this role has the number, so the own weeks stand alone" in text


def test_proof_of_a_phone_says_how_the_step_counts(client, plan):
    client.force_login(plan.rep)

    text = client.get(reverse("coaching:plan_proof", args=[plan.pk])).content.decode()

    assert (
        client.get(reverse("coaching:plan_page", args=[plan.pk])).context["page"].picture.stairs_caption
        in text
    )


def test_page_of_a_rep_on_leave_reads_on(client, harbor, plan):
    on = timezone.localdate()
    LeaveFactory(person=plan.rep, starts_on=on - timedelta(days=10), ends_on=on + timedelta(days=4))
    forecast(plan_ids=[plan.pk], at=timezone.now())

    assert "on leave" in proof_of(client, plan.rep, plan)


def test_fewer_discounts_read_as_better(client, harbor):
    discount = running_plan(harbor, metric=Metric.objects.get(key="average_discount"))
    basis = basis_of(
        discount, kind=Kind.AVERAGE, total=182.0, over=13.0, prior=(13.0, 2.0), week_sizes=(1.0,) * 13,
        goal=11.0, lower_is_better=True,
    )  # fmt: skip
    since = told(67, 6, kind=Kind.AVERAGE)
    give_forecast(discount, since=since, basis=basis, expected=13.6, peers=PeerFigures())

    text = proof_of(client, discount.rep, discount)

    assert "Leaning, 7 in 10: 11.2% discount since" in text
    assert "against 14.0% before." in text


def test_the_proof_opens_in_the_page_and_on_a_page_of_its_own(client, harbor, plan):
    give_forecast(plan)
    folded = reverse("coaching:plan_page", args=[plan.pk])

    page = read(client, plan.rep, folded)[1]
    opened = read(client, plan.rep, f"{folded}?proof=open")[1]
    alone = read(client, plan.rep, reverse("coaching:plan_proof", args=[plan.pk]))[1]

    assert '?proof=open#proof"' in page
    assert reverse("coaching:plan_proof", args=[plan.pk]) in page
    assert 'id="chart"' not in page
    for text in (opened, alone):
        assert text.count('id="proof"') == text.count('id="chart"') == 1
        assert "How the usual range is worked out" in text
        assert "That week" in text


def test_the_chart_alone_ends_with_today_until_one_asks_for_what_lies_ahead(client, plan):
    url = reverse("coaching:plan_proof", args=[plan.pk])

    today, ahead = (read(client, plan.rep, page)[0].context["proof"] for page in (url, f"{url}?ahead=shown"))

    due = [step.due_on for step in plan.milestones.all()]
    assert len(today.chart.drawing.signs) == sum(day <= timezone.localdate() for day in due)
    assert len(ahead.chart.drawing.signs) == len(due) == 3
