"""The role of the app, inside a test that owns the tables."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

from salesgym.services import places

# A database from outside has roles of its own.
IS_THERE = "TEST_TEMPLATE" in os.environ


@contextmanager
def as_app() -> Iterator[CursorWrapper]:
    """What happens in here may do what the app may do; for a test in one transaction."""
    with connection.cursor() as cursor:
        if IS_THERE:
            cursor.execute(f"SET LOCAL ROLE {places.APP}")
        yield cursor
        cursor.execute("RESET ROLE")
