"""The world of the table, built once for each module and forgotten with it."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.access.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, standard_rows: object, django_db_blocker: object) -> Iterator[World]:
    from tests.access import building

    # The rows of the migrations are noted before this world adds its own.
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


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
