"""The sums of a file as a table of text, for --dry-run."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesgym.numbers.calculations.money.units import minor_digits, to_major
from salesgym.numbers.models import Import
from salesgym.numbers.queries.imports.sums import MonthSum, OwnerSums, sums_of

HEAD = ("Owner", "Month", "Wins", "Losses", "Revenue", "Smallest", "Largest", "Currency")
MOST_ROWS = 200
# Columns of words; the others hold figures, which end at the right.
WORDS = (0, 1, 7)
UNKNOWN = "-"


def lines_of(file: Import) -> Iterator[str]:
    """The table with a line for each owner, month and currency; before and after where they differ."""
    owners = sorted(sums_of(file).owners, key=lambda one: one.email or one.name)
    rows = [_row(owner, month) for owner in owners for month in owner.months]
    if not rows:
        return
    shown = [HEAD, *rows[:MOST_ROWS]]
    widths = [max(len(row[place]) for row in shown) for place in range(len(HEAD))]
    yield ""
    for row in shown:
        yield "  ".join(_cell(text, place, widths) for place, text in enumerate(row)).rstrip()
    if len(rows) > MOST_ROWS:
        yield f"and {len(rows) - MOST_ROWS:,} more. --json lists them all."
    yield ""


def total_line(file: Import) -> str:
    """What the file's own last line says beside what its lines add up to; empty where it says nothing."""
    says, adds_up_to = (file.decisions.get(name, "") for name in ("own_total", "lines_total"))
    if not says:
        return ""
    return f"The file's own total says {Decimal(says):,f}; its lines add up to {Decimal(adds_up_to):,f}."


def _row(owner: OwnerSums, one: MonthSum) -> tuple[str, ...]:
    before, after, currency = one.before, one.after, one.currency
    return (
        owner.email or owner.name,
        f"{one.month:%Y-%m}",
        _becomes(f"{before.wins:,}", f"{after.wins:,}"),
        _becomes(f"{before.losses:,}", f"{after.losses:,}"),
        _becomes(_money(before.revenue, currency), _money(after.revenue, currency)),
        _becomes(_money(before.smallest, currency), _money(after.smallest, currency)),
        _becomes(_money(before.largest, currency), _money(after.largest, currency)),
        currency,
    )


def _becomes(before: str, after: str) -> str:
    return after if before == after else f"{before} -> {after}"


def _money(minor: int | None, currency: str) -> str:
    return UNKNOWN if minor is None else f"{to_major(minor, currency):,.{minor_digits(currency)}f}"


def _cell(text: str, place: int, widths: Sequence[int]) -> str:
    return text.ljust(widths[place]) if place in WORDS else text.rjust(widths[place])
