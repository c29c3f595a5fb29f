"""What the tab Deals says, and to whom."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.models import Deal
from tests.coaching.areas.deals.looking import DAY, tab_of, today, usual, words
from tests.coaching.floor import manager_of
from tests.costs import cost
from tests.factories.coached_deals import (
    CoachedDealFactory,
    JointCallFactory,
    PreparationFactory,
    RemarkFactory,
)
from tests.factories.deals import DealFactory
from tests.factories.numbers import QuotaFactory
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db


def test_a_person_without_deals_sees_one_sentence_and_one_button(client, plan):
    own = words(client, plan.rep, plan.rep)
    mentor = words(client, plan.mentor, plan.rep)

    assert "No deal in coaching" in own
    assert own.count(reverse("deals:take_deal", args=[plan.rep_id])) == 1
    assert "Take up to three open deals of Marcus" in mentor
    assert reverse("deals:take_deal", args=[plan.rep_id]) not in mentor


def test_a_deal_stands_with_amount_age_and_what_is_more_than_usual(client, plan):
    usual(plan.rep)
    deal = DealFactory(
        owner=plan.rep, name="O'Neill & Sons", amount_minor=920_000, opened_on=today() - 52 * DAY
    )
    CoachedDealFactory(rep=plan.rep, deal=deal, name="Old name")

    page = words(client, plan.rep, plan.rep)

    assert "O&#x27;Neill &amp; Sons" in page
    assert "$9,200, open for 52 days, 14 more than usual" in page
    assert "One deal to try the one thing on. There is room for two more." in page


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No deal in coaching"),
        (1, "One deal to try the one thing on. There is room for two more."),
        (2, "Two deals to try the one thing on. There is room for one more."),
        (3, "Three deals to try the one thing on. Three is the most at a time."),
    ],
)
def test_the_tab_says_how_many_deals_there_are_and_how_many_have_room(client, plan, count, said):
    for slot in range(1, count + 1):
        CoachedDealFactory(rep=plan.rep, slot=slot)

    page = words(client, plan.rep, plan.rep)

    assert said in page
    assert ("to try the one thing on" in page) == bool(count)


def test_an_amount_stands_in_its_own_currency(client, plan):
    deal = DealFactory(owner=plan.rep, currency="EUR", amount_minor=123_400)
    CoachedDealFactory(rep=plan.rep, deal=deal)

    assert "€1,234" in words(client, plan.mentor, plan.rep)


def test_a_sheet_shows_values_next_step_questions_and_remarks(client, plan):
    coached = CoachedDealFactory(rep=plan.rep)
    PreparationFactory(
        deal=coached,
        values=[{"who": "Rosa, operations", "gets": "Sees the late routes"}],
        next_step="A second meeting",
        next_step_on=date(2026, 11, 6),
        obstacles="They asked for a demo.",
        meeting="first meeting",
        meets_at=timezone.now() + DAY,
    )
    RemarkFactory(deal=coached, author=plan.mentor, body="Swap one and two.")

    page = words(client, plan.rep, plan.rep)

    for said in (
        "Rosa, operations",
        "Sees the late routes",
        "A second meeting by Friday 6 November",
        "They asked for a demo.",
        "Who else feels this?",
        "Swap one and two.",
        "first meeting tomorrow at",
    ):
        assert said in page


def test_a_debrief_shows_its_three_lines_and_the_help_given(client, plan):
    begun = timezone.now().replace(day=1, hour=0, minute=0) + timedelta(seconds=1)
    coached = CoachedDealFactory(rep=plan.rep)
    JointCallFactory(deal=coached, helper=plan.mentor, starts_at=begun, debriefed=True, minutes_given=100)
    JointCallFactory(
        deal=coached, helper=manager_of(plan.rep.memberships.get().team), starts_at=begun, called_off_at=begun
    )

    page = words(client, plan.rep, plan.rep)

    assert "Finance decides." in page
    assert "Sofia, 1 h 40 min with the debrief" in page
    assert "1 h 40 min of help given in" in page
    assert "Sofia Marin" in page


def test_a_won_deal_says_in_how_many_days_and_what_is_usual(client, plan):
    usual(plan.rep)
    closed = date(2026, 10, 27)
    deal = DealFactory(
        owner=plan.rep, name="Kestrel", stage="won", opened_on=closed - 31 * DAY, closed_on=closed
    )
    coached = CoachedDealFactory(rep=plan.rep, deal=deal)
    PreparationFactory(deal=coached)
    PreparationFactory(deal=coached, number=2)
    JointCallFactory(deal=coached, debriefed=True)

    page = words(client, manager_of(plan.rep.memberships.get().team), plan.rep)

    assert "two preparations and one joint call" in page
    assert "Won on 27 October, in 31 days" in page
    assert "Marcus&#x27;s deals usually take 38 days. Finance decides." in page
    assert "Close and take the next" in page
    assert "Close and take the next" not in words(client, plan.mentor, plan.rep)


def test_a_deal_that_changed_hands_or_lost_its_import_says_so(client, plan):
    moved = DealFactory(owner=plan.rep, name="Moved")
    CoachedDealFactory(rep=plan.rep, deal=moved, name="As taken")
    CoachedDealFactory(rep=plan.rep, slot=2, name="Undone", is_typed=False)
    Deal.objects.filter(pk=moved.pk).update(owner=RepFactory(), name="Not for Marcus")

    page = words(client, plan.rep, plan.rep)

    assert "As taken" in page
    assert "Not for Marcus" not in page
    assert "has another owner now" in page
    assert "The import that brought this deal was undone" in page


def test_what_is_open_stands_against_what_is_left_for_the_parties_alone(client, plan):
    first = today().replace(day=1)
    QuotaFactory(rep=plan.rep, starts_on=first, months=1, amount=100_000)
    DealFactory.create_batch(
        10, owner=plan.rep, won=True, opened_on=first, closed_on=first, amount_minor=1_000_00
    )
    DealFactory.create_batch(
        10, owner=plan.rep, stage="lost", opened_on=first - 60 * DAY, closed_on=first - DAY
    )
    DealFactory.create_batch(9, owner=plan.rep, amount_minor=10_000_00, opened_on=first)
    CoachedDealFactory(rep=plan.rep)

    said = "$90,000 in 9 open deals, $90,000 of this month&#x27;s number is left."
    sum_ = "With 10 of 20 won in a year, it takes about 9 more opportunities on average."

    assert f"{said} {sum_}" in words(client, plan.rep, plan.rep)
    assert "number is left" not in words(client, plan.mentor, plan.rep)


def a_year(rep, left):
    """Ten of twenty deals won in a year at $1,000 each, in up to 60 days; so much of the month's number is left."""
    first = today().replace(day=1)
    QuotaFactory(rep=rep, starts_on=first, months=1, amount=left)
    for stage in ("won", "lost"):
        DealFactory.create_batch(
            10,
            owner=rep,
            stage=stage,
            opened_on=first - 61 * DAY,
            closed_on=first - DAY,
            amount_minor=1_000_00,
        )
    CoachedDealFactory(rep=rep)


def test_open_deals_without_amounts_are_not_said_to_be_no_deals(client, plan):
    a_year(plan.rep, left=12_000)
    for amount in (None, 0):
        DealFactory.create_batch(2, owner=plan.rep, amount_minor=amount, opened_on=today() - 60 * DAY)

    page = words(client, plan.rep, plan.rep)

    assert "$4,000 in 4 open deals, $12,000 of this month&#x27;s number is left. " in page
    assert "Without an amount each counts with $1,000, the average of a year&#x27;s wins. " in page
    assert "With 10 of 20 won in a year, it takes about 20 more opportunities on average." in page
    assert "Left out" not in page


def test_a_win_of_zero_says_nothing_of_how_large_a_win_is(client, plan):
    a_year(plan.rep, left=12_000)
    lately = {"opened_on": today() - 30 * DAY, "closed_on": today() - DAY}
    DealFactory.create_batch(2, owner=plan.rep, stage="won", amount_minor=0, **lately)
    DealFactory(owner=plan.rep, amount_minor=None, opened_on=today() - 30 * DAY)

    page = words(client, plan.rep, plan.rep)

    assert "Without an amount each counts with $1,000, the average of a year&#x27;s wins. " in page
    assert "With 12 of 22 won in a year" in page


def test_what_does_not_count_is_told_with_the_reason(client, plan):
    a_year(plan.rep, left=3_000)
    DealFactory.create_batch(2, owner=plan.rep, amount_minor=None, opened_on=today() - 61 * DAY)
    DealFactory.create_batch(3, owner=plan.rep, opened_on=None)

    page = words(client, plan.rep, plan.rep)

    assert "$3,000 of this month&#x27;s number is left, and no open deal counts toward it. " in page
    assert "With 10 of 20 won in a year, it takes about 6 opportunities on average. " in page
    stale = "2 open for more than 60 days, longer than any decided in a year took"
    assert f"Left out: {stale}; 3 without an opening day." in page


def test_a_lost_deal_is_not_said_to_be_worth_nothing(client, plan):
    lost = DealFactory(owner=plan.rep, stage="lost", amount_minor=0, closed_on=today())
    CoachedDealFactory(rep=plan.rep, deal=lost)

    assert "$0" not in words(client, plan.rep, plan.rep)


def test_a_deal_without_an_opening_day_says_so(client, plan):
    deal = DealFactory(owner=plan.rep, amount_minor=None, opened_on=None)
    CoachedDealFactory(rep=plan.rep, deal=deal)

    assert "no opening day yet" in words(client, plan.rep, plan.rep)


def test_the_newest_deal_is_offered_first_and_deals_that_read_alike_have_their_id(client, plan):
    for number, opened_on in ((1, None), (2, today() - 9 * DAY), (3, None), (4, today() - 5 * DAY)):
        DealFactory(
            owner=plan.rep,
            name="GTX Basic",
            external_id=f"X{number}",
            amount_minor=None,
            opened_on=opened_on,
        )
    client.force_login(plan.rep)

    page = client.get(reverse("deals:take_deal", args=[plan.rep_id]))

    assert [line for _pk, line in page.context["form"].fields["deal"].choices[1:]] == [
        *("GTX Basic, open for 5 days", "GTX Basic, open for 9 days"),
        *("GTX Basic, no opening day yet, X1", "GTX Basic, no opening day yet, X3"),
    ]


def test_a_tab_costs_the_same_for_one_deal_and_for_three(client, plan):
    costs = []
    client.force_login(manager_of(plan.rep.memberships.get().team))
    for slot in (1, 2, 3):
        coached = CoachedDealFactory(rep=plan.rep, slot=slot, deal=DealFactory(owner=plan.rep))
        PreparationFactory(deal=coached)
        JointCallFactory(deal=coached, helper=plan.mentor, debriefed=True)
        RemarkFactory.create_batch(3, deal=coached, author=plan.mentor)
        CoachedDealFactory.create_batch(5, rep=plan.rep, out=True)
        client.get(tab_of(plan.rep))
        costs.append(cost.of(client, tab_of(plan.rep))[0].query_count)

    assert len(set(costs)) == 1
    assert costs[0] <= 14
