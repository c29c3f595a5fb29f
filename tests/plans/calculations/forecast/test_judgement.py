"""Any plan on any day gets a forecast: figures in their range, or a reason. Nothing raises."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.calculations.forecast.facts import ForecastFacts, Line, PeerLines, Signed, StepNow, signed_before
from plans.calculations.forecast.inputs import ForecastInputs, Form, MissingReason
from plans.calculations.forecast.judgement import RUNNING, work_out
from plans.calculations.progress import Pace, StatusWord
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import WEEK

START = date(2026, 1, 5)
NOT_SIGNED = Signed(None, None, None, None, None)


def weeks(pairs, *, has_denominator=True, start=START - 13 * WEEK):
    """One week for each pair of successes and trials; None for a week that nobody told."""
    return [
        rates.week(
            start + place * WEEK,
            None if pair is None else Decimal(pair[0]),
            None if pair is None or not has_denominator else Decimal(pair[1]),
            has_denominator=has_denominator,
        )
        for place, pair in enumerate(pairs)
    ]


def facts(line, *, weeks_in=3, target=0.26, measure="metric", due_weeks=4, **more):
    on = START + weeks_in * WEEK
    due_on = START + due_weeks * WEEK - timedelta(days=3)
    step = StepNow(5, measure, target, due_on, START + due_weeks * WEEK, line)
    pace = Pace(starts_on=START, step_due_on=due_on, weeks_in=weeks_in, last_number_on=on - timedelta(days=1))
    usual = {"target": 0.28, "signed": NOT_SIGNED, "step": step, "pace": pace}
    return ForecastFacts(
        **{
            "plan": 7,
            "plan_status": "active",
            "on": on,
            "starts_on": START,
            "counts_before": START + 12 * WEEK,
            "window_weeks": 4,
            "line": line,
            **usual,
            **more,
        }
    )


RATIO = Line("ratio", False, weeks([(4, 20)] * 13 + [(5, 20), (6, 20), (5, 20)]))
PEERS = PeerLines([Counted(40 + 5 * place, 250) for place in range(8)], 0.23, 0.24)


def test_the_same_facts_give_the_same_figures():
    assert work_out(facts(RATIO)) == work_out(facts(RATIO))


def test_before_is_compared_with_the_peers_and_expected_lies_between():
    alone, among = work_out(facts(RATIO)), work_out(facts(RATIO, peers=PEERS))

    assert alone.expected is None
    assert alone.inputs.why["expected"].reason == MissingReason.NOT_ENOUGH
    assert 0.2 < among.expected < among.inputs.peers.mean
    assert among.improved < alone.improved
    assert among.inputs.unchanged == among.expected


def test_a_target_that_would_come_back_anyway_has_no_verdict():
    found = work_out(replace(facts(RATIO, peers=PEERS), target=0.2))

    assert found.verdict == ""
    assert found.inputs.why["verdict"].reason == MissingReason.TARGET_IS_EXPECTED


def test_numbers_that_are_late_are_still_to_come():
    late = Line("ratio", False, [*RATIO.weeks[:-1], *weeks([None], start=START + 2 * WEEK)])

    assert work_out(facts(RATIO)).inputs.ahead.weeks_left == 1
    assert work_out(facts(late)).inputs.ahead.weeks_left == 2


def test_more_successes_than_trials_make_a_ratio_an_average():
    line = Line("ratio", False, weeks([(4, 20)] * 12 + [(3, 2)] + [(5, 20)] * 3))
    found = work_out(facts(line))

    assert found.inputs.ahead.so_far.form == Form.VALUES
    assert found.chance is not None
    assert found.inputs.why["verdict"].reason == MissingReason.NO_METHOD


@pytest.mark.parametrize(("per_week", "is_likely"), [(9, True), (12, False)])
def test_a_count_is_asked_over_the_weeks_of_its_window(per_week, is_likely):
    line = Line("count", False, weeks([(10, 0)] * 16, has_denominator=False))
    found = work_out(facts(line, target=per_week))

    assert (found.chance > 0.6) is is_likely
    assert found.inputs.since.value == 10


def test_a_sum_since_the_start_counts_from_the_first_week():
    line = Line("count", False, weeks([(10, 0)] * 16, has_denominator=False))
    found = work_out(facts(line, target=60, measure="count", due_weeks=8))

    assert found.inputs.ahead.so_far.total == 30
    assert found.inputs.ahead.weeks_left == 5
    assert found.chance > 0.9


def test_fewer_is_better_where_the_metric_says_so():
    line = Line("average", True, weeks([(140, 10)] * 13 + [(110, 10), (120, 10), (100, 10)]))

    assert work_out(facts(line, target=12)).chance > work_out(facts(line, target=9)).chance


def test_the_signed_counts_are_the_baseline():
    signed = Signed(0.22, 54, 247, 13, START - timedelta(days=1))
    told = signed_before(RATIO, facts(RATIO, signed=signed))

    assert (told.total, told.over, told.first_on) == (54, 247, START - 13 * WEEK)


def test_a_word_that_pace_spoke_before_the_first_forecast_is_news():
    pace = replace(
        facts(RATIO).pace, step_target=Decimal("0.40"), baseline=Decimal("0.2"), current=Decimal("0.3")
    )
    found = work_out(facts(RATIO, target=0.40, pace=pace))

    assert found.status == StatusWord.NEEDS_A_PUSH
    assert found.was in {"", "on_track"}
    assert work_out(facts(RATIO, target=0.40, pace=pace, running="needs_a_push")).was == ""
    assert work_out(facts(RATIO, target=0.40, pace=pace, running="on_track")).was == "on_track"


PAIR = st.none() | st.tuples(st.integers(0, 40), st.integers(0, 40))
LINE = st.builds(
    lambda kind, lower, pairs: Line(kind, lower, weeks(pairs, has_denominator=kind in {"ratio", "average"})),
    st.sampled_from(["ratio", "count", "money", "average"]),
    st.booleans(),
    st.lists(PAIR, max_size=24),
)
PEER = st.builds(Counted, st.integers(0, 20), st.integers(20, 60)) | st.builds(
    Rate, st.integers(0, 60), st.integers(0, 13)
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    line=LINE,
    weeks_in=st.integers(-1, 12),
    target=st.floats(0, 50),
    measure=st.sampled_from(["metric", "count"]),
    due_weeks=st.integers(1, 12),
    status=st.sampled_from(["active", "paused", "in_review"]),
    goal=st.none() | st.floats(0, 50),
    peers=st.lists(PEER, max_size=9),
)
def test_whatever_the_numbers_are_there_is_a_figure_or_a_reason(
    line, weeks_in, target, measure, due_weeks, status, goal, peers
):
    given_facts = facts(line, weeks_in=weeks_in, target=target, measure=measure, due_weeks=due_weeks)
    found = work_out(replace(given_facts, plan_status=status, target=goal, peers=PeerLines(peers)))

    for figure in ("chance", "improved", "expected"):
        value = getattr(found, figure)
        assert (value is None) == (figure in found.inputs.why)
        assert value is None or figure == "expected" or 0 <= value <= 1
    assert (found.verdict == "") == ("verdict" in found.inputs.why)
    assert found.was == "" or found.status in RUNNING
    assert (
        ForecastInputs.from_json(json.loads(json.dumps(found.inputs.to_json(), allow_nan=False)))
        == found.inputs
    )
