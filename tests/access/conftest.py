"""The world of the table, built once for each module and forgotten with it."""

import logging
from collections.abc import Iterator

import pytest

from tests.access.world import World
from tests.standard_rows import Rows, forgotten_afterwards


@pytest.fixture(scope="module")
def world(django_db_setup: None, standard_rows: Rows, django_db_blocker: object) -> Iterator[World]:
    from tests.access import building

    with django_db_blocker.unblock(), forgotten_afterwards(standard_rows):
        yield building.build()


@pytest.fixture(scope="module")
def askers(world: World) -> object:
    from tests.access.asking import Askers

    return Askers(world)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are what is wanted here, not worth a line each."""
    logging.getLogger("django").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("django").setLevel(logging.NOTSET)
