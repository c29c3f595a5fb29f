"""Who works beside a rep, and who of them stands out."""

from datetime import UTC, datetime, time

import pytest

from plans.queries import mentors
from plans.queries.colleagues import colleagues_of
from plans.queries.shown_strength import standing
from salesgym.numbers.actions import role_figures
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import peer_ids
from tests.factories.people import JobRoleFactory, MembershipFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory
from tests.plans.weekly_numbers import TODAY, give_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    """22 % to 28 % of meetings that become opportunities."""
    return PlanFactory(rep=rep, manager=manager, active=True)


def test_colleagues_are_the_peers_of_every_page_and_the_team(plan, rep, team):
    near, far = RepFactory(team=team, job_role=JobRoleFactory(name="Account manager")), RepFactory()
    left = MembershipFactory(person=UserFactory(), team=team, ends_on=TODAY)

    beside = colleagues_of(rep, plan.metric, on=TODAY)

    assert beside.peers == peer_ids(rep, on=TODAY)
    assert far.pk in beside.peers
    assert near.pk in beside.team
    assert left.person_id not in beside.team
    assert beside.figures is None


def test_without_a_role_there_is_the_team_alone(plan, rep, team):
    rep.job_role = None
    rep.save()
    near = RepFactory(team=team)

    assert colleagues_of(rep, plan.metric, on=TODAY).peers == []
    assert [one.person for one in mentors.suggestions(plan, on=TODAY).free] == [near]


def test_what_is_not_stored_yet_is_worked_out_as_it_will_be_stored(plan, rep):
    for number, person in enumerate([rep, *(RepFactory() for _number in range(4))]):
        give_numbers(person, 4 + number, weeks=26)
    give_numbers(RepFactory(name="Strong"), 12, weeks=26)
    before = standing(rep, colleagues_of(rep, plan.metric, on=TODAY), plan.metric, on=TODAY)
    role_figures.renew(at=datetime.combine(TODAY, time(9), UTC))

    beside = colleagues_of(rep, plan.metric, on=TODAY)

    assert beside.figures is not None
    assert standing(rep, beside, plan.metric, on=TODAY) == before
    assert before.strengths


def test_where_less_is_better_the_upper_end_of_the_range_counts(plan, rep):
    metric = Metric.objects.get(key="meeting_to_opportunity")
    metric.lower_is_better = True
    weak = [RepFactory() for _number in range(3)]
    for person in (rep, *weak):
        give_numbers(person, 10)
    low = RepFactory(name="Low")
    give_numbers(low, 3)

    found = standing(rep, colleagues_of(rep, metric, on=TODAY), metric, on=TODAY).strengths

    assert list(found) == [low.pk]
    assert 0.15 < found[low.pk].sure < 0.5
