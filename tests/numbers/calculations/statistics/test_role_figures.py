"""Spread and prior of a role from its reps' weeks, and what a rep is judged by where the role gives none."""

from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

import numpy as np
import pytest

from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate
from salesgym.numbers.calculations.statistics.role_figures import (
    KINDS,
    Figures,
    figures_for,
    prior_of,
    role_figures,
)
from salesgym.numbers.calculations.statistics.role_prior import average_prior, count_prior, share_prior
from salesgym.numbers.calculations.statistics.spread import deal_variation, money_spread, share_spread
from salesgym.numbers.calculations.weeks import rates
from tests.numbers.calculations.statistics import teams

UNTIL = date(2026, 11, 22)


def weeks_of(pairs, *, has_denominator=True):
    """Weeks up to UNTIL, oldest first; the second of a pair is the denominator, or is left out."""
    first = UNTIL - timedelta(days=6 + 7 * (len(pairs) - 1))
    return [
        rates.week(
            first + timedelta(weeks=place),
            None if pair is None else Decimal(str(pair[0])),
            Decimal(str(pair[1])) if has_denominator and pair is not None else None,
            has_denominator=has_denominator,
        )
        for place, pair in enumerate(pairs)
    ]


def told(reps, kind="ratio"):
    weeks = [weeks_of(rep, has_denominator=kind in {"ratio", "average"}) for rep in reps]
    return role_figures(weeks, kind, until=UNTIL)


@pytest.fixture
def team():
    return teams.shares(np.random.default_rng(51), phi=1.5, trials=20)[1]


def test_the_spread_is_that_of_26_weeks_and_the_prior_that_of_13(team):
    found = told([[(5, 5)] * 9 + rep for rep in team])

    phi = share_spread(team)
    recent = [Counted(*np.sum(rep[-13:], axis=0)) for rep in team]
    assert (found.kind, found.reps, found.until) == ("ratio", 13, UNTIL)
    assert found.spread == pytest.approx(phi)
    assert (found.prior.a, found.prior.b) == pytest.approx(
        (share_prior(recent, phi).a, share_prior(recent, phi).b)
    )


def test_reps_with_under_eight_weeks_of_the_newest_13_say_nothing(team):
    short = [None] * 6 + [(9, 10)] * 13 + [None] * 6 + [(9, 10)] * 1

    assert told([*team, short, [(9, 10)] * 7]) == told(team)
    assert told([*team, [(9, 10)] * 8]).reps == 14


def test_one_odd_week_does_not_change_what_a_ratio_is_and_sums_that_are_none_do(team):
    odd = [[*rep[:-1], (6, 2)] for rep in team]
    beyond = [(won + 40, tried) for won, tried in team[0]]

    assert told(odd).kind == "ratio"
    assert told([beyond, *team[1:]]).reps == 12
    averaged = told([[(won + 40, tried) for won, tried in rep] for rep in team])
    assert (averaged.kind, averaged.reps) == ("average", 13)
    assert isinstance(averaged.prior, NormalPrior)


def test_counts_and_money_a_week_have_a_gamma_prior():
    _true, counted = teams.counts(np.random.default_rng(52), phi=2.0, level=8)
    whole = [[(events, 1) for events, _worked in rep] for rep in counted]
    dear = [[(300 * events, 1) for events, _worked in rep] for rep in counted]

    count, money = told(whole, "count"), told(dear, "money")

    expected = count_prior([Rate(*np.sum(rep[-13:], axis=0)) for rep in whole], count.spread)
    assert (count.prior.a, count.prior.b) == pytest.approx((expected.a, expected.b))
    assert money.spread == pytest.approx(money_spread(dear))
    assert money.mean == pytest.approx(300 * count.mean)


def test_averages_have_a_normal_prior_and_the_variance_of_one_deal():
    deals = teams.deals(np.random.default_rng(53), variation=0.5, a_week=3)

    found = told(deals, "average")

    variation = deal_variation([[(round(total, 6), count) for total, count in rep] for rep in deals])
    expected = average_prior([Averaged(*np.sum(rep[-13:], axis=0)) for rep in deals], variation)
    assert found.prior.mean == pytest.approx(expected.mean)
    assert found.prior.variance == pytest.approx(expected.variance)
    assert found.spread == pytest.approx(variation * found.mean**2)


def test_a_prior_is_made_of_mean_and_variance_for_each_kind():
    assert prior_of("ratio", 0.2, 0.0016) == Prior(pytest.approx(19.8), pytest.approx(79.2))
    assert prior_of("count", 8, 2.56) == prior_of("money", 8, 2.56) == Prior(pytest.approx(25), 3.125)
    assert prior_of("average", 8_000, 1e6) == NormalPrior(8_000, 1e6)
    with pytest.raises(ValueError, match="no kind"):
        prior_of("rubric", 1, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_without_reps_a_role_has_no_figures(kind):
    with pytest.raises(NotEnoughYet, match="reps"):
        told([], kind)


@pytest.mark.parametrize("kind", ["money", "average"])
def test_amounts_that_never_vary_have_no_figures(kind):
    with pytest.raises(NotEnoughYet, match="weeks"):
        told([[(5, 1)] * 13] * 6, kind)


def test_a_role_in_which_nobody_succeeded_has_a_prior_and_no_spread():
    found = told([[(0, 10)] * 13] * 6)

    assert found.spread is None
    assert found.mean == pytest.approx(0.5 / 781)


def test_a_rep_is_judged_by_the_figures_of_their_role(team):
    role = told(team)

    assert figures_for(role, weeks_of(team[0]), "ratio", until=UNTIL) is role


def test_where_the_role_tells_no_spread_the_reps_own_weeks_do():
    role = Figures("ratio", 6, UNTIL, None, 0.01, 0.00001)
    own = [(0, 10), (9, 10), (1, 10), (8, 10)]

    found = figures_for(role, weeks_of(own), "ratio", until=UNTIL)

    assert found.spread == pytest.approx(share_spread([own]))
    assert found.spread > 5
    assert (found.mean, found.variance, found.reps) == (0.01, 0.00001, 6)


def test_a_rep_without_a_role_is_a_role_of_one(team):
    found = figures_for(None, weeks_of(team[0]), "ratio", until=UNTIL)

    own = Counted(*np.sum(team[0][-13:], axis=0))
    assert found.reps == 1
    assert found.spread == pytest.approx(share_spread([team[0]]))
    assert found.mean == pytest.approx(own.successes / own.trials)
    # Nobody has said how far reps lie apart, so their own numbers are hardly counted twice.
    assert sqrt(found.variance) == pytest.approx(found.mean / 2, rel=0.2)


def test_only_where_all_outcomes_are_alike_is_the_spread_one():
    none = weeks_of([(0, 10)] * 13)

    assert figures_for(None, none, "ratio", until=UNTIL).spread == 1
    assert (
        figures_for(Figures("ratio", 6, UNTIL, None, 0.01, 0.00001), none, "ratio", until=UNTIL).spread == 1
    )
    assert figures_for(Figures("ratio", 6, UNTIL, None, 0.01, 0.00001), [], "ratio", until=UNTIL).spread == 1


def test_a_rep_without_a_role_and_without_weeks_has_no_figures():
    with pytest.raises(NotEnoughYet):
        figures_for(None, weeks_of([(3, 10)]), "ratio", until=UNTIL)
