"""Writes rows of any model by COPY. Fields that are not named get their defaults."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from salesgym.numbers.actions.imports.copying import Copy


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows whose cells are in the order of `names`. Without an id among them, the database gives ids."""
    rest = [
        field for field in model._meta.concrete_fields if field.name not in names and not field.primary_key
    ]
    usual = [_cell(field.get_default()) for field in rest]
    with Copy(model, [*names, *(field.name for field in rest)], batch=20_000) as copy:
        for row in rows:
            copy.add((*row, *usual))


def without_triggers() -> None:
    """Switch triggers and foreign keys off for this transaction, for speed: the bench writes valid rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL statement_timeout = 0")


def _cell(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list) else value
