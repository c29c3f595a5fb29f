"""The start that a target is judged from, and the peers beside it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plans.queries.target_facts import target_facts
from salesgym.numbers.calculations.statistics.measured import Counted, Rate, Weekly
from salesgym.numbers.queries.scorecard import metrics
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
SUNDAY = ON - timedelta(days=ON.weekday() + 1)


def draft(metric: str, *, baseline: str, numerator: str | None = None, denominator: str | None = None):
    rep = RepFactory(team=TeamFactory(manager=UserFactory()))
    return PlanFactory(
        rep=rep,
        manager=rep.memberships.get().team.managements.get().person,
        metric=metrics()[metric],
        baseline=Decimal(baseline),
        baseline_numerator=numerator and Decimal(numerator),
        baseline_denominator=denominator and Decimal(denominator),
        baseline_weeks=13,
        baseline_until=SUNDAY,
        starts_on=SUNDAY + timedelta(days=1),
        ends_on=SUNDAY + timedelta(weeks=12),
    )


def test_a_share_starts_from_its_counts_with_the_peers_beside(django_assert_num_queries):
    plan = draft("meeting_rate", baseline="0.2", numerator="26", denominator="130")
    give_weeks(plan.rep, "meetings", [2] * 13, until=ON)
    give_weeks(plan.rep, "conversations", [10] * 13, until=ON)
    for meetings in (2, 3, 3, 4, 2):
        peer = RepFactory()
        give_weeks(peer, "meetings", [meetings] * 13, until=ON)
        give_weeks(peer, "conversations", [10] * 13, until=ON)

    with django_assert_num_queries(3):
        facts = target_facts(plan, on=ON)

    assert facts.start == Counted(26, 130)
    assert facts.is_share
    assert facts.trials_a_week == 10
    assert sorted(facts.peer_values) == [0.2, 0.2, 0.3, 0.3, 0.4]
    assert facts.start_with_peers.trials == pytest.approx(130 + facts.prior.weight)
    # 14 meetings a week of five peers and 2 of the rep's own.
    assert facts.prior.mean == pytest.approx(16 / 60)
    assert 0.2 < facts.start_rate < facts.prior.mean
    assert facts.start_rate == pytest.approx(facts.start_with_peers.successes / facts.start_with_peers.trials)


def test_without_peers_the_start_is_the_reps_own():
    facts = target_facts(draft("meeting_rate", baseline="0.2", numerator="26", denominator="130"), on=ON)

    assert facts.start_rate == pytest.approx(0.2)
    assert facts.prior.weight < 20


def test_a_count_starts_from_its_events_and_the_weeks_worked():
    plan = draft("conversations", baseline="10", numerator="130")
    give_weeks(plan.rep, "conversations", [10] * 13, until=ON)

    facts = target_facts(plan, on=ON)
    assert facts.start == Rate(130, 13, 1)
    assert facts.trials_a_week is None
    assert facts.start_with_peers is None


def test_more_successes_than_trials_make_weekly_values_of_a_ratio():
    plan = draft("meeting_to_opportunity", baseline="0.4", numerator="52", denominator="130")
    give_weeks(plan.rep, "opportunities", [12] + [4] * 12, until=ON)
    give_weeks(plan.rep, "meetings", [10] * 13, until=ON)

    facts = target_facts(plan, on=ON)
    assert isinstance(facts.start, Weekly)
    assert not facts.is_share


def test_a_typed_start_without_any_week_has_no_counts():
    facts = target_facts(draft("win_rate", baseline="0.3"), on=ON)
    assert (facts.start, facts.value, facts.trials_a_week) == (None, 0.3, None)
