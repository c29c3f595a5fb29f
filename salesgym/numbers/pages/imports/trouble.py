"""The sentences for what can be wrong with a file or a line, and how to correct it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from salesgym.numbers.calculations.importing.trouble import Trouble

UNKNOWN = "…"

THE_FILE = {
    Trouble.EMPTY: _("The file is empty. Export it again and choose that file."),
    Trouble.NUL: _("The file holds NUL bytes, so it is not a text file. Export it as CSV UTF-8."),
    Trouble.BIDI: _(
        "Line %(line)s holds invisible letters that turn the direction of the text. "
        "Take them out, or type that line anew."
    ),
    Trouble.CONTROL: _(
        "Line %(line)s holds control characters, which no table has. Take them out, or type that line anew."
    ),
    Trouble.NOT_TEXT: _("The file is not a table. Choose a CSV file or an Excel workbook (.xlsx)."),
    Trouble.ENCODING: _(
        "The letters of the file cannot be read for certain. Save it as CSV UTF-8 and choose it again."
    ),
    Trouble.MIXED_ENCODING: _(
        "The file mixes two ways of writing letters, from line %(line)s on. "
        "Export it anew in one piece, as CSV UTF-8."
    ),
    Trouble.NOT_CSV: _(
        "The file cannot be read as a table near line %(line)s. Export it again as CSV and choose that file."
    ),
    Trouble.QUOTES: _(
        "A quotation mark near line %(line)s has no partner. Close it there, or export the file again."
    ),
    Trouble.IS_HTML: _(
        "The file is a web page, though its name says otherwise. "
        "Choose CSV or Excel (.xlsx) as the form of the export."
    ),
    Trouble.IS_JSON: _("The file is JSON. Choose CSV or Excel (.xlsx) as the form of the export."),
    Trouble.IS_PDF: _("The file is a PDF document. Export the numbers as CSV or Excel (.xlsx) instead."),
    Trouble.IS_PICTURE: _("The file is a picture. Choose the CSV or Excel (.xlsx) file of the export."),
    Trouble.IS_ARCHIVE: _("The file is a packed archive. Unpack it and choose the CSV or Excel file in it."),
    Trouble.IS_OPENDOCUMENT: _("This is an OpenDocument file. Save it as Excel (.xlsx) or CSV."),
    Trouble.IS_OTHER: _(
        "The file is of another kind (%(kind)s). Export it as CSV or as an Excel workbook (.xlsx)."
    ),
    Trouble.TOO_LARGE: _(
        "The file is larger than %(most)s. Export a shorter time, or split the file in two."
    ),
    Trouble.TOO_MANY_LINES: _(
        "The file has more than %(most)s lines. Export a shorter time, or split the file in two."
    ),
    Trouble.TOO_MANY_COLUMNS: _(
        "The file has more than %(most)s columns. Leave out those that are not needed and export it again."
    ),
    Trouble.LONG_FIELD: _(
        "A cell on line %(line)s is longer than %(most)s letters. "
        "Leave out the column with long notes, or look for a missing quotation mark."
    ),
    Trouble.NO_HEADER: _(
        "No line near the top names the columns. Put their names above the first line of numbers."
    ),
    Trouble.COLUMN_TWICE: _('The column "%(column)s" stands twice. Rename or remove one of them.'),
    Trouble.ONE_COLUMN: _(
        "The file has one column. Export it with its columns parted by commas, semicolons or tabs."
    ),
    Trouble.NO_LINES: _("The file names its columns and holds no lines. Export it again, with its lines."),
    Trouble.WORKBOOK_BROKEN: _(
        "The workbook is damaged or not complete. Open it in Excel, save it anew and choose that file."
    ),
    Trouble.WORKBOOK_LOCKED: _("The workbook has a password. Save it without one and choose it again."),
    Trouble.WORKBOOK_OLD: _(
        "This form of workbook is too old to be read (.xls). Save it as .xlsx or CSV and choose that file."
    ),
    Trouble.WORKBOOK_TOO_LARGE: _(
        "The workbook unpacks to more than %(most)s. Copy the cells you need into a new one."
    ),
    Trouble.ROUNDED_ID: _(
        "A spreadsheet has rounded the %(column)s (%(where)s). "
        "Format the column as text, export the file again and choose that one."
    ),
    Trouble.WORKBOOK_EMPTY: _("The workbook has no sheet with lines. Choose the one with the numbers."),
}

A_LINE = {
    Trouble.FORMULA: _(
        'The %(column)s holds a formula without its result. Save the workbook once in Excel, or put "values" in its place.'
    ),
    Trouble.FIELDS: _(
        "This line has more or fewer cells than the file has columns. Look for a stray comma or quotation mark."
    ),
    Trouble.NO_ID: _("The %(column)s is empty. Without it a deal cannot be found again next week."),
    Trouble.ALIKE: _(
        "Two deals look alike: %(where)s share name, account and created day. Add the ID to tell them apart."
    ),
    Trouble.ALIKE_KNOWN: _(
        "Several known deals have this name and created day, and nothing says which one is meant. "
        "Give each deal a name of its own."
    ),
    Trouble.LONG_ID: _("The %(column)s is longer than %(most)s letters. Check that it is the right column."),
    Trouble.NO_OWNER: _("No owner is named. Say whose line this is."),
    Trouble.NO_STAGE: _("The %(column)s is empty. Say whether the deal is open, won or lost."),
    Trouble.STAGE: _('The %(column)s "%(text)s" is not known yet. Say whether it means open, won or lost.'),
    Trouble.DATE: _(
        'The %(column)s "%(text)s" is not a date of the calendar. Write year-month-day: 2026-03-31.'
    ),
    Trouble.NO_DATE: _("The %(column)s is empty. Write the day: 2026-03-31."),
    Trouble.YEAR: _('The %(column)s "%(text)s" lies outside the years 1990 to 2100. Check the year.'),
    Trouble.FUTURE: _('The %(column)s "%(text)s" lies in the future. Check the date.'),
    Trouble.MONEY: _('The %(column)s "%(text)s" is not an amount. Write digits: 1250.50.'),
    Trouble.NUMBER: _('The %(column)s "%(text)s" is not a number. Write digits: 42.'),
    Trouble.NEGATIVE: _('The %(column)s "%(text)s" is negative. Write 0 or more.'),
    Trouble.TOO_MUCH: _('The %(column)s "%(text)s" is larger than %(most)s. Check the digits.'),
    Trouble.NOT_CLOSED: _("A won or lost deal needs the day it closed, and the %(column)s is empty."),
    Trouble.CLOSED_FIRST: _(
        "The deal closed on %(closed)s, before it opened on %(opened)s. Check both days."
    ),
    Trouble.TWICE: _(
        '"%(id)s" stands on lines %(lines)s with different contents. Keep the right one and remove the others.'
    ),
    Trouble.METRIC: _('No number here is called "%(text)s". Choose the one it means, or leave it out.'),
    Trouble.TYPE: _('The type "%(text)s" is not known yet. Choose what it counts as, or leave it out.'),
    Trouble.PERIOD: _('The %(column)s "%(text)s" is no month and no quarter. Write 2026-10 or Q4 2026.'),
    Trouble.UNKNOWN_OWNER: _(
        'Nobody here is called "%(owner)s". Match the name to a person, invite this person, or leave it out.'
    ),
    Trouble.TWO_OWNERS: _('%(count)s people are called "%(owner)s". Choose which of them is meant.'),
    Trouble.NOT_YOURS: _(
        'You may not write numbers of "%(owner)s". Ask the manager of that team to take in this line.'
    ),
}

SENTENCES = THE_FILE | A_LINE


class _Details(dict[str, str]):
    """The details of a sentence. A missing one is shown as three dots."""

    def __missing__(self, name: str) -> str:
        return UNKNOWN


def sentence(trouble: Trouble, details: Mapping[str, str]) -> str:
    """The translated sentence for this trouble."""
    return str(SENTENCES[trouble]) % _Details(details)
