"""The sentences for what can be wrong with a file or a line: what it is, and how to put it right."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from salesgym.errors import Refused
from salesgym.numbers.calculations.csv_rows import Trouble

SENTENCES = {
    Trouble.EMPTY: _("The file is empty. Export the deals again and choose that file."),
    Trouble.NOT_UTF8: _(
        "The file is not UTF-8: line %(line)s cannot be read. Save it as CSV UTF-8 and choose it again."
    ),
    Trouble.NUL: _("The file holds NUL bytes, so it is not a text file. Export the deals as CSV UTF-8."),
    Trouble.NOT_CSV: _(
        "The file is not readable as CSV near line %(line)s. A quotation mark there may have no partner."
    ),
    Trouble.COLUMNS_MISSING: _(
        "These columns are missing: %(columns)s. The first line names the columns: %(needed)s."
    ),
    Trouble.COLUMN_TWICE: _("The column %(column)s stands twice in the first line. Keep one of them."),
    Trouble.NO_LINES: _("The file names its columns and holds no deals. Export the deals again."),
    Trouble.FIELDS: _("This line has more or fewer fields than the first line names."),
    Trouble.NO_ID: _("The opportunity_id is missing. Without it a deal cannot be found again."),
    Trouble.LONG_ID: _("The opportunity_id is longer than %(most)s letters."),
    Trouble.NO_OWNER: _("The sales_agent is missing. Name whose deal it is."),
    Trouble.STAGE: _(
        'The stage "%(text)s" is not known. Known are Prospecting, Engaging, Open, Won and Lost.'
    ),
    Trouble.DATE: _(
        'The %(column)s "%(text)s" is not a date. Write month/day/year or year-month-day: 2026-03-31.'
    ),
    Trouble.YEAR: _('The %(column)s "%(text)s" lies outside the years 1990 to 2100.'),
    Trouble.MONEY: _('The close_value "%(text)s" is not a number. Write digits with a point: 1250.50.'),
    Trouble.NEGATIVE: _("The close_value %(text)s is negative. Write what the deal is worth, 0 or more."),
    Trouble.TOO_MUCH: _("The close_value %(text)s is over a trillion. Check the digits."),
    Trouble.NOT_CLOSED: _("The close_date is missing. A won or lost deal has one."),
    Trouble.CLOSED_FIRST: _("The close_date comes before the engage_date. Check both."),
    Trouble.TWICE: _(
        "The opportunity_id %(id)s stands on lines %(lines)s with different contents. Keep the right one."
    ),
    Trouble.UNKNOWN_OWNER: _(
        "Nobody here is called %(owner)s. Add this person, or correct the name in the file."
    ),
    Trouble.TWO_OWNERS: _(
        "%(count)s people are called %(owner)s, so the owner is not clear. Give one of them a middle name."
    ),
}


class FileRefused(Refused):
    """The file is wrong as a whole: nothing of it was taken in."""


def sentence(trouble: Trouble, details: Mapping[str, str]) -> str:
    """The trouble as the person reads it."""
    return str(SENTENCES[trouble]) % details
