"""The big picture: what is said about money, weeks and peers, and what warns."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions.draft_milestones import Terms, save_milestones
from plans.models import Plan
from plans.queries.suggestion import grounds_of
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
    assert "Ten more meetings" in page
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


def test_an_unfair_target_is_mended_with_one_click(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    page = asked(client, plan, target="44", action="work_out")
    shown = page.context["picture"]["s"]

    assert shown["unfair"]
    assert "Fewer than 1 in 10 of 10 peers are likely to hold 44%" in page.content.decode()
    mended = asked(client, plan, target="44", aim=shown["aim"]).context["picture"]["s"]
    assert mended["say"] == f"{shown['aim']}%"
    assert not mended["unfair"]
    assert Plan.objects.get(pk=plan.pk).target == plan.target


def test_a_plan_too_short_is_made_longer_with_one_click_and_keeps_it(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8], starts_on=None, ends_on=None, steps=False)
    targets = range(24, 40)
    told = [
        (target, asked(client, plan, target=target, action="work_out").context["picture"]["s"])
        for target in targets
    ]
    target, shown = next((target, shown) for target, shown in told if shown["can_last"])

    assert f"Make the plan {shown['last']} weeks" in shown["last_words"]
    longer = asked(client, plan, target=target, last=shown["last"])
    assert not longer.context["picture"]["s"]["short"]
    assert f'name="weeks" value="{shown["last"]}"' in longer.content.decode()
    asked(client, plan, target=target, weeks=shown["last"], action="next")
    assert Plan.objects.get(pk=plan.pk).suggested["weeks_wanted"] == int(shown["last"])


def test_weeks_wanted_after_the_dates_stand_before_them_until_the_dates_are_kept_again(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    Plan.objects.filter(pk=plan.pk).update(ends_on=plan.starts_on + timedelta(weeks=6))
    target, shown = next(
        (target, shown)
        for target in range(24, 40)
        for shown in [asked(client, plan, target=target, action="work_out").context["picture"]["s"]]
        if shown["can_last"]
    )
    asked(client, plan, target=target, weeks=shown["last"], action="next")

    again = seen(client, plan.manager, step(plan)).context["picture"]
    assert again["plan_weeks"] == int(shown["last"])
    assert not again["s"]["short"]
    steps_page = reverse("plans:wizard_milestones", args=[plan.pk])
    assert "Use the suggestion" in client.get(steps_page).content.decode()

    kept = Plan.objects.get(pk=plan.pk)
    save_milestones(
        plan=kept,
        by=plan.manager,
        at=timezone.now(),
        version=kept.version,
        starts_on=kept.starts_on,
        ends_on=kept.ends_on,
        steps=[Terms(kept.ends_on, target=kept.target)],
    )
    dated = seen(client, plan.manager, step(plan)).context["picture"]
    assert dated["plan_weeks"] == 6
    assert dated["s"]["short"]


def test_the_least_is_said_where_it_is_less_than_the_figure_to_plan_by(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])

    said = 0
    for target in range(24, 60, 3):
        drawn = asked(client, plan, target=target, action="work_out").context["picture"]
        told, words = drawn["chosen_place"].telling, drawn["s"]["weeks_least"]
        assert told.is_expected or told.at_least <= told.weeks
        if words:
            said += 1
            least = int(words.removeprefix("At least ").split()[0])
            assert least < int(drawn["s"]["weeks_lead"].split()[0])
    assert said


def test_more_than_two_years_are_said_like_never(client):
    plan = plan_of()
    told = [
        asked(client, plan, typed=typed, action="work_out").context["picture"]
        for typed in (f"{22 + tenths / 10:.1f}" for tenths in range(20, 60, 2))
    ]
    far = next(one for one in told if 104 < one["chosen_place"].telling.weeks < 1000)

    assert far["s"]["weeks_lead"] == "Not at this volume:"
    assert far["s"]["weeks_rest"].startswith("even two years do not tell it from luck")
    assert far["s"]["weeks_least"] == ""
    assert far["s"]["no_last"]
    assert not far["s"]["has_weeks"]


def test_steps_three_and_four_say_the_same_of_the_weeks_to_tell(client):
    plan = plan_of(peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    told = seen(client, plan.manager, step(plan)).context["picture"]["chosen_place"].telling

    grounds = grounds_of(Plan.objects.get(pk=plan.pk), on=STARTS_ON)

    assert told.at_least == pytest.approx(grounds.weeks_to_tell)


def test_what_cannot_be_told_at_all_leads_to_another_number(client):
    plan = plan_of()
    page = asked(client, plan, target="23", action="work_out")

    assert page.context["picture"]["s"]["no_last"]
    assert "cannot be told from luck, however long the plan" in page.content.decode()
    assert reverse("plans:wizard_focus", args=[plan.pk]) in page.content.decode()


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
