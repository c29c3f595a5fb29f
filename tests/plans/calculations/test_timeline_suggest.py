"""A timeline that suits this rep: as long as its longest reason, and each reason shown."""

from datetime import date, timedelta
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.timeline.parts import LeaveSpan, Part
from plans.calculations.timeline.sales_cycle import Cycle
from plans.calculations.timeline.steps import LengthReason, suggest
from salesgym.errors import NoAnswer

MONDAY = date(2026, 1, 5)


def ask(**changed):
    return suggest(**{"baseline": 0.2, "target": 0.3, "starts_on": MONDAY} | changed)


def week(number):
    return MONDAY + timedelta(weeks=number)


def test_a_plan_lasts_as_long_as_its_longest_reason():
    found = ask(weeks_to_tell=10.1, best_change_weeks=8, cycle=Cycle(47, 30))

    assert found.weeks == 11
    assert found.ends_on == week(11)
    assert found.parts == (
        Part(LengthReason.TELLS_FROM_LUCK, 11),
        Part(LengthReason.SHORTEST, 8),
        Part(LengthReason.BEST_CHANGE, 8),
        Part(LengthReason.SALES_CYCLE, 7),
    )
    assert not found.is_cut


def test_without_reasons_a_plan_lasts_eight_weeks_and_ten_under_ten_trials_a_week():
    assert [step.due_on for step in ask().steps] == [week(4), week(8)]
    assert (ask(trials_a_week=9.9).weeks, ask(trials_a_week=10).weeks) == (10, 8)
    assert [step.due_on for step in ask(trials_a_week=3, steps=3).steps] == [week(3), week(7), week(10)]


def test_a_plan_has_as_many_steps_as_its_weeks_suggest():
    assert [len(ask(weeks_wanted=weeks).steps) for weeks in (8, 9, 10, 26)] == [2, 2, 3, 3]


def test_steps_are_natural_numbers():
    found = ask(baseline=0.2186, target=0.28, steps=3)

    assert [str(step.target) for step in found.steps] == ["0.24", "0.26", "0.28"]


@pytest.mark.parametrize("weeks_to_tell", [27, inf], ids=["long", "never"])
def test_a_plan_is_cut_at_26_weeks_and_says_so(weeks_to_tell):
    found = ask(weeks_to_tell=weeks_to_tell)

    assert (found.weeks, found.is_cut, found.parts[0].weeks) == (26, True, weeks_to_tell)


def test_a_formal_plan_lasts_60_to_180_days():
    shortest, longest = ask(is_formal=True), ask(is_formal=True, weeks_to_tell=40)

    assert (shortest.ends_on - MONDAY).days == 63
    assert (longest.ends_on - MONDAY).days == 175
    assert longest.is_cut


def test_a_cycle_that_is_not_reached_is_a_least():
    assert ask(cycle=Cycle(120, 6, is_at_least=True)).parts[0] == Part(LengthReason.SALES_CYCLE, 18, True)


def test_a_result_whose_cycle_is_longer_than_the_plan_is_refused():
    slow = Cycle(200, 12)

    assert ask(cycle=slow).is_cut
    with pytest.raises(NoAnswer, match="longer than plan"):
        ask(cycle=slow, is_result=True)


def test_leave_moves_the_dates_after_it_by_whole_weeks():
    found = ask(leave=[LeaveSpan(week(3), week(4) + timedelta(days=2))], steps=3)

    assert [step.due_on for step in found.steps] == [week(3), week(7), week(10)]
    assert found.weeks == 8


def test_leave_never_moves_a_plan_past_its_longest_time():
    found = ask(weeks_to_tell=25, leave=[LeaveSpan(week(4), week(20))])

    days = [step.due_on for step in found.steps]
    assert days[-1] == week(26)
    assert all((later - earlier).days >= 14 for earlier, later in pairwise(days))
    assert found.is_cut


def test_leave_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        ask(leave=[LeaveSpan(week(2), week(1))])


@pytest.mark.parametrize("wrong", [{"target": 0.2}, {"steps": 0}, {"steps": 6}, {"baseline": -1}])
def test_nonsense_is_refused(wrong):
    with pytest.raises((NoAnswer, ValueError)):
        ask(**wrong)


@given(
    weeks=st.floats(0, 60),
    steps=st.integers(1, 5),
    is_formal=st.booleans(),
    away=st.lists(st.tuples(st.integers(0, 170), st.integers(0, 60)), max_size=3),
    target=st.floats(0.01, 0.95),
)
def test_any_suggestion_is_a_staircase_inside_its_bounds(weeks, steps, is_formal, away, target):
    leave = [LeaveSpan(MONDAY + timedelta(first), MONDAY + timedelta(first + days)) for first, days in away]
    baseline = 0.4 if abs(target - 0.4) > 0.001 else 0.5

    found = ask(
        baseline=baseline, target=target, weeks_to_tell=weeks, steps=steps, is_formal=is_formal, leave=leave
    )

    days = [MONDAY, *(step.due_on for step in found.steps)]
    assert all((later - earlier).days >= 14 for earlier, later in pairwise(days))
    assert (found.ends_on - MONDAY).days <= (180 if is_formal else 182)
    assert (found.ends_on - MONDAY).days >= (60 if is_formal else 56)
    assert float(found.steps[-1].target) == target


def test_what_was_asked_for_and_what_the_steps_need_are_parts():
    found = ask(weeks_wanted=16, earliest_weeks=4)

    assert [(part.reason, part.weeks) for part in found.parts] == [
        (LengthReason.WANTED, 16),
        (LengthReason.SHORTEST, 8),
        (LengthReason.STEPS, 8),
    ]
    assert found.weeks == 16


def test_steps_of_a_result_wait_for_the_cycle_and_are_fewer_where_they_do_not_fit():
    waiting = ask(cycle=Cycle(49, 30), is_result=True, earliest_weeks=4, weeks_to_tell=12)
    late = ask(cycle=Cycle(168, 30), is_result=True, earliest_weeks=4)

    assert [step.due_on for step in waiting.steps] == [week(7), week(9), week(12)]
    assert [step.due_on for step in late.steps] == [week(24), week(26)]
