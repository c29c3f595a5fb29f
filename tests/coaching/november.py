"""The sample organization as it is in the middle of one week, for every test that needs no day of its own."""

import functools
from datetime import UTC, datetime

from django.db import connection

from coaching.management import sample
from tests.kept_rows import KeptRows

# A Wednesday at Harbor.
WEDNESDAY = datetime(2026, 11, 18, 15, tzinfo=UTC)


def bring() -> None:
    """Its rows, built by whoever comes first; the rules of the database hold for all of them."""
    _kept().bring(_build)


@functools.cache
def _kept() -> KeptRows:
    return KeptRows("harbor-in-november")


def _build() -> None:
    sample.build(at=WEDNESDAY)
    connection.check_constraints()
