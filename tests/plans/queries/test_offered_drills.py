"""The drills that the wizard offers for a plan."""

import pytest

from plans.queries import wizard
from plans.queries.wizard import Practiced
from tests.factories.plans import DrillFactory, PlanFactory, ProgrammeItemFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_drills_are_those_offered_and_those_chosen_each_with_how_it_is_practiced(
    rep, manager, django_assert_num_queries
):
    plan = PlanFactory(rep=rep, manager=manager)
    offered, chosen, gone = (
        DrillFactory(skill=plan.skill, position=place, is_active=place == 1) for place in (1, 2, 3)
    )
    elsewhere = DrillFactory(skill=SkillFactory())
    how = {
        "times_a_week": 2,
        "when": "coffee",
        "where": "the desk",
        "what": "two calls",
        "repetitions": 5,
        "minutes": 9,
    }
    for place, drill in enumerate((chosen, elsewhere), start=1):
        ProgrammeItemFactory(plan=plan, drill=drill, position=place, **how)
    ProgrammeItemFactory(plan=PlanFactory(), drill=gone)

    with django_assert_num_queries(1):
        found = wizard.drills_of(plan)

    assert [(one.drill, one.practiced) for one in found] == [(offered, None), (chosen, Practiced(**how))]
