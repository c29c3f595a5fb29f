"""A team at work, for the pages of the floor."""

import pytest

from tests.coaching.floor import running_plan, team
from tests.factories.people import RepFactory


@pytest.fixture
def harbor():
    return team()


@pytest.fixture
def plan(harbor):
    return running_plan(harbor, mentor=RepFactory(name="Sofia Marin"))
