"""Which results a plan may have: by its steps, by the progress clause, and after an extension."""

from datetime import timedelta

import pytest

from plans.calculations.decision import BySteps, Rule, RuledStep, Why
from plans.calculations.formal_end import FormalEnd, extension_of
from plans.calculations.kept import Kept

RESULTS = ("met", "met_in_part", "extended", "not_met", "withdrawn", "left")


def steps(*reached, luck=0.2):
    return [RuledStep(place, done, is_number=True, luck=luck) for place, done in enumerate(reached, start=1)]


def rule(*reached, real=0.4, luck=0.2, **more):
    told = {"is_signed": True, "is_extension": False, "has_ended": True, **more}
    return Rule(steps=steps(*reached, luck=luck), real=real, **told)


def offered(found):
    return [result for result in RESULTS if found.refuses(result) is None]


@pytest.mark.parametrize(
    ("reached", "luck", "says"),
    [
        ((True, True, True), 0.9, BySteps.MET),
        ((False, False, True), None, BySteps.MET),
        ((True, True, False), 0.3, BySteps.MET_IN_PART),
        ((False, True, False), 0.3, BySteps.MET_IN_PART),
        ((True, True, False), 0.301, BySteps.NOT_MET),
        ((True, True, False), None, BySteps.NOT_MET),
        ((True, False, False), 0.1, BySteps.NOT_MET),
        ((False,), 0.1, BySteps.NOT_MET),
        ((), None, BySteps.NOT_MET),
    ],
)
def test_the_last_step_is_met_and_the_one_before_counts_where_luck_seldom_does_it(reached, luck, says):
    assert rule(*reached, luck=luck).by_steps is says


def test_work_of_ones_own_is_no_luck():
    found = Rule([RuledStep(1, True, is_number=False), *steps(False)], 0.1, True, False, True)

    assert found.by_steps is BySteps.MET_IN_PART


@pytest.mark.parametrize(("real", "goes_on"), [(None, False), (0.6999, False), (0.7, True), (0.95, True)])
def test_while_progress_continues_a_plan_is_never_not_met(real, goes_on):
    found = rule(False, False, real=real)

    assert found.is_progress is goes_on
    left = ["met", "met_in_part", "extended"]
    assert offered(found) == [*left, "left"] if goes_on else [*left, "not_met", "withdrawn", "left"]


def test_withdrawing_is_free_until_the_plan_has_come_to_its_end():
    found = rule(False, False, real=0.9, has_ended=False)

    assert offered(found) == ["met", "met_in_part", "extended", "withdrawn", "left"]
    assert found.refuses("not_met") is Why.PROGRESS


def test_an_outcome_is_never_less_than_the_steps_say():
    assert offered(rule(True, True)) == ["met", "left"]
    assert offered(rule(True, False)) == ["met", "met_in_part", "extended", "left"]
    assert rule(True, False).refuses("not_met") is Why.STEPS_SAY_MORE


@pytest.mark.parametrize(
    ("reached", "left"),
    [
        ((True, True), ["met", "left"]),
        ((True, False), ["met_in_part", "left"]),
        ((False, False), ["not_met", "withdrawn", "left"]),
    ],
)
def test_after_an_extension_the_steps_alone_decide(reached, left):
    found = rule(*reached, real=0.99, is_extension=True)

    assert offered(found) == left
    assert found.refuses("extended") is Why.EXTENDED_ONCE
    assert not found.is_progress


def test_a_plan_without_the_rule_is_bound_to_one_extension_alone():
    assert offered(rule(True, True, real=0.99, is_signed=False)) == list(RESULTS)
    extension = rule(False, real=0.99, is_signed=False, is_extension=True)
    assert offered(extension) == [one for one in RESULTS if one != "extended"]


def formal(*reached, real=0.4, made=5, kept=4, missed=0, days_left=96, overridden=(), **more):
    """The rule of a formal plan, and which results are possible."""
    end = FormalEnd(Kept(made, kept), missed, days_left, frozenset(overridden))
    return rule(*reached, real=real, formal=end, **more)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, []),
        ({"made": 0, "kept": 0}, []),
        ({"kept": 3}, [Why.SUPPORT]),
        ({"missed": 1}, [Why.CHECK_INS]),
        ({"real": 0.6999}, []),
        ({"real": 0.7}, [Why.PROGRESS]),
        ({"real": 0.7, "kept": 3, "missed": 2}, [Why.PROGRESS, Why.SUPPORT, Why.CHECK_INS]),
        ({"real": 0.7, "kept": 3, "overridden": ["progress"]}, [Why.SUPPORT]),
        ({"real": 0.7, "kept": 3, "missed": 1, "overridden": ["progress", "support", "check_ins"]}, []),
        ({"has_ended": False, "missed": 1}, [Why.NOT_OVER]),
        # Where no extension is possible any more, the clause was kept.
        ({"real": 0.9, "is_extension": True}, []),
        ({"real": 0.9, "days_left": 27}, []),
        ({"real": 0.9, "days_left": 28}, [Why.PROGRESS]),
        ({"is_extension": True, "kept": 3}, [Why.SUPPORT]),
    ],
)
def test_a_formal_plan_is_not_met_once_it_was_helped_and_shows_no_progress(told, why):
    assert formal(False, False, **told).reasons_against("not_met") == why


def test_what_the_steps_say_of_a_formal_plan_is_never_overridden():
    every = ["progress", "support", "check_ins"]

    assert formal(True, False, overridden=every).refuses("not_met") is Why.STEPS_SAY_MORE
    assert formal(True, False, days_left=20, overridden=every).refuses("not_met") is Why.STEPS_DECIDE
    assert formal(False, False, real=0.7, overridden=every).refuses("withdrawn") is Why.PROGRESS


def test_a_formal_plan_is_extended_where_its_days_leave_four_weeks():
    assert formal(False, days_left=28).refuses("extended") is None
    assert formal(False, days_left=27).refuses("extended") is Why.NO_DAYS_LEFT
    assert extension_of(timedelta(weeks=12), days_left=96) == timedelta(days=42)
    assert extension_of(timedelta(weeks=14), days_left=30) == timedelta(days=30)
    assert extension_of(timedelta(weeks=14)) == timedelta(weeks=7)
