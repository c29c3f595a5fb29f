"""Who counts as a peer, and what peers say."""

from datetime import date, timedelta

import pytest

from salesgym.numbers.calculations.statistics.measured import Counted, Rate, Weekly
from salesgym.numbers.queries.peers import FEWEST_PEER_WEEKS, MOST_PEERS, peer_ids, peers_of
from salesgym.numbers.queries.scorecard import metrics
from tests.factories.numbers import give_weeks
from tests.factories.people import JobRoleFactory, RepFactory, TeamFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)


@pytest.fixture
def role():
    return JobRoleFactory(ramp_weeks=12)


def colleague(role, *, weeks_here: int = 60, **fields):
    return RepFactory(job_role=role, joined_on=ON - timedelta(weeks=weeks_here), **fields)


def test_peers_share_the_role_are_past_ramp_active_and_somebody_else(role):
    rep, peer = colleague(role), colleague(role)
    colleague(role, weeks_here=11)
    colleague(JobRoleFactory(name="Account executive"))
    colleague(role, is_active=False)
    left = colleague(role)
    left.memberships.update(starts_on=ON - timedelta(days=90), ends_on=ON - timedelta(days=30))

    assert peer_ids(rep, on=ON) == [peer.pk]


def test_the_ramp_ends_on_its_day(role):
    rep, peer = colleague(role), colleague(role, weeks_here=12)

    assert peer_ids(rep, on=ON) == [peer.pk]
    assert peer_ids(rep, on=ON - timedelta(days=1)) == []


def test_a_rep_without_a_role_has_no_peers(role):
    colleague(role)
    assert peer_ids(RepFactory(job_role=None), on=ON) == []


def test_peers_with_few_weeks_say_nothing(role):
    rep, long, short = colleague(role), colleague(role), colleague(role)
    give_weeks(long, "meetings", [10] * FEWEST_PEER_WEEKS, until=ON)
    give_weeks(short, "meetings", [10] * (FEWEST_PEER_WEEKS - 1), until=ON)
    meetings = metrics()["meetings"]

    assert [window.value for window in peers_of(rep, [meetings], until=ON).windows(meetings)] == [10]


def test_peers_are_measured_as_their_metric_is(role):
    rep, peer = colleague(role), colleague(role)
    give_weeks(peer, "meetings", [10] * 13, until=ON)
    give_weeks(peer, "conversations", [40] * 13, until=ON)
    give_weeks(peer, "revenue", [900] * 13, until=ON)
    known = metrics()
    found = peers_of(rep, known.values(), until=ON)

    assert found.counted(known["meeting_rate"]) == [Counted(130, 520)]
    assert found.rates(known["meetings"]) == [Rate(130, 13, 1)]
    assert found.measured(known["revenue"]) == [Weekly([900] * 13)]


def test_more_successes_than_trials_in_a_week_are_no_share(role):
    rep, peer = colleague(role), colleague(role)
    give_weeks(peer, "meetings", [5] * 12 + [50], until=ON)
    give_weeks(peer, "conversations", [40] * 13, until=ON)
    rate = metrics()["meeting_rate"]

    found = peers_of(rep, [rate], until=ON)
    assert found.counted(rate) == []
    assert isinstance(found.measured(rate)[0], Weekly)


def test_many_peers_are_a_fair_draw_in_two_queries(role, django_assert_num_queries):
    team = TeamFactory()
    rep, *_others = (colleague(role, team=team) for _place in range(MOST_PEERS + 5))
    meetings = metrics()["meetings"]

    with django_assert_num_queries(2):
        peers_of(rep, [meetings], until=ON)
    assert len(peer_ids(rep, on=ON)) == MOST_PEERS
    assert peer_ids(rep, on=ON) != sorted(peer_ids(rep, on=ON))
