"""A rep with a manager, a mentor and a running plan."""

import pytest

from tests.coaching.floor import running_plan, team
from tests.factories.people import RepFactory


@pytest.fixture
def harbor():
    return team()


@pytest.fixture
def plan(harbor):
    plan = running_plan(harbor, mentor=RepFactory(name="Sofia Marin"))
    plan.rep.name = "Marcus Bell"
    plan.rep.save()
    return plan
