"""What speaks against a target, and the nearest one that nothing speaks against."""

from plans.calculations.targets.problem import TargetProblem, best_tenth, fair_ones, judge
from plans.calculations.targets.realism import AtTarget
from salesgym.numbers.calculations.statistics.measured import Counted, Rate, Weekly

PEERS = [0.16, 0.18, 0.20, 0.22, 0.24, 0.25, 0.26, 0.28, 0.32, 0.40]
START = Counted(54, 247)


def judged(target, **changes):
    asked = {"start": START, "unchanged": 0.22, "peers": PEERS, "weeks": 4, "trials_a_week": 19, **changes}
    peers, is_lower = asked["peers"], asked.get("lower_is_better", False)
    # Peers who are known exactly: each is at the target or not.
    at = sum(level <= target if is_lower else level >= target for level in peers)
    known = AtTarget(float(at), len(peers)) if len(peers) >= 5 else None
    return judge(target=target, **{"at_target": known, **asked})


def test_a_target_that_nobody_holds_is_rare():
    assert judged(0.45).problem is TargetProblem.RARE
    assert judged(0.45).peers_at == 0


def test_a_target_next_to_the_start_is_reached_by_luck():
    found = judged(0.23)

    assert found.problem is TargetProblem.LUCK
    assert found.luck > 0.30


def test_a_target_that_even_the_best_miss_is_told():
    found = judged(0.32, peers=[0.2] * 8 + [0.33, 0.33])

    assert found.problem is TargetProblem.MISSES
    assert found.misses > 0.30


def test_a_target_in_between_is_fair():
    found = judged(0.30)

    assert found.problem is None
    assert found.peers_at == 2


def test_under_five_peers_nothing_is_claimed_about_them_nor_about_misses():
    found = judged(0.45, peers=PEERS[:4])

    assert (found.peers_at, found.misses, found.problem) == (None, None, None)
    assert judged(0.23, peers=[]).problem is TargetProblem.LUCK


def test_counts_are_judged_by_their_weeks_and_lower_is_better_turns_round():
    peers = [4.0, 5.0, 6.0, 6.0, 7.0]
    assert (
        judged(2.0, start=Rate(80, 10), unchanged=8, peers=peers, lower_is_better=True).problem
        is TargetProblem.RARE
    )
    assert (
        judged(7.9, start=Rate(80, 10), unchanged=8, peers=peers, lower_is_better=True).problem
        is TargetProblem.LUCK
    )
    assert judged(5.5, start=Rate(80, 10), unchanged=8, peers=peers, lower_is_better=True).problem is None


def test_a_target_is_rare_where_fewer_than_one_in_ten_peers_are_expected_there():
    rare, held = (judged(0.30, at_target=AtTarget(expected, 10)) for expected in (0.9, 1.1))

    assert (rare.problem, rare.peers_at) == (TargetProblem.RARE, 1)
    assert (held.problem, held.peers_at) == (None, 1)


def test_amounts_are_judged_by_peers_alone():
    found = judged(90.0, start=Weekly([70.0] * 8), unchanged=70, peers=[60, 70, 80, 90, 95])

    assert (found.peers_at, found.luck, found.problem) == (2, None, None)


def test_the_best_tenth_is_one_peer_at_least():
    assert best_tenth(PEERS) == 0.40
    assert best_tenth(PEERS, lower_is_better=True) == 0.16
    assert best_tenth([*PEERS, 0.5]) == 0.40


def test_fair_targets_lie_ahead_of_the_start_and_have_nothing_against_them():
    along = [(target / 100, judged(target / 100)) for target in range(18, 46)]
    fair = fair_ones(along, ahead_of=0.22)

    assert min(fair) > 0.23
    assert max(fair) < 0.40
    assert all(judged(target).problem is None for target in fair)


def test_where_luck_speaks_against_all_of_them_the_ones_that_peers_hold_remain():
    noisy = [(target / 100, judged(target / 100, trials_a_week=1)) for target in range(24, 46)]

    assert all(one.problem for _target, one in noisy)
    assert fair_ones(noisy, ahead_of=0.22) == {
        target for target, one in noisy if one.problem is not TargetProblem.RARE
    }
    assert fair_ones([(0.45, judged(0.45))], ahead_of=0.22) == set()
