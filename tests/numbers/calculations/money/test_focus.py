import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.errors import NoAnswer
from salesgym.numbers.calculations.money.focus import Candidate, Reason, Side, rank, suggestion
from salesgym.numbers.calculations.money.gap import Funnel, split

ATTEMPTS = Candidate("attempts", 3_587, 0.9, 1)
CONVERSION = Candidate("conversion", 3_934, 0.6, 0.6)
WIN_RATE = Candidate("win_rate", 1_303, 0.2, 0.3)
DEAL_SIZE = Candidate("deal_size", 338, 0.4, 0.3)
SHARES = st.floats(0, 1)
CANDIDATES = st.lists(
    st.builds(Candidate, st.text(max_size=4), st.floats(-1e6, 1e6), SHARES, SHARES), max_size=9
)


def test_three_candidates_stand_by_gap_times_chance_times_control():
    ranked = rank([DEAL_SIZE, WIN_RATE, CONVERSION, ATTEMPTS])

    assert [focus.candidate.metric for focus in ranked] == ["attempts", "conversion", "win_rate"]
    assert [focus.score for focus in ranked] == pytest.approx([3228.3, 1416.24, 78.18])
    assert ranked[0].share_of_loss == pytest.approx(3_587 / 9_162)


def test_each_candidate_says_what_speaks_for_it_and_against_it():
    reasons = {focus.candidate.metric: focus.reasons for focus in rank([ATTEMPTS, CONVERSION, WIN_RATE])}

    assert reasons == {
        "attempts": (Reason.SHOWS_SOONEST, Reason.MOST_IN_HAND),
        "conversion": (Reason.LARGEST_GAP,),
        "win_rate": (Reason.HARD_TO_TELL, Reason.BUYER_DECIDES),
    }


def test_where_no_money_is_lost_there_is_no_focus():
    assert rank([]) == ()
    assert rank([Candidate("attempts", 0, 1, 1), Candidate("win_rate", -500, 1, 0.3)]) == ()


def test_what_can_never_show_is_no_focus():
    assert rank([Candidate("win_rate", 500, 0, 0.3)]) == ()


@given(CANDIDATES)
def test_the_ranking_is_by_score_and_never_longer_than_three(candidates):
    ranked = rank(candidates)

    assert len(ranked) <= 3
    assert [focus.score for focus in ranked] == sorted((focus.score for focus in ranked), reverse=True)
    assert all(0 < focus.share_of_loss <= 1 + 1e-9 for focus in ranked)


@pytest.mark.parametrize(
    "bad",
    [
        Candidate("x", math.nan, 0.5, 1),
        Candidate("x", 1e300, 0.5, 1),
        Candidate("x", 1, -0.5, 1),
        Candidate("x", 1, math.nan, 1),
        Candidate("x", 1, 0.5, 1.5),
    ],
)
def test_impossible_candidates_are_refused(bad):
    with pytest.raises((NoAnswer, ValueError)):
        rank([ATTEMPTS, bad])


def test_a_list_without_lines_is_refused():
    with pytest.raises((NoAnswer, ValueError)):
        rank([ATTEMPTS], most=0)


def test_the_side_of_the_loss_suggests_what_to_ask_about():
    few_attempts = split(rep=Funnel(100, 0.04, 0.22, 8200), benchmark=Funnel(260, 0.04, 0.22, 8200))
    few_wins = split(rep=Funnel(260, 0.04, 0.10, 8200), benchmark=Funnel(260, 0.04, 0.22, 8200))
    both = split(rep=Funnel(200, 0.03, 0.20, 8000), benchmark=Funnel(260, 0.04, 0.22, 8200))

    assert suggestion(few_attempts, has_few_leads=True) is Side.VOLUME
    assert suggestion(few_wins, has_few_leads=True) is Side.SKILL
    assert suggestion(both, has_few_leads=False) is Side.SKILL
    assert suggestion(both, has_few_leads=True) is Side.PATCH
    assert suggestion({**both, "deal_size": 1e9}, has_few_leads=True) is Side.SIZE


def test_without_a_loss_nothing_is_suggested():
    assert suggestion({}, has_few_leads=True) is Side.NONE
    assert suggestion({"attempts": 5, "opportunities": -6}, has_few_leads=True) is Side.NONE
    assert suggestion({"attempts": -5, "win_rate": 0}, has_few_leads=True) is Side.NONE


def test_parts_that_are_no_numbers_suggest_nothing():
    with pytest.raises((NoAnswer, ValueError)):
        suggestion({"attempts": math.nan}, has_few_leads=False)
