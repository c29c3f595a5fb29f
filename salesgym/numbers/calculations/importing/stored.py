"""Converts a file's look and decisions to plain JSON and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from salesgym.numbers.calculations.importing.book import book_from_json
from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.calculations.importing.layout import (
    Aside,
    BlankOwner,
    Column,
    DateOrder,
    DecimalMark,
    Kind,
    Layout,
    Look,
)
from salesgym.numbers.calculations.importing.question import About, Question

# How many distinct cells of a column are stored: enough for the page and for guesses.
KEPT_VALUES = 200


@dataclass(frozen=True, slots=True)
class Decisions:
    """How this file is read, who its owners are, and whether its numbers replace those of other sources.

    `encoding` and `header_line` are empty where the detected ones are used. `owners` maps an owner as the file
    writes it to a person's id, or to None where their lines are left out. `shift_to_now` moves the dates so that
    the file ends with the last complete week; `shift_days` is by how many days. `skipped` is the number of lines
    left out on purpose, because their stage or type does not count, `others` of those of people whose numbers the
    person may not bring, `taken_out` of those of deals that were taken out with an earlier file. `own_total` is what the file's own last line says its amounts add up to, and `lines_total`
    what they do, both as decimal texts, empty where the file does not say. `sums` is what the deals of its months come
    to, before and after, for each currency; `short` is what its lines come to by themselves while it is asked how they
    read, as short_sums has it. `lacks` are what the lines of the file cannot tell, and `chosen` the choices
    about these and about the look's, by code.
    """

    layout: Layout
    questions: tuple[Question, ...] = ()
    system: str = ""
    source_name: str = ""
    encoding: str = ""
    header_line: int = 0
    owners: Mapping[str, int | None] = field(default_factory=dict)
    take_other: bool = False
    shift_to_now: bool = False
    shift_days: int = 0
    skipped: int = 0
    others: int = 0
    taken_out: int = 0
    own_total: str = ""
    lines_total: str = ""
    sums: Sequence[Mapping[str, Any]] = ()
    short: Sequence[Mapping[str, Any]] = ()
    lacks: tuple[Lack, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)


def look_to_json(look: Look) -> dict[str, Any]:
    """The look as JSON; of columns with many distinct cells, such as ids, only some are kept."""
    told = asdict(look)
    for column in told["columns"]:
        if len(column["values"]) > KEPT_VALUES:
            column["values"] = dict(list(column["values"].items())[:KEPT_VALUES])
            column["has_more"] = True
    return told


def look_from_json(told: Mapping[str, Any]) -> Look:
    """The look from the JSON of look_to_json."""
    columns = tuple(_column(column) for column in told["columns"])
    asides = tuple(Aside(**{**one, "cells": tuple(one["cells"])}) for one in told.get("asides", ()))
    lacks = lacks_from_json(told.get("lacks", ()))
    seen = {"columns": columns, "totals": tuple(told["totals"]), "asides": asides, "lacks": lacks}
    return Look(**{**told, **seen, "book": book_from_json(told.get("book"))})


def _column(told: Mapping[str, Any]) -> Column:
    proofs = {proof: (line, text) for proof, (line, text) in told.get("proofs", {}).items()}
    gap_lines = tuple(told.get("gap_lines", ()))
    return Column(**{**told, "samples": tuple(told["samples"]), "proofs": proofs, "gap_lines": gap_lines})


def layout_to_json(layout: Layout) -> dict[str, Any]:
    """The layout as JSON, from which layout_from_json makes it again."""
    return asdict(layout)


def layout_from_json(told: Mapping[str, Any]) -> Layout:
    """The layout from the JSON of layout_to_json."""
    return Layout(
        **{
            **told,
            "kind": Kind(told["kind"]),
            "roles": tuple(told["roles"]),
            "names": tuple(told.get("names", ())),
            "date_order": DateOrder(told["date_order"]),
            "decimal_mark": DecimalMark(told["decimal_mark"]),
            "blank_owner": BlankOwner(told["blank_owner"]) if told.get("blank_owner") else None,
        }
    )


def decisions_to_json(decisions: Decisions) -> dict[str, Any]:
    """The decisions as JSON."""
    return asdict(decisions)


def decisions_from_json(told: Mapping[str, Any]) -> Decisions:
    """The decisions from the JSON of decisions_to_json."""
    questions = tuple(
        Question(
            About(one["about"]),
            tuple(one["texts"]),
            one["role"],
            tuple(one.get("lines", ())),
            one.get("follows", {}),
        )
        for one in told["questions"]
        # Files that wait since an earlier version may have questions that are not asked any more.
        if one["about"] in set(About)
    )
    layout, lacks = layout_from_json(told["layout"]), lacks_from_json(told.get("lacks", ()))
    return Decisions(**{**told, "layout": layout, "questions": questions, "lacks": lacks})


def lacks_from_json(told: Sequence[Mapping[str, Any]]) -> tuple[Lack, ...]:
    """The lacks from the JSON of a look or of decisions."""
    return tuple(
        Lack(
            **{
                **one,
                "code": Code(one["code"]),
                "lines": tuple(one["lines"]),
                "options": tuple(one["options"]),
            }
        )
        for one in told
    )
