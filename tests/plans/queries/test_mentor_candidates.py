"""What a reader may know of whoever could be asked as a mentor."""

from datetime import UTC, datetime, time, timedelta

import pytest

from plans.actions import strength
from plans.queries import mentors
from plans.queries.mentor_candidates import OwnPlan, candidates
from tests.factories.people import LeaveFactory, RepFactory
from tests.factories.plans import PlanFactory
from tests.plans.weekly_numbers import TODAY, give_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    """22 % to 28 % of meetings that become opportunities."""
    return PlanFactory(rep=rep, manager=manager, active=True)


def test_a_short_leave_is_told(plan, manager, team):
    away = RepFactory(name="Away", team=team)
    LeaveFactory(person=away, starts_on=TODAY, ends_on=TODAY + timedelta(days=3))

    [known] = candidates(manager, plan, [away], mentors.suggestions(plan, on=TODAY), on=TODAY)

    assert known.away_until == TODAY + timedelta(days=3)


def test_only_the_reader_s_people_show_a_number_and_a_plan(plan, rep, manager, team):
    for person in (rep, RepFactory(), RepFactory()):
        give_numbers(person, 4)
    for name, where in (("Mine", team), ("Theirs", None)):
        strong = RepFactory(name=name, **({"team": where} if where else {}))
        give_numbers(strong, 10)
        PlanFactory(rep=strong, active=True)
        strength.answer(
            rep=strong, metric=plan.metric, may_ask=True, at=datetime.combine(TODAY, time(9), UTC)
        )
    found = mentors.suggestions(plan, on=TODAY)

    known = {one.person.name: one for one in candidates(manager, plan, found.people, found, on=TODAY)}

    assert (known["Mine"].value is None, known["Theirs"].value is None) == (False, True)
    assert known["Mine"].own_plan == OwnPlan("active", None, None)
    assert known["Theirs"].own_plan is None
    assert all(one.is_glad and one.stands_out for one in known.values())
