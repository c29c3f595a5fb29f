"""Formatted numbers, for templates."""

from collections.abc import Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from salesgym.numbers.pages.cells import Cell

register = template.Library()


@register.filter
def in_cell(cell: Cell) -> SafeString:
    """A value over its counts, or a dash with its reason. A filter, as a table has thousands of cells."""
    dash = '<span class="sg-3" aria-hidden="true">-</span><span class="visually-hidden">{}</span>'
    value = cell.value or format_html(dash, cell.reason)
    return format_html("{}<small>{}</small>" if cell.counts else "{}", value, cell.counts)


@register.filter
def in_row(words: Sequence[str]) -> SafeString:
    """The cells of a row of a chart's table, the first as its head. A filter, as a page has a thousand of them.

    The words are plain texts, joined by NUL, which no text of ours has, so that one call escapes the row.
    """
    head, *rest = escape("\0".join(words)).split("\0")
    cells = "".join(f'<td class="n">{word}</td>' for word in rest)
    return SafeString(f'<th scope="row">{head}</th>{cells}')
