"""The money of each rate of a rep's funnel against the middle rep: parts of the same gap."""

import pytest

from plans.queries.money_gap import money_of_rates
from salesgym.numbers.queries.scorecard import metrics
from tests.plans.queries.test_money_gap import MIDDLE, ON, REP, gap, peers, role, someone, team

__all__ = ["role", "team"]
pytestmark = pytest.mark.django_db


def money(rep):
    """What each rate brings against the middle rep, by the key of its metric."""
    known = metrics()
    keys = {metric.pk: key for key, metric in known.items()}
    return {keys[pk]: amount for pk, amount in money_of_rates(rep, known, on=ON).items()}


def test_each_rate_has_the_money_that_the_gap_has_for_it(team, role):
    rep = someone(team, role, {**REP, "revenue": 18_000})
    peers(team, role)

    found, parts = money(rep), {factor.metric.key: factor.part for factor in gap(rep).factors}

    assert {*found} == {
        "answer_rate",
        "meeting_rate",
        "meeting_to_opportunity",
        "win_rate",
        "revenue_per_win",
    }
    for key in ("meeting_to_opportunity", "win_rate", "revenue_per_win"):
        assert found[key] == -parts[key]
    assert found["meeting_to_opportunity"] < 0 < found["revenue_per_win"]
    # Two thirds of the conversations from as many calls, but more of them become meetings; their calls are alike.
    assert found["answer_rate"] < 0 < found["meeting_rate"]
    assert found["answer_rate"] + found["meeting_rate"] == pytest.approx(
        -parts["meetings"], abs=gap(rep).unit
    )


def test_no_rate_has_money_under_five_peers_or_without_decided_deals(team, role):
    rep = someone(team, role, REP)
    peers(team, role, 4)
    assert money(rep) == {}

    peers(team, role, 1)
    assert money(rep) != {}
    assert money(someone(team, role, {**REP, "wins": 0, "decided": 0, "revenue": 0})) == {}


def test_a_rate_that_too_few_peers_know_is_left_out(team, role):
    rep = someone(team, role, REP)
    peers(team, role, numbers={key: value for key, value in MIDDLE.items() if key != "outreach"})

    assert {*money(rep)} == {"meeting_rate", "meeting_to_opportunity", "win_rate", "revenue_per_win"}
