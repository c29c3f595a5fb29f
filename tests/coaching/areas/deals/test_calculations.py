"""Where a deal stands, and what is open against what is left."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.areas.deals.calculations.coverage import coverage
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


def test_what_is_missing_is_said_in_deals_of_the_usual_size():
    found = coverage(open_amounts=[Decimal(10_000)] * 9, left=Decimal(90_000), won=10, decided=20)

    assert (found.open_amount, found.needed, found.more_deals) == (90_000, 180_000, 9)


def test_too_few_decided_deals_say_nothing_of_what_is_needed():
    found = coverage(open_amounts=[Decimal(10_000)], left=Decimal(90_000), won=10, decided=19)

    assert (found.needed, found.more_deals) == (None, 0)


@given(
    st.lists(st.integers(0, 10**9), max_size=20),
    st.integers(1, 10**9),
    st.integers(0, 500),
    st.integers(0, 500),
)
def test_as_many_more_deals_as_said_hold_what_is_needed_and_one_fewer_does_not(amounts, left, won, lost):
    found = coverage(
        open_amounts=[Decimal(one) for one in amounts], left=Decimal(left), won=won, decided=won + lost
    )

    if found.needed is None:
        assert found.more_deals == 0
        return
    usual = found.open_amount / found.open_deals
    assert found.open_amount + found.more_deals * usual >= found.needed - Decimal("0.01")
    if found.more_deals:
        assert found.open_amount + (found.more_deals - 1) * usual < found.needed
