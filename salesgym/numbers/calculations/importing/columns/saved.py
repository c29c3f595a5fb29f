"""Layouts stored for the next file of a source, by column names, so that their order may change."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from salesgym.numbers.calculations.importing.columns.choice import best_column
from salesgym.numbers.calculations.importing.columns.mapping import system_of
from salesgym.numbers.calculations.importing.columns.settling import Known, missing, settle
from salesgym.numbers.calculations.importing.columns.wide import period_columns, week_columns
from salesgym.numbers.calculations.importing.columns.writing import proven, wide_columns
from salesgym.numbers.calculations.importing.layout import (
    METRIC_COLUMN,
    PERIOD_COLUMN,
    WEEK_COLUMN,
    BlankOwner,
    DateOrder,
    DecimalMark,
    Kind,
    Layout,
    Look,
    key_of,
)
from salesgym.numbers.calculations.importing.question import Guess
from salesgym.numbers.calculations.importing.vocabulary.columns import FACTS, WORDS, Role

# Columns with these roles may be missing in the next file; all other mapped columns must be there again.
MAY_BE_ABSENT = frozenset(role for role, facts in FACTS.items() if facts.may_be_absent)

USUAL = Layout(Kind.DEALS, ())


class Saved(TypedDict):
    """A layout as JSON. With `wide` "week:" or "period:" such columns are found by their names in each file."""

    kind: str
    roles: dict[str, str]
    wide: str
    stages: dict[str, str]
    types: dict[str, str]
    metrics: dict[str, str]
    metric: str
    date_order: str
    decimal_mark: str
    month_span: NotRequired[int]
    is_without_id: NotRequired[bool]
    blank_owner: NotRequired[str]


def to_saved(look: Look, layout: Layout) -> Saved:
    """The parts of a layout that hold for the next file, too.

    Date order and decimal mark are empty where nothing in this file depends on them and nobody chose another than the
    usual one: the next file is asked about.
    """
    columns = list(zip(look.columns, layout.roles, strict=True))
    ordered, marked = proven(columns, wide_columns(look.names, layout.roles, order=None, time_zone="UTC"))
    wide = next((start for start in (WEEK_COLUMN, PERIOD_COLUMN) if _has(layout, start)), "")
    return {
        "kind": str(layout.kind),
        "roles": {
            key_of(name): str(role)
            for name, role in zip(look.names, layout.roles, strict=True)
            if role and not role.startswith((WEEK_COLUMN, PERIOD_COLUMN))
        },
        "wide": wide,
        "stages": {key: str(stage) for key, stage in layout.stages.items()},
        "types": dict(layout.types),
        "metrics": dict(layout.metrics),
        "metric": layout.metric,
        "date_order": str(layout.date_order) if ordered or layout.date_order is not USUAL.date_order else "",
        "decimal_mark": str(layout.decimal_mark)
        if marked or layout.decimal_mark is not USUAL.decimal_mark
        else "",
        "month_span": layout.month_span,
        "is_without_id": layout.is_without_id,
        "blank_owner": str(layout.blank_owner or ""),
    }


def matches(look: Look, saved: Saved) -> bool:
    """Whether a file has all columns that a saved layout needs."""
    names = {key_of(name) for name in look.names}
    if any(role not in MAY_BE_ABSENT and name not in names for name, role in saved["roles"].items()):
        return False
    return not missing(
        Kind(saved["kind"]), _roles(look, saved, "UTC"), is_without_id=saved.get("is_without_id", False)
    )


def from_saved(look: Look, saved: Saved, *, metric_names: Mapping[str, str], time_zone: str) -> Guess | None:
    """The saved layout applied to this file, with questions about new names; None where columns are missing."""
    if not matches(look, saved):
        return None
    kind, importable = Kind(saved["kind"]), {*metric_names.values(), ""}
    roles = [_importable(role, importable) for role in _roles(look, saved, time_zone)]
    is_without_id = saved.get("is_without_id", False)
    if missing(kind, roles, is_without_id=is_without_id):
        return None
    known = Known(
        stages=saved["stages"],
        types={key: metric for key, metric in saved["types"].items() if metric in importable},
        metrics={key: metric for key, metric in saved["metrics"].items() if metric in importable},
        metric=saved["metric"] if saved["metric"] in importable else "",
        date_order=_order(saved),
        decimal_mark=DecimalMark(saved["decimal_mark"]) if saved["decimal_mark"] else None,
        month_span=saved.get("month_span", 0),
        is_earlier=True,
        is_without_id=is_without_id,
        blank_owner=_blank_owner(saved),
    )
    return settle(
        look,
        kind=kind,
        roles=roles,
        metric_names=metric_names,
        time_zone=time_zone,
        known=known,
        system=system_of(look),
    )


def _roles(look: Look, saved: Saved, time_zone: str) -> list[str]:
    order = _order(saved)
    wide: Mapping[int, str] = {}
    if saved["wide"]:
        find = week_columns if saved["wide"] == WEEK_COLUMN else period_columns
        wide = find(look.names, order=order, time_zone=time_zone).roles
    roles = [
        saved["roles"].get(key_of(name)) or wide.get(place, Role.IGNORED)
        for place, name in enumerate(look.names)
    ]
    return _with_id(look, roles) if saved.get("is_without_id", False) else roles


def _with_id(look: Look, roles: list[str]) -> list[str]:
    """The roles with the column of IDs that the source's files did not have before; as they are without such a column."""
    free = [place for place, role in enumerate(roles) if not role]
    found = best_column(look.columns, Role.EXTERNAL_ID, WORDS[Kind.DEALS][Role.EXTERNAL_ID], free)
    return [str(Role.EXTERNAL_ID) if place == found else role for place, role in enumerate(roles)]


def _order(saved: Saved) -> DateOrder | None:
    return DateOrder(saved["date_order"]) if saved["date_order"] else None


def _blank_owner(saved: Saved) -> BlankOwner | None:
    told = saved.get("blank_owner")
    return BlankOwner(told) if told else None


def _importable(role: str, importable: set[str]) -> str:
    """The role; the empty one for a metric that can no longer be imported."""
    is_gone = role.startswith(METRIC_COLUMN) and role.removeprefix(METRIC_COLUMN) not in importable
    return Role.IGNORED if is_gone else role


def _has(layout: Layout, start: str) -> bool:
    return any(role.startswith(start) for role in layout.roles)
