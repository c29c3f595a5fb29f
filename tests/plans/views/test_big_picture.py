"""The big picture: what is said about money, weeks and peers, and what warns."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan, PlanBasis
from tests.factories.plans import STARTS_ON
from tests.plans.views.big_picture_pages import asked, plan_of, seen, step

pytestmark = pytest.mark.django_db


def test_the_money_has_its_range_and_says_how_it_came_about(client):
    plan = plan_of()
    answer = seen(client, plan.manager, step(plan))
    page = answer.content.decode()

    assert "Marcus earns about" in page
    assert "Likely between $" in page
    assert "A single quarter can land well outside." in page
    assert "12 deals won in these weeks, $8,400 on average." in page
    assert "54 of 247" in page
    assert "Of more meetings" in page
    assert len(answer.context["picture"]["stops"]) > 12


def test_under_ten_won_deals_the_plain_sum_is_marked_as_one(client):
    plan = plan_of(won=7)
    page = seen(client, plan.manager, step(plan)).content.decode()

    assert "A plain sum from these numbers, without a range. Not enough yet: 3 more deals won." in page
    assert "Likely between" not in page


def test_what_is_kept_with_the_plan_has_the_range_and_its_inputs(client):
    plan = plan_of()
    answer = asked(client, plan, action="next")

    assert answer.status_code == 302
    kept = Plan.objects.get(pk=plan.pk).worth
    assert kept["currency"] == "USD"
    assert (
        kept["range"]["commission"]["low"] < float(kept["commission"]) < kept["range"]["commission"]["high"]
    )
    assert kept["inputs"]["won_deals"] == 12


def test_each_place_says_whether_a_fair_run_exists_and_how_long_until_it_is_told(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    page = seen(client, plan.manager, step(plan))
    drawn = page.context["picture"]

    leads = {stop.get("fair_lead", drawn["s"]["fair_lead"]) for stop in drawn["stops"]}
    assert any(lead.startswith("Fair: ") and "weeks in a row at" in lead for lead in leads)
    assert "Nothing to reach." in leads
    words = [stop.get("fair_words", drawn["s"]["fair_words"]) for stop in drawn["stops"]]
    assert any("Unchanged, Marcus gets there in" in said for said in words)
    assert "fairer" not in page.content.decode()


def test_a_place_near_today_is_called_near_where_one_further_away_is_fair(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    drawn = seen(client, plan.manager, step(plan)).context["picture"]

    words = [stop.get("fair_words", drawn["s"]["fair_words"]) for stop in drawn["stops"]]
    is_fair = [stop.get("is_fair", drawn["s"]["is_fair"]) for stop in drawn["stops"]]
    near = [said for said in words if "that luck alone reaches it in" in said]
    assert any(is_fair)
    assert near
    assert not any("whatever we ask" in said for said in words)


def test_where_a_place_is_not_fair_the_slider_says_so_without_a_button(client):
    plan = plan_of(ends_on=STARTS_ON + timedelta(weeks=6), steps=False)
    drawn = asked(client, plan, target="24", action="work_out").context["picture"]

    assert drawn["plan_weeks"] == 6
    assert drawn["s"]["fair_lead"] == "Not fair in this plan."
    # Whether a target further away is fair in so short a plan is near the line, and hangs on the plan's own draws.
    said = drawn["s"]["fair_words"]
    assert "24% is so close to today's 22% that luck alone reaches it in" in said or "whatever we ask" in said


def test_a_change_that_cannot_be_told_in_time_is_a_plain_sentence(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    drawn = asked(client, plan, target="26", action="work_out").context["picture"]["s"]

    assert drawn["weeks_fit"].startswith("12 weeks show whether the step is reached; whether that was luck")


def test_more_than_two_years_are_said_like_never(client):
    plan = plan_of()
    drawn = asked(client, plan, typed="23.5", action="work_out").context["picture"]

    assert drawn["s"]["weeks_lead"] == "Not at this volume:"
    assert drawn["s"]["weeks_rest"].startswith("even two years do not tell it from luck")
    assert "cannot be told at this volume" in drawn["s"]["weeks_fit"]
    assert not drawn["s"]["has_weeks"]


def test_the_picture_the_steps_and_the_basis_say_the_same_of_the_weeks_to_tell(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    asked(client, plan, target="40", action="next")
    kept = PlanBasis.objects.get(plan=plan).bars

    picture = seen(client, plan.manager, step(plan)).context["picture"]
    steps_page = client.get(reverse("plans:wizard_milestones", args=[plan.pk])).context["page"]

    place, named = picture["chosen_place"], kept["told_within"]
    assert place.weeks_to_tell == pytest.approx(kept["weeks_to_tell"])
    assert place.told_within == named
    assert picture["s"]["weeks_lead"] == f"{named} weeks"
    assert (
        re.findall(r"in a plan of (\d+)|would take (\d+)", steps_page.told.lower())[0].count(str(named)) == 1
    )


def test_without_a_target_the_slider_stands_at_a_fair_one(client):
    plan = plan_of(
        peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8], target=None, starts_on=None, ends_on=None, steps=False
    )
    drawn = seen(client, plan.manager, step(plan)).context["picture"]

    assert drawn["s"]["is_fair"]


def test_the_place_that_was_saved_says_what_its_steps_page_says(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8], starts_on=None, ends_on=None, steps=False)
    asked(client, plan, target="30", action="next")

    drawn = seen(client, plan.manager, step(plan)).context["picture"]["chosen_place"]
    last = client.get(reverse("plans:wizard_milestones", args=[plan.pk])).context["page"].rows[-1]

    assert drawn.suggested.is_fair == last.odds.is_fair
    assert int(drawn.suggested.luck * 100) == last.odds.luck


def test_showing_the_page_of_a_saved_target_works_nothing_out_and_stores_nothing(client):
    plan = plan_of()
    asked(client, plan, target="30", action="next")
    kept = PlanBasis.objects.get(plan=plan).bars

    with CaptureQueriesContext(connection) as queries:
        seen(client, plan.manager, step(plan))

    assert not [one for one in queries if "numbers_rolefigures" in one["sql"]]
    assert PlanBasis.objects.get(plan=plan).bars == kept


def test_none_of_the_peers_is_likely_to_be_at_a_target_far_away(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    drawn = asked(client, plan, target="60", action="work_out").context["picture"]["s"]

    assert f"{drawn['peers_lead']} {drawn['peers_rest']}" == "None of 10 peers is likely to be at 60%."


def test_under_five_peers_nothing_is_claimed(client):
    plan = plan_of(peers=[3, 4, 5])
    page = seen(client, plan.manager, step(plan)).content.decode()

    assert "Not enough yet: 2 more peers." in page
    assert 'class="peer' not in page


def test_peers_are_dots_without_names(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 6])
    answer = seen(client, plan.manager, step(plan))

    assert answer.content.decode().count('class="peer') == 6
    assert "of 6" in answer.context["picture"]["s"]["peers_lead"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "Owen O'Neill"}, "Owen earns about"),
        ({"currency": "EUR"}, "€"),
        ({"currency": "JPY"}, "¥"),
        ({"rate": None}, "Marcus brings in about"),
        ({"rate": Decimal(0)}, "more revenue, every quarter"),
        ({"metric": "average_discount", "baseline": Decimal(14), "target": Decimal(10), "baseline_numerator": None, "baseline_denominator": None}, "lower is better"),
        ({"metric": "revenue", "baseline": Decimal(8400), "target": Decimal(9000), "baseline_numerator": None, "baseline_denominator": None}, "$9,000"),
        ({"baseline": Decimal(0), "baseline_numerator": Decimal(0), "target": Decimal("0.1")}, "0% today"),
        ({"metric": "conversations", "baseline": Decimal(0), "baseline_numerator": Decimal(0), "baseline_denominator": None, "target": Decimal(5)}, "0 today"),
    ],
)  # fmt: skip
def test_every_kind_of_rep_and_number_has_a_page(client, fields, words):
    plan = plan_of(steps=False, **fields)
    answer = seen(client, plan.manager, step(plan))

    assert answer.status_code == 200
    assert words in answer.content.decode().replace("&#x27;", "'")


def test_a_target_far_away_has_larger_steps_instead_of_more_of_them(client):
    plan = plan_of(metric="conversations", baseline=Decimal(40), target=Decimal(50), steps=False)
    answer = asked(client, plan, typed="900000", action="work_out")

    assert len(answer.context["picture"]["stops"]) < 130
