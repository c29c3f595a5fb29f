"""Who needs the manager stands first on the board."""

from datetime import date
from decimal import Decimal

import pytest

from coaching.pages import drawings
from coaching.pages.board import row
from coaching.pages.board.needs import Queue
from coaching.pages.board.page import Board
from coaching.queries.board import BoardPlan
from coaching.queries.standing import Standing
from plans.calculations.status import StatusWord
from plans.models import Milestone, Plan
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


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


def test_the_next_step_of_a_plan_that_runs_stands_in_its_row():
    done = Milestone(
        position=1, title="Two calls", measure="done", status="verified", due_on=date(2026, 2, 2)
    )
    ahead = Milestone(
        position=2, title="", measure="metric", target=Decimal("0.26"), due_on=date(2026, 12, 11)
    )
    ahead.metric = Metric(kind="ratio")

    told = [
        row._next_step(Plan(status=status), steps, Sayers("USD"), on=on)
        for status, steps, on in (
            ("active", [done, ahead], date(2026, 12, 11)),
            ("active", [done, ahead], date(2026, 12, 12)),
            ("active", [done], date(2026, 12, 11)),
            ("paused", [done, ahead], date(2026, 12, 11)),
        )
    ]

    assert told == ["26% by 11 Dec", "26% was due 11 Dec", "", ""]


@pytest.mark.parametrize(
    ("people", "plans", "said"),
    [
        (7, 7, "Seven people, one focus each"),
        (7, 6, "Seven people, six with a plan"),
        (5, 0, "Five people, none with a plan"),
        (1, 1, "One person, one focus"),
    ],
)
def test_who_has_a_plan_is_counted(people, plans, said):
    page = Board(needs=Queue([], 0), rows=[], people=people, with_plan=plans, numbers_to=None)

    assert page.people_words == said


@pytest.mark.parametrize(
    ("count", "planned", "climbed"),
    [
        (1, "1 step planned, not started", "The one step reached"),
        (3, "3 steps planned, not started", "All 3 steps reached"),
    ],
)
def test_the_steps_of_a_way_are_counted_in_words_that_fit(count, planned, climbed):
    nothing = dict.fromkeys(["plan_value", "step", "value", "start", "more"])
    standing = Standing(status=StatusWord.ON_TRACK, reached=count, share=Decimal(0), **nothing)

    assert drawings.path_words(standing, count, is_started=False) == planned
    assert drawings.path_words(standing, count, is_started=True) == climbed
