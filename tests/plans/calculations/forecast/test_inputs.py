import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.forecast.inputs import (
    ForecastInputs,
    Measurement,
    MissingReason,
    PeerFigures,
    StepChances,
    Why,
)
from salesgym.errors import NoAnswer, NotEnoughYet, Obstacle

DAYS = st.none() | st.dates()
SOUND = st.floats(allow_nan=False, allow_infinity=False)
SHARE = st.floats(0, 1)
WHYS = st.builds(
    Why, st.sampled_from(MissingReason), st.text(), SOUND, SOUND | st.just(float("inf")), st.text()
)
TOLD = st.builds(Measurement, st.sampled_from(Kind), SOUND, SOUND, st.integers(0, 80), DAYS, DAYS)
BASIS = st.builds(
    Basis,
    kind=st.sampled_from(Kind),
    total=SOUND,
    over=SOUND,
    weeks=st.integers(0, 26),
    until=DAYS,
    prior=st.tuples(SOUND, SOUND),
    reps=st.integers(0, 60),
    spread=SOUND,
    week_sizes=st.lists(SOUND, max_size=4).map(tuple),
    goal=SOUND,
    plan_weeks=st.integers(1, 26),
    lower_is_better=st.booleans(),
    seed=st.integers(0, 2**40),
)
INPUTS = st.builds(
    ForecastInputs,
    on=st.dates(),
    weeks_in=st.integers(0, 80),
    seed=st.integers(0, 2**40),
    metric=st.none() | st.integers(1, 9),
    bases=st.dictionaries(st.integers(1, 9), BASIS, max_size=2),
    since=st.none() | TOLD,
    likely=st.none() | st.tuples(SOUND, SOUND, SOUND),
    peers=st.builds(PeerFigures, st.integers(0, 60), st.none() | SOUND, st.none() | SOUND, SOUND),
    steps=st.lists(
        st.builds(StepChances, st.integers(1), st.none() | SHARE, st.none() | SHARE, st.none() | WHYS),
        max_size=3,
    ).map(tuple),
    running=st.sampled_from(["", "on_track"]),
    is_pushed=st.booleans(),
    improved_on=DAYS,
    why=st.dictionaries(st.sampled_from(["real", "expected"]), WHYS),
)


@given(INPUTS)
def test_what_is_kept_comes_back_as_it_was(inputs):
    kept = json.loads(json.dumps(inputs.to_json(), allow_nan=False))

    assert ForecastInputs.from_json(kept) == inputs


@pytest.mark.parametrize("kept", [{}, {"on": "2026-01-05"}])
def test_another_shape_is_refused(kept):
    with pytest.raises(KeyError):
        ForecastInputs.from_json(kept)


def test_a_refusal_comes_back_as_it_was_raised():
    missing = Why(MissingReason.NOT_ENOUGH, have=3, need=4, unit="weeks")

    assert isinstance(missing.refusal, NotEnoughYet)
    assert (missing.refusal.have, missing.refusal.need) == (3, 4)
    assert Why(MissingReason.REFUSED, text=Obstacle.NOT_A_SHARE).refusal.obstacle == Obstacle.NOT_A_SHARE
    assert not isinstance(Why(MissingReason.REFUSED, text="An earlier sentence.").refusal, NoAnswer)
    assert Why(MissingReason.BY_HAND).refusal is None


def test_the_time_before_is_what_it_is_judged_by():
    basis = Basis(
        kind=Kind.RATIO, total=41, over=187, weeks=13, until=date(2026, 1, 4), prior=(20, 80), reps=12,
        spread=1.3, week_sizes=(19,), goal=0.26, plan_weeks=12, lower_is_better=False, seed=7,
    )  # fmt: skip
    inputs = ForecastInputs(on=date(2026, 2, 2), weeks_in=4, seed=7, metric=3, bases={3: basis})

    assert inputs.before == Measurement(Kind.RATIO, 41, 187, 13, until=date(2026, 1, 4))
    assert inputs.basis.start == pytest.approx(41 / 187)
    assert inputs.basis.prior_mean == pytest.approx(0.2)


@pytest.mark.parametrize(("prior", "kind", "mean"), [((6, 2), Kind.COUNT, 3), ((9, 4), Kind.AVERAGE, 9)])
def test_where_the_role_stands_follows_from_the_prior_of_its_kind(prior, kind, mean):
    basis = Basis(
        kind=kind, total=1, over=1, weeks=1, until=None, prior=prior, reps=5, spread=1.0, week_sizes=(1,),
        goal=4, plan_weeks=8, lower_is_better=False, seed=1,
    )  # fmt: skip

    assert basis.prior_mean == mean
