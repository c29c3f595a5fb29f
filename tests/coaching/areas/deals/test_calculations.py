"""Where a deal stands, and what is open against what is left."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.areas.deals.calculations.coverage import LeftOut, OpenDeal, Year, coverage
from coaching.areas.deals.calculations.stage import Stage, stage_of

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({}, Stage.PREPARE),
        ({"prepared_at": AT - HOUR}, Stage.PREPARE),
        ({"call_at": AT + HOUR}, Stage.CALL),
        ({"call_at": AT}, Stage.DEBRIEF),
        ({"call_at": AT - HOUR, "debriefed_at": AT}, Stage.DEBRIEF),
        ({"call_at": AT - HOUR, "debriefed_at": AT, "prepared_at": AT - HOUR}, Stage.DEBRIEF),
        ({"call_at": AT - HOUR, "debriefed_at": AT - HOUR, "prepared_at": AT}, Stage.PREPARE),
        ({"is_decided": True, "call_at": AT + HOUR}, Stage.RESULT),
    ],
)
def test_a_deal_is_at_one_of_four_steps(facts, stage):
    usual = {"is_decided": False, "prepared_at": None, "call_at": None, "debriefed_at": None, "at": AT}

    assert stage_of(**{**usual, **facts}) is stage


def year(won=10, decided=20, usual_win=5_000, longest=90):
    return Year(won, decided, None if usual_win is None else Decimal(usual_win), longest)


def open_deals(*amounts, days=10):
    return [OpenDeal(None if one is None else Decimal(one), days) for one in amounts]


def test_what_is_missing_is_said_in_deals_of_the_usual_size():
    found = coverage(open_deals(*[10_000] * 9), left=Decimal(90_000), year=year())

    assert (found.open_amount, found.needed, found.more_deals) == (90_000, 180_000, 9)


def test_too_few_decided_deals_say_nothing_of_what_is_needed():
    found = coverage(open_deals(10_000, None), left=Decimal(90_000), year=year(decided=19))

    assert (found.needed, found.more_deals) == (None, 0)
    assert (found.open_deals, found.left_out) == (1, LeftOut(without_amount=1))


def test_a_deal_without_an_amount_counts_with_what_a_won_one_brought():
    found = coverage(open_deals(None, None, 20_000), left=Decimal(45_000), year=year())

    assert (found.open_amount, found.open_deals, found.at_usual_win) == (30_000, 3, 2)
    # 90,000 would have to be open: 60,000 more, in deals of 10,000.
    assert (found.needed, found.more_deals) == (90_000, 6)


def test_without_an_open_deal_the_rest_is_said_in_deals_of_the_size_of_the_won_ones():
    found = coverage([], left=Decimal(45_000), year=year())

    assert (found.open_deals, found.needed, found.more_deals) == (0, 90_000, 18)
    assert not found.left_out


def test_what_is_open_for_longer_than_any_decided_deal_took_does_not_count():
    deals = [*open_deals(1_000, None, days=90), *open_deals(1_000, None, 5_000, days=91)]

    told = coverage(deals, left=Decimal(1_000), year=year())
    untold = coverage(deals, left=Decimal(1_000), year=year(decided=19))

    assert (told.open_amount, told.left_out) == (6_000, LeftOut(stale=3))
    assert (untold.open_amount, untold.left_out) == (7_000, LeftOut(without_amount=2))


def test_a_deal_without_a_first_day_or_in_another_currency_does_not_count():
    foreign = OpenDeal(Decimal(9_000), 10, is_foreign=True)

    found = coverage([foreign, *open_deals(7_000, None, days=None)], left=Decimal(1_000), year=year())

    assert (found.open_deals, found.left_out) == (0, LeftOut(undated=2, foreign=1))


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10**9)), max_size=20),
    st.integers(1, 10**9),
    st.integers(0, 500),
    st.integers(0, 500),
    st.one_of(st.none(), st.integers(0, 10**6)),
)
def test_as_many_more_deals_as_said_hold_what_is_needed_and_one_fewer_does_not(
    amounts, left, won, lost, usual_win
):
    found = coverage(open_deals(*amounts), left=Decimal(left), year=year(won, won + lost, usual_win))

    if found.needed is None:
        assert found.more_deals == 0
        return
    usual = found.open_amount / found.open_deals if found.open_amount else Decimal(usual_win)
    assert found.open_amount + found.more_deals * usual >= found.needed - Decimal("0.01")
    if found.more_deals:
        assert found.open_amount + (found.more_deals - 1) * usual < found.needed
