"""A look at a file and what was decided about it, as plain JSON to keep and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from salesgym.numbers.calculations.importing.layout import Column, DateOrder, DecimalMark, Kind, Layout, Look
from salesgym.numbers.calculations.importing.question import About, Question

# As much of a column's distinct cells as a page shows or a guess needs.
KEPT_VALUES = 200


@dataclass(frozen=True, slots=True)
class Decisions:
    """How this file is read, who its owners are, and whose word counts where somebody typed another.

    `encoding` and `header_line` are empty where they are taken as found. `owners` maps an owner as the file
    writes it to a person's id, or to None where his lines are left out. `shift_to_now` moves
    its dates so that it ends with the last complete week, which was by `shift_days`.
    `skipped` lines were left out on purpose: their stage or type does not count.
    """

    layout: Layout
    questions: tuple[Question, ...] = ()
    system: str = ""
    source_name: str = ""
    encoding: str = ""
    header_line: int = 0
    owners: Mapping[str, int | None] = field(default_factory=dict)
    take_typed: bool = False
    shift_to_now: bool = False
    shift_days: int = 0
    skipped: int = 0


def look_to_json(look: Look) -> dict[str, Any]:
    """The look without the many distinct cells of columns such as ids."""
    told = asdict(look)
    for column in told["columns"]:
        if len(column["values"]) > KEPT_VALUES:
            column["values"] = dict(list(column["values"].items())[:KEPT_VALUES])
            column["has_more"] = True
    return told


def look_from_json(told: Mapping[str, Any]) -> Look:
    """The look that look_to_json told."""
    columns = tuple(Column(**{**column, "samples": tuple(column["samples"])}) for column in told["columns"])
    return Look(**{**told, "columns": columns, "totals": tuple(told["totals"])})


def layout_to_json(layout: Layout) -> dict[str, Any]:
    return asdict(layout)


def layout_from_json(told: Mapping[str, Any]) -> Layout:
    """The layout that layout_to_json told."""
    return Layout(
        **{
            **told,
            "kind": Kind(told["kind"]),
            "roles": tuple(told["roles"]),
            "names": tuple(told.get("names", ())),
            "date_order": DateOrder(told["date_order"]),
            "decimal_mark": DecimalMark(told["decimal_mark"]),
        }
    )


def decisions_to_json(decisions: Decisions) -> dict[str, Any]:
    """The decisions as JSON keeps them."""
    return asdict(decisions)


def decisions_from_json(told: Mapping[str, Any]) -> Decisions:
    """The decisions that decisions_to_json told."""
    questions = tuple(
        Question(About(one["about"]), tuple(one["texts"]), one["role"]) for one in told["questions"]
    )
    return Decisions(**{**told, "layout": layout_from_json(told["layout"]), "questions": questions})
