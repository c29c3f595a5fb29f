"""Rows that came along, as JSON, in the query of another row."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def row(model: type[Row], columns: Mapping[str, Any]) -> Row:
    """The row of this model with these columns by their attribute names ("plan_id").

    All other columns are deferred, as after `only`: to read one asks the database, so none is ever wrong.
    """
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])
