"""Any plan on any day gets a judgement: figures in their range, or a reason. Nothing raises."""

import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.forecast.facts import ForecastFacts, NumberFacts, StepFacts
from plans.calculations.forecast.inputs import ForecastInputs, MissingReason, PeerFigures
from plans.calculations.forecast.judgement import work_out
from plans.calculations.forecast.verdict import Verdict
from plans.calculations.status import StatusWord
from salesgym.numbers.calculations.statistics.improvement import probability_real
from salesgym.numbers.calculations.statistics.measured import Counted, Prior
from salesgym.numbers.calculations.weeks.calendar import WEEK

START = date(2026, 1, 5)
FOCUS, OTHER = 1, 2


def basis(**more):
    usual = {
        "kind": Kind.RATIO, "total": 50, "over": 260, "weeks": 13, "until": START - timedelta(days=1),
        "prior": (23.0, 92.0), "reps": 13, "spread": 1.2, "week_sizes": (20,) * 13, "goal": 0.28,
        "plan_weeks": 12, "lower_is_better": False, "seed": 7,
    }  # fmt: skip
    return Basis(**{**usual, **more})


def number(*pairs, **more):
    """The plan's weeks so far as (total, over); None for a week that nobody told."""
    totals = [pair[0] if pair else None for pair in pairs]
    over = [pair[1] if pair else None for pair in pairs]
    mondays = [START + place * WEEK for place in range(len(pairs))]
    return NumberFacts(more.pop("basis", basis()), mondays, totals, over, **more)


def step(pk=5, **more):
    usual = {
        "measure": "metric", "metric": FOCUS, "mark": 0.28, "weeks": 4, "due_on": START + timedelta(days=81),
        "until": 12, "on_time_until": 12, "is_reached": False,
    }  # fmt: skip
    return StepFacts(pk, **{**usual, **more})


def facts(own, *, weeks_in=4, steps=(), **more):
    on = START + weeks_in * WEEK
    usual = {
        "plan": 7, "plan_status": "active", "on": on, "starts_on": START,
        "ends_on": START + timedelta(days=81), "weeks_in": weeks_in, "metric": FOCUS, "numbers": {FOCUS: own},
        "steps": steps or (step(),), "last_number_on": on - timedelta(days=1),
    }  # fmt: skip
    return ForecastFacts(**{**usual, **more})


CLIMBING = number((5, 20), (6, 20), (5, 20), (7, 20))
FLAT = number((4, 20), (3, 20), (4, 20), (4, 20))


def test_the_same_facts_give_the_same_figures():
    assert work_out(facts(CLIMBING)) == work_out(facts(CLIMBING))


def test_real_is_what_the_arithmetic_says_of_these_weeks():
    found = work_out(facts(CLIMBING))
    level = basis().level

    assert found.expected == level.expected
    assert found.real == probability_real(
        own=Counted(50, 260),
        peers=Prior(23, 92),
        successes=[5, 6, 5, 7],
        trials=[20] * 4,
        gap=0.28 - level.expected,
        plan_weeks=12,
        spread=1.2,
    )
    assert work_out(facts(FLAT)).real < 0.5 < found.real


def test_what_the_others_changed_is_taken_out():
    changed = replace(CLIMBING, peers=PeerFigures(9, 0.2, 0.26, change=0.34))

    assert work_out(facts(changed)).real < work_out(facts(CLIMBING)).real


def test_each_open_step_has_two_chances_and_the_end_is_no_less_likely():
    early = step(5, mark=0.24, on_time_until=6)
    found = work_out(facts(number((4, 20), (5, 20), (4, 20), (5, 20)), steps=(early, step(6))))

    first, last = found.inputs.steps
    assert (first.milestone, last.milestone) == (5, 6)
    assert first.by_date < first.by_end
    assert last.by_date == last.by_end < first.by_end
    assert found.step == first


def test_reached_steps_and_steps_without_a_chance_are_passed_over():
    done = step(6, measure="done", metric=None, mark=None)
    found = work_out(facts(CLIMBING, steps=(step(5, is_reached=True), done, step(7))))

    assert [one.milestone for one in found.inputs.steps] == [6, 7]
    assert found.inputs.of(6).why.reason == MissingReason.BY_HAND
    assert found.step.milestone == 7


def test_a_plan_with_nothing_left_to_count_is_on_track():
    found = work_out(facts(FLAT, steps=(step(6, measure="done", metric=None, mark=None),), weeks_in=8))

    assert found.step is None
    assert found.status == StatusWord.ON_TRACK


def test_a_small_chance_needs_a_push():
    found = work_out(facts(FLAT, running="on_track"))

    assert found.step.by_end < 0.45
    assert found.status == StatusWord.NEEDS_A_PUSH
    assert found.inputs.is_pushed
    assert found.inputs.running == "needs_a_push"


def test_a_paused_plan_keeps_whether_it_was_pushed():
    found = work_out(facts(FLAT, plan_status="paused", running="needs_a_push", is_pushed=True))

    assert found.status == StatusWord.PAUSED
    assert found.inputs.is_pushed
    assert found.inputs.running == "needs_a_push"
    assert found.inputs.of(5).why.reason == MissingReason.PAUSED


def test_a_count_since_the_start_asks_for_the_sum():
    counting = basis(
        kind=Kind.COUNT, total=130, over=13, prior=(25.0, 2.5), week_sizes=(1.0,) * 13, goal=12, spread=1.5
    )
    own = number((10, 1), (11, 1), (9, 1), (10, 1), basis=counting)
    near, far = step(5, measure="count", mark=60), step(6, measure="count", mark=400)
    found = work_out(facts(own, steps=(near, far)))

    assert found.inputs.of(5).by_end > 0.95
    assert found.inputs.of(6).by_end < 0.05


def test_a_step_of_another_number_is_asked_of_its_own_weeks():
    other = number((10, 1), (30, 1), basis=basis(
        kind=Kind.COUNT, total=130, over=13, prior=(25.0, 2.5), week_sizes=(1.0,) * 13, goal=12, spread=1.5
    ))  # fmt: skip
    found = work_out(
        facts(CLIMBING, numbers={FOCUS: CLIMBING, OTHER: other}, steps=(step(5, metric=OTHER, mark=12),))
    )

    assert found.step.by_end > 0.5


def test_late_numbers_leave_a_chance_for_two_weeks_after_the_end():
    late = facts(CLIMBING, weeks_in=13)

    assert work_out(late).step is not None
    assert work_out(replace(late, on=START + 15 * WEEK)).inputs.of(5).why.reason == MissingReason.DATE_PASSED


def test_before_the_first_full_week_it_says_what_is_missing():
    found = work_out(facts(number(), weeks_in=0))

    assert found.real is None
    assert found.inputs.why["real"].reason == MissingReason.NOT_ENOUGH
    assert found.verdict == ""
    assert found.step.by_end is not None


def test_without_a_basis_it_says_so():
    found = work_out(facts(number(basis=None)))

    assert (found.real, found.expected, found.step) == (None, None, None)
    assert found.inputs.why["real"].reason == MissingReason.NO_BASELINE
    assert found.inputs.of(5).why.reason == MissingReason.NO_BASELINE


def test_improved_stands_with_its_day():
    day = START + timedelta(days=20)
    found = work_out(facts(FLAT, weeks_in=8, improved_on=day))

    assert found.verdict == Verdict.IMPROVED
    assert found.inputs.improved_on == day


def test_weeks_before_the_plan_count_for_plans_of_the_earlier_rule():
    alone = work_out(facts(number((7, 20), (7, 20)), weeks_in=2, steps=(step(until=3, on_time_until=3),)))
    beside = number((7, 20), (7, 20), earlier=[(7, 20)] * 3)
    with_them = work_out(facts(beside, weeks_in=2, steps=(step(until=3, on_time_until=3),)))

    assert alone.step.by_end == 0
    assert with_them.step.by_end > 0.5


PAIR = st.none() | st.tuples(st.integers(0, 20), st.integers(20, 40))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(Kind),
    lower=st.booleans(),
    pairs=st.lists(PAIR, max_size=12),
    weeks_in=st.integers(-1, 16),
    mark=st.floats(0, 1),
    measure=st.sampled_from(["metric", "count", "done"]),
    until=st.integers(0, 12),
    status=st.sampled_from(["active", "paused", "in_review"]),
    goal=st.floats(0.01, 0.99),
    spread=st.floats(0.01, 5),
)
def test_whatever_the_numbers_are_there_is_a_figure_or_a_reason(
    kind, lower, pairs, weeks_in, mark, measure, until, status, goal, spread
):
    judged = basis(kind=kind, goal=goal, lower_is_better=lower, spread=spread)
    own = number(*pairs, basis=judged)
    asked = step(mark=mark, measure=measure, until=until, on_time_until=min(until, 4))
    found = work_out(facts(own, weeks_in=weeks_in, steps=(asked,), plan_status=status))

    assert (found.real is None) == ("real" in found.inputs.why)
    assert found.real is None or 0 <= found.real <= 1
    chances = found.inputs.of(5)
    assert (chances.by_end is None) == (chances.why is not None)
    assert chances.by_end is None or 0 <= chances.by_date <= chances.by_end <= 1
    kept = json.loads(json.dumps(found.inputs.to_json(), allow_nan=False))
    assert ForecastInputs.from_json(kept) == found.inputs
