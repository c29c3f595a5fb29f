"""Formatted numbers, for templates."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from salesgym import clock
from salesgym.numbers.pages.cells import Cell
from salesgym.numbers.pages.days import short_day

register = template.Library()


@register.filter
def newest_day(on: date | str | None) -> str:
    """10 Jan, how far numbers reach; 10 Jan 2021 where that is not this year. "" without numbers."""
    if not isinstance(on, date):
        return ""
    return short_day(on, beside=clock.today())


@register.filter
def in_cell(cell: Cell) -> SafeString:
    """A value over its counts, or a dash with its reason. A filter, as a table has thousands of cells."""
    return SafeString(_of_texts(escape(cell.value), escape(cell.counts), escape(cell.reason)))


@register.filter
def in_cells(cells: Sequence[Cell]) -> SafeString:
    """The cells of a line of weeks, as `in_cell` writes each. The texts are escaped in one call, as in `in_row`."""
    told = escape("\0".join(text for cell in cells for text in (cell.value, cell.counts, cell.reason))).split(
        "\0"
    )
    texts = zip(told[::3], told[1::3], told[2::3], strict=True)
    return SafeString("".join(f'<td class="n">{_of_texts(*three)}</td>' for three in texts) if cells else "")


def _of_texts(value: str, counts: str, reason: str) -> str:
    dash = '<span class="sg-3" aria-hidden="true">-</span><span class="visually-hidden">'
    said = value or f"{dash}{reason}</span>"
    return f"{said}<small>{counts}</small>" if counts else said


@register.filter
def in_row(words: Sequence[str]) -> SafeString:
    """The cells of a row of a chart's table, the first as its head. A filter, as a page has a thousand of them.

    The words are plain texts, joined by NUL, which no text of ours has, so that one call escapes the row.
    """
    head, *rest = escape("\0".join(words)).split("\0")
    cells = "".join(f'<td class="n">{word}</td>' for word in rest)
    return SafeString(f'<th scope="row">{head}</th>{cells}')
