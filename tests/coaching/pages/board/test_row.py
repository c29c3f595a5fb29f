"""Who needs the manager stands first on the board."""

from decimal import Decimal

import pytest

from coaching.pages.board import row
from coaching.queries.board import BoardPlan
from coaching.queries.standing import Standing
from plans.calculations.status import StatusWord
from plans.models import Plan


def place(status, **waiting):
    plan = BoardPlan(Plan(), [], waiting, "", None)
    return row._place(plan, Standing(status, None, None, None, None, Decimal(0), None, 0))


def test_what_stands_still_comes_before_what_falls_behind_before_what_goes_well():
    told = [
        place(StatusWord.STALLED, stalled=1),
        place(StatusWord.NEEDS_A_PUSH),
        place(StatusWord.ON_TRACK, verify=1),
        place(StatusWord.ON_TRACK),
        place(StatusWord.PAUSED),
        row.DRAFTED,
        row.WITHOUT_PLAN,
    ]

    assert told == sorted(set(told))


@pytest.mark.parametrize("status", [StatusWord.WAITING_TO_START, StatusWord.IN_REVIEW, StatusWord.ON_TRACK])
def test_what_waits_for_the_manager_comes_before_what_goes_well(status):
    assert place(status, sign=1) < place(StatusWord.ON_TRACK)
    assert place(status) >= place(StatusWord.ON_TRACK)
