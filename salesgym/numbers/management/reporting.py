"""The one object that an import command prints for programs, and its exit codes."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from salesgym.numbers.actions.imports import lacks
from salesgym.numbers.calculations.importing.stored import look_from_json
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.models import ComparedValue, Import, Source, StagedDeal
from salesgym.numbers.pages.imports.lacks import effect
from salesgym.numbers.pages.imports.places import all_placed
from salesgym.numbers.queries.imports.sums import Figures, OwnerSums, sums_of

Report = dict[str, Any]
LINES_PRINTED = 200
OF_OWNERS = (Trouble.UNKNOWN_OWNER, Trouble.TWO_OWNERS)


class Exit(IntEnum):
    """What becomes of the file, as the command's exit code. With --dry-run what would become of it."""

    ALL_IN = 0
    REFUSED = 1
    ASKS = 2
    SOME_OUT = 3


def nothing(kind: str) -> Report:
    """The report before anything is known of the file. Sums are for deals only."""
    report: Report = {
        "read": 0,
        "added": 0,
        "changed": 0,
        "unchanged": 0,
        "refused": [],
        "unknown_owners": 0,
        "left_out": 0,
        "conflicts": 0,
        "typed": 0,
        "without_opened_date": 0,
        "newest_on": None,
        "shift_days": 0,
        "source": "",
        "not_deals": [],
        "not_deals_more": 0,
        "cannot_tell": [],
        "asks": [],
        "error": "",
    }
    return report | ({"file_total": None, "sums": [], "sums_before": []} if kind == Source.Kind.DEALS else {})


def report_of(file: Import, *, kind: str) -> Report:
    """What is known of a file in any of its states."""
    look = look_from_json(file.look) if file.look else None
    refused = file.refused_lines.order_by("line", "pk").values_list("line", "reason")
    told: Report = {
        "read": file.read,
        "added": file.added,
        "changed": file.changed,
        "unchanged": file.unchanged,
        "refused": [
            {"line": line, "reason": reason}
            for line, reason in all_placed(refused, look.book if look else None)
        ],
        "unknown_owners": file.refused_lines.filter(trouble__in=OF_OWNERS).count(),
        "left_out": file.left_out,
        "conflicts": file.conflicts,
        "typed": file.compared_values.filter(ComparedValue.GIVES_WAY).count(),
        "without_opened_date": StagedDeal.objects.filter(
            StagedDeal.GOES_IN, file=file, opened_on=None
        ).count(),
        "newest_on": file.newest_on and file.newest_on.isoformat(),
        "shift_days": file.decisions.get("shift_days", 0),
        "source": file.source.name if file.source else "",
    }
    if look is not None:
        told["not_deals"] = [{"line": one.line, "text": one.text} for one in look.asides]
        told["not_deals_more"] = look.more_asides
        told["cannot_tell"] = [
            {
                "code": lack.code.value,
                "lines": list(lack.lines),
                "effect": effect(lack),
                "options": list(lack.options),
            }
            for lack in lacks.found(file)
        ]
    if kind == Source.Kind.DEALS and file.state == Import.State.READY:
        told |= _sums(file)
    return nothing(kind) | told


def refused_lines(file: Import, report: Report) -> Iterator[str]:
    """The lines that stay out, in words, the first LINES_PRINTED of them. Of joined sheets each reason says where."""
    book, refused = look_from_json(file.look).book, report["refused"]
    is_placed = book is not None and book.is_joined
    for refusal in refused[:LINES_PRINTED]:
        yield refusal["reason"] if is_placed else f"line {refusal['line']}: {refusal['reason']}"
    if len(refused) > LINES_PRINTED:
        yield f"and {len(refused) - LINES_PRINTED:,} more. --json lists them all."


def _sums(file: Import) -> Report:
    owners = sums_of(file).owners
    says, adds_up_to = file.decisions.get("own_total", ""), file.decisions.get("lines_total", "")
    return {
        "file_total": {"says": says, "adds_up_to": adds_up_to} if says else None,
        "sums": sorted(_rows(owners, is_after=True), key=_place),
        "sums_before": sorted(_rows(owners, is_after=False), key=_place),
    }


def _rows(owners: tuple[OwnerSums, ...], *, is_after: bool) -> Iterator[Report]:
    for owner in owners:
        for one in owner.months:
            figures: Figures = one.after if is_after else one.before
            yield {
                "owner": owner.email or owner.name,
                "month": f"{one.month:%Y-%m}",
                "wins": figures.wins,
                "losses": figures.losses,
                "revenue": f"{to_major(figures.revenue, one.currency):f}",
                "currency": one.currency,
            }


def _place(row: Report) -> tuple[str, str, str]:
    return row["owner"], row["month"], row["currency"]
