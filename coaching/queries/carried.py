"""Rows that came along, as JSON, in the query of another row."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.functions import JSONObject

from salesgym.people.models import User

Row = TypeVar("Row", bound=Model)


def row(model: type[Row], columns: Mapping[str, Any]) -> Row:
    """The row of this model with these columns by their attribute names ("plan_id").

    All other columns are deferred, as after `only`: to read one asks the database, so none is ever wrong.
    """
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])


def whole(model: type[Model], *, under: str = "", names: Iterable[str] | None = None) -> JSONObject:
    """For annotations: these columns of a row, or all of them, for `read`; `under` leads to it ("commitment__")."""
    columns = [field.attname for field in model._meta.concrete_fields] if names is None else names
    return JSONObject(**{name: f"{under}{name}" for name in columns})


def named(under: str = "") -> JSONObject:
    """The same of a person who is named on a page: their name, and the id that gives the color of their picture."""
    return whole(User, under=under, names=("id", "name", "email"))


def read(model: type[Row], columns: Mapping[str, Any]) -> Row:
    """The same as `row` of what `whole` brought along: days, moments and decimals are what the model has."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return row(model, {name: fields[name].to_python(value) for name, value in columns.items()})
