from datetime import UTC, datetime

import pytest

from plans.actions import programme
from plans.actions.programme import Item, ProgrammeRefused
from plans.models import ProgrammeItem
from tests.factories.plans import DrillFactory, PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def change(plan, *items):
    return programme.change(plan=plan, by=plan.rep, items=items, at=AT)


def test_new_drills_take_the_place_of_the_old_ones(plan):
    old, new = DrillFactory(), DrillFactory()
    change(plan, Item(old, 3, "After the stand-up"))

    change(plan, Item(new, 5), Item(old, 2))

    rows = ProgrammeItem.objects.filter(plan=plan).order_by("position")
    assert [(row.drill, row.times_a_week) for row in rows] == [(new, 5), (old, 2)]


def test_the_same_drills_again_write_no_history(plan):
    item = Item(DrillFactory(), 3)
    change(plan, item)

    change(plan, item)

    assert plan.history.filter(event="programme.changed").count() == 1


def test_a_programme_has_one_to_three_different_drills(plan):
    drills = [Item(DrillFactory(), 3) for _number in range(4)]
    for items in ([], drills, [drills[0], drills[0]]):
        with pytest.raises(ProgrammeRefused):
            change(plan, *items)
