"""The sentences for what a workbook holds and is not read: other sheets, hidden rows, formulas without a result."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.book import ALL_SHEETS, LEAVE_OUT, READ, THIS_SHEET
from salesgym.numbers.calculations.importing.lacks import Code, Lack


def _other_sheets(lack: Lack) -> tuple[str, str]:
    details = lack.details
    if not details["not_read"]:
        return _("All sheets are read"), _("Read, with their lines: %(read)s.") % details
    title = _("The workbook has other sheets")
    return title, _("Read, with its lines: %(read)s. Not read: %(not_read)s.") % details


def _hidden_rows(lack: Lack) -> tuple[str, str]:
    counts = {"n": f"{lack.count:,}", "rows": lack.details["rows"]}
    title = ngettext("%(n)s hidden row", "%(n)s hidden rows", lack.count) % counts
    follows = _("%(n)s of %(rows)s rows are hidden, by a filter or by hand. Are they to be read too?")
    return title, follows % counts


def _empty_formulas(lack: Lack) -> tuple[str, str]:
    counts = {"n": f"{lack.count:,}", "columns": lack.details["columns"]}
    title = ngettext("%(n)s formula without a result", "%(n)s formulas without a result", lack.count)
    follows = ngettext(
        "%(n)s cell is a formula without a result (%(columns)s). It counts as empty, not as 0. "
        "Open the file in Excel, save it and upload it again.",
        "%(n)s cells are formulas without a result (%(columns)s). They count as empty, not as 0. "
        "Open the file in Excel, save it and upload it again.",
        lack.count,
    )
    return title % counts, follows % counts


def labels() -> dict[tuple[Code, str], str]:
    """The words of the choices. A sheet is called by its name."""
    return {
        (Code.OTHER_SHEETS, THIS_SHEET): _("Only the largest sheet"),
        (Code.OTHER_SHEETS, ALL_SHEETS): _("All sheets with these columns"),
        (Code.HIDDEN_ROWS, LEAVE_OUT): _("Leave hidden rows out"),
        (Code.HIDDEN_ROWS, READ): _("Read them too"),
    }


WORDS: Mapping[Code, Callable[[Lack], tuple[str, str]]] = {
    Code.OTHER_SHEETS: _other_sheets,
    Code.HIDDEN_ROWS: _hidden_rows,
    Code.EMPTY_FORMULAS: _empty_formulas,
}
