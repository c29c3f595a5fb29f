import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.forecast.inputs import (
    Ahead,
    ForecastInputs,
    Form,
    Measurement,
    MissingReason,
    PeerFigures,
    Why,
)
from salesgym.errors import NoAnswer, NotEnoughYet, Obstacle
from salesgym.numbers.calculations.statistics.measured import Counted, Rate, Weekly

DAYS = st.none() | st.dates()
SOUND = st.floats(allow_nan=False, allow_infinity=False)
TOLD = st.builds(
    Measurement,
    st.sampled_from(Form),
    SOUND,
    SOUND,
    SOUND,
    DAYS,
    DAYS,
    SOUND,
    st.lists(SOUND, max_size=3).map(tuple),
)
INPUTS = st.builds(
    ForecastInputs,
    on=st.dates(),
    weeks_in=st.integers(0, 80),
    seed=st.integers(0, 2**40),
    ahead=st.none()
    | st.builds(
        Ahead, st.integers(1), st.sampled_from(["metric", "count", "done"]), st.none() | SOUND, st.dates(),
        DAYS, DAYS, st.none() | TOLD, st.integers(0, 30), st.booleans(),
    ),
    before=st.none() | TOLD,
    since=st.none() | TOLD,
    peers=st.builds(PeerFigures, st.integers(0, 60), st.none() | SOUND, st.none() | SOUND, st.none() | SOUND),
    unchanged=st.none() | SOUND,
    hoped=st.none() | SOUND,
    likely=st.none() | st.tuples(SOUND, SOUND, SOUND),
    running=st.sampled_from(["", "on_track"]),
    why=st.dictionaries(
        st.sampled_from(["chance", "improved"]),
        st.builds(Why, st.sampled_from(MissingReason), st.text(), SOUND, SOUND | st.just(float("inf")), st.text()),
    ),
)  # fmt: skip


@given(INPUTS)
def test_what_is_kept_comes_back_as_it_was(inputs):
    kept = json.loads(json.dumps(inputs.to_json(), allow_nan=False))

    assert ForecastInputs.from_json(kept) == inputs


def test_an_empty_one_is_nothing_that_was_kept():
    with pytest.raises(KeyError):
        ForecastInputs.from_json({})


def test_what_was_told_is_measured_in_its_own_form():
    assert Measurement(Form.SHARE, 41, 187, 13).measured == Counted(41, 187)
    assert Measurement(Form.COUNT, 41, 12.6, 13, dispersion=1.5).measured == Rate(41, 12.6, 1.5)
    assert Measurement(Form.VALUES, 41, 2, 2, values=(20.0, 21.0)).measured == Weekly((20.0, 21.0))


def test_nothing_over_nothing_has_no_value():
    assert Measurement(Form.SHARE, 0, 0, 0).value is None
    assert Measurement(Form.SHARE, 1, 4, 1, date(2026, 1, 5), date(2026, 1, 11)).value == 0.25


def test_only_refusals_of_the_arithmetic_come_back_as_refusals():
    missing = Why(MissingReason.NOT_ENOUGH, have=2, need=4, unit="weeks").refusal
    refused = Why(MissingReason.REFUSED, Obstacle.NOT_WHOLE).refusal

    assert isinstance(missing, NotEnoughYet)
    assert (missing.have, missing.need) == (2, 4)
    assert isinstance(refused, NoAnswer)
    assert refused.obstacle is Obstacle.NOT_WHOLE
    assert Why(MissingReason.BY_HAND).refusal is None


def test_a_sentence_that_an_earlier_release_stored_is_still_said():
    assert str(Why(MissingReason.REFUSED, "The target is below zero.").refusal) == "The target is below zero."
