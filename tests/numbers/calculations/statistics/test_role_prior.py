import math
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from salesgym.errors import NoAnswer, NotEnoughYet
from salesgym.numbers.calculations.statistics.measured import Averaged, Counted, NormalPrior, Prior, Rate
from salesgym.numbers.calculations.statistics.role_prior import (
    average_prior,
    beta_prior,
    count_prior,
    gamma_prior,
    money_prior,
    share_prior,
)
from salesgym.numbers.calculations.statistics.shrinkage import expected_without_help
from tests.hostile_numbers import numbers_in, spoiled
from tests.numbers.calculations.statistics import teams

TEAM = [(9, 60), (14, 60), (11, 50), (16, 70), (8, 60), (19, 65)]


def sums(rep):
    return tuple(np.sum(rep, axis=0))


def sd_of_share(prior):
    return sqrt(prior.mean * (1 - prior.mean) / (prior.weight + 1))


def weighed_variance(points, logs):
    """The mean of s^2 by scipy's own densities, as a second implementation."""
    weights = np.exp(np.array(logs) - max(logs))
    return float(np.average(np.array(points) ** 2, weights=weights))


def test_the_share_prior_is_that_of_scipys_beta_binomial():
    prior = share_prior([Counted(*pair) for pair in TEAM])

    mean = sum(won for won, _tried in TEAM) / sum(tried for _won, tried in TEAM)
    points = [0.5 * min(mean, 0.9 * sqrt(mean * (1 - mean))) * place / 40 for place in range(1, 41)]
    logs = [
        sum(
            stats.betabinom.logpmf(
                won, tried, *(part * (mean * (1 - mean) / s**2 - 1) for part in (mean, 1 - mean))
            )
            for won, tried in TEAM
        )
        for s in points
    ]
    assert prior.mean == pytest.approx(mean)
    assert sd_of_share(prior) ** 2 == pytest.approx(weighed_variance(points, logs), rel=1e-6)


def test_the_count_prior_is_that_of_scipys_negative_binomial():
    team = [(26, 13.0), (40, 12.6), (31, 13.0), (22, 11.0), (52, 13.0)]

    prior = count_prior([Rate(*pair) for pair in team])

    mean = sum(events for events, _weeks in team) / sum(weeks for _events, weeks in team)
    points = [0.5 * mean * place / 40 for place in range(1, 41)]
    logs = [
        sum(
            stats.nbinom.logpmf(events, mean**2 / s**2, (mean / s**2) / (mean / s**2 + weeks))
            for events, weeks in team
        )
        for s in points
    ]
    assert prior.a / prior.b == pytest.approx(mean)
    assert prior.a / prior.b**2 == pytest.approx(weighed_variance(points, logs), rel=1e-6)


def test_the_prior_of_an_average_is_that_of_scipys_normal():
    team = [(90_000, 10), (70_000, 11), (120_000, 12), (50_000, 8)]

    prior = average_prior([Averaged(*pair) for pair in team], 0.5)

    values = [total / count for total, count in team]
    mean = sum(values) / 4
    points = [0.5 * mean * place / 40 for place in range(1, 41)]
    logs = [
        sum(
            stats.norm.logpdf(total / count, mean, sqrt(s**2 + 0.5 * mean**2 / count))
            for total, count in team
        )
        for s in points
    ]
    assert prior.mean == pytest.approx(mean)
    assert prior.variance == pytest.approx(weighed_variance(points, logs), rel=1e-6)


def test_money_has_the_prior_of_a_count_in_units_of_its_phi():
    reps = [(26.0, 13.0), (40.0, 12.6), (31.0, 13.0), (22.0, 11.0), (52.0, 13.0)]

    counted = count_prior([Rate(*pair) for pair in reps])
    money = money_prior([Rate(3_000 * amount, weeks) for amount, weeks in reps], 3_000)

    assert money.a == pytest.approx(counted.a)
    assert money.b == pytest.approx(counted.b / 3_000)


def test_sums_over_phi_say_less_and_leave_the_mean():
    reps = [Counted(*pair) for pair in TEAM]
    halved = [Counted(one.successes / 2, one.trials / 2) for one in reps]

    assert share_prior(reps, 2.0) == share_prior(halved)
    assert share_prior(reps, 2.0).mean == pytest.approx(share_prior(reps).mean)


@pytest.mark.parametrize("phi", [1, 1.5])
@pytest.mark.parametrize("trials", [8, 25, 60])
def test_the_prior_of_thirteen_reps_has_the_truth_of_the_role_on_average(phi, trials):
    """Beta(.20, sd .04): the mean within .004, the standard deviation within .007. It lies a little high where little
    is known, which is the safe side: a rep is not drawn to the role more than the role knows."""
    random = np.random.default_rng(31)
    priors = []
    for _team in range(100):
        _true, reps = teams.shares(random, phi=phi, trials=trials, weeks=13)
        priors.append(share_prior([Counted(*sums(rep)) for rep in reps], phi))

    assert np.mean([prior.mean for prior in priors]) == pytest.approx(0.20, abs=0.004)
    assert sqrt(np.mean([sd_of_share(prior) ** 2 for prior in priors])) == pytest.approx(0.042, abs=0.005)


def test_the_prior_of_counts_has_the_truth_of_the_role_on_average():
    random = np.random.default_rng(32)
    priors = []
    for _team in range(100):
        _true, reps = teams.counts(random, phi=1.5, level=8, weeks=13)
        priors.append(count_prior([Rate(*sums(rep)) for rep in reps], 1.5))

    assert np.mean([prior.a / prior.b for prior in priors]) == pytest.approx(8, rel=0.02)
    assert sqrt(np.mean([prior.a / prior.b**2 for prior in priors])) == pytest.approx(1.6, rel=0.12)


def test_the_prior_of_averages_has_the_truth_of_the_role_on_average():
    """The standard deviation lies up to a fifth high at three deals a week: see the shares above."""
    random = np.random.default_rng(33)
    priors = []
    for _team in range(100):
        reps = teams.deals(random, variation=0.5, a_week=3, weeks=13)
        priors.append(average_prior([Averaged(*sums(rep)) for rep in reps], 0.5))

    assert np.mean([prior.mean for prior in priors]) == pytest.approx(8_000, rel=0.02)
    assert sqrt(np.mean([prior.variance for prior in priors])) == pytest.approx(1_760, rel=0.09)


@pytest.mark.parametrize("trials", [8, 25, 60])
def test_leaving_out_the_worst_puts_the_rest_four_to_seven_percent_too_high(trials):
    """Teams of seven, the plan opened for the one with the lowest share: why all reps are in the prior."""
    random = np.random.default_rng(34)
    rest, everybody = [], []
    for _team in range(400):
        _true, reps = teams.shares(random, phi=1.5, trials=trials, reps=7, weeks=13)
        known = sorted((Counted(*sums(rep)) for rep in reps), key=lambda one: one.successes / one.trials)
        rest.append(share_prior(known[1:], 1.5).mean)
        everybody.append(share_prior(known, 1.5).mean)

    assert 1.04 < np.mean(rest) / 0.20 < 1.07
    assert np.mean(everybody) == pytest.approx(0.20, rel=0.01)


@pytest.mark.parametrize(("trials", "within"), [(8, 0.014), (25, 0.006), (60, 0.004)])
def test_what_is_expected_of_the_worst_of_seven_is_nearly_what_they_truly_are(trials, within):
    """Seven reps with few trials leave the spread between them open up to .05, so the worst is expected a point low."""
    random = np.random.default_rng(35)
    raw, expected, truth = [], [], []
    for _team in range(300):
        true, reps = teams.shares(random, phi=1.5, trials=trials, reps=7, weeks=13)
        known = [Counted(*sums(rep)) for rep in reps]
        worst = min(range(7), key=lambda place: known[place].successes / known[place].trials)
        raw.append(known[worst].successes / known[worst].trials)
        expected.append(expected_without_help(known[worst], share_prior(known, 1.5), 1.5))
        truth.append(true[worst])

    assert np.mean(expected) == pytest.approx(np.mean(truth), abs=within)
    assert abs(np.mean(raw) - np.mean(truth)) > 1.5 * abs(np.mean(expected) - np.mean(truth))


def test_one_rep_alone_leaves_the_widest_spread_between_reps_open():
    """So that their own numbers, which the mean comes from, hardly count twice."""
    assert sd_of_share(share_prior([Counted(20, 100)])) == pytest.approx(0.1)
    assert average_prior([Averaged(20, 100)], 4.0) == NormalPrior(0.2, pytest.approx(0.01))
    counted = count_prior([Rate(20, 100)])
    assert (counted.a, counted.b) == pytest.approx((4, 20))


@pytest.mark.parametrize("reps", [2, 3, 4])
def test_a_few_reps_cannot_show_that_all_are_alike(reps):
    """A standard deviation of a tenth to three tenths of the mean stays possible, of which .04 is a fifth."""
    same = [Counted(20, 100)] * reps

    assert 0.02 < sd_of_share(share_prior(same)) < 0.06
    assert 0.02 < sqrt(average_prior([Averaged(20, 100)] * reps, 4.0).variance) < 0.06
    counted = count_prior([Rate(20, 100)] * reps)
    assert 0.02 < sqrt(counted.a) / counted.b < 0.06


@pytest.mark.parametrize("won", [0, 60])
def test_one_outcome_alone_is_near_certain_and_never_certain(won):
    prior = share_prior([Counted(won, 60)] * 5)

    assert 0 < prior.mean < 1
    assert prior.mean == pytest.approx(won / 60, abs=0.002)
    assert prior.a > 0
    assert prior.b > 0


def test_a_count_without_events_has_half_an_event_in_all_weeks():
    prior = count_prior([Rate(0, 13)] * 4)

    assert prior.a / prior.b == pytest.approx(0.5 / 52)


def test_huge_counts_have_the_spread_that_can_be_seen():
    """Five reps that are known exactly lie .038 apart; five leave room for a little more."""
    team = [Counted(share * 1e10, 1e10) for share in (0.15, 0.18, 0.20, 0.22, 0.25)]

    assert sd_of_share(share_prior(team)) == pytest.approx(0.043, abs=0.006)
    counted = count_prior([Rate(share * 1e11, 1e3) for share in (0.15, 0.18, 0.20, 0.22, 0.25)])
    assert sqrt(counted.a) / counted.b / 1e8 == pytest.approx(0.043, abs=0.006)


def test_reps_without_numbers_are_left_out():
    assert share_prior([Counted(4, 20), Counted(0, 0)]) == share_prior([Counted(4, 20)])
    assert count_prior([Rate(4, 20), Rate(0, 0)]) == count_prior([Rate(4, 20)])
    assert average_prior([Averaged(4, 20), Averaged(0, 0)], 0.5) == average_prior([Averaged(4, 20)], 0.5)


@pytest.mark.parametrize("ask", [share_prior, count_prior, lambda reps: average_prior(reps, 0.5)])
def test_without_any_rep_nothing_is_known(ask):
    with pytest.raises(NotEnoughYet, match="reps"):
        ask([])


def test_averages_of_zero_have_no_relative_spread():
    with pytest.raises(NoAnswer):
        average_prior([Averaged(0, 9), Averaged(0, 4)], 0.5)


def test_mean_and_variance_come_back_as_the_parameters_of_a_prior():
    share, count = beta_prior(0.2, 0.0016), gamma_prior(8, 2.56)

    assert (share.a, share.b) == pytest.approx((19.8, 79.2))
    assert (count.a, count.b) == pytest.approx((25, 3.125))
    assert isinstance(share, Prior)
    assert isinstance(average_prior([Averaged(4, 20)], 0.5), NormalPrior)


@pytest.mark.parametrize(
    ("ask", "reps"),
    [
        (share_prior, [Counted(4, 20), Counted(6, 20), Counted(3, 21)]),
        (count_prior, [Rate(4, 20), Rate(6, 20), Rate(3, 21)]),
        (average_prior, [Averaged(4, 20), Averaged(6, 20), Averaged(3, 21)]),
    ],
)
def test_hostile_numbers_are_answered_or_refused(ask, reps):
    for wrong in [(one, 0.5) for one in spoiled(reps)] + [(reps, one) for one in spoiled(0.5)]:
        try:
            found = ask(*wrong)
        except (NoAnswer, NotEnoughYet, ValueError):
            continue
        assert all(math.isfinite(number) for number in numbers_in(found)), wrong
        assert isinstance(found, NormalPrior) or (found.a > 0 and found.b > 0), wrong
        assert not isinstance(found, NormalPrior) or found.variance > 0, wrong
