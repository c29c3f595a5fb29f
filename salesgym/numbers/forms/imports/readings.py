"""Choices between ways to read a file, each shown with one of the file's own cells."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.cells.number import as_number
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark, Layout, Look
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Holds, roles_holding

# Offered where the encoding is not certain.
ENCODINGS = ("utf-8", "windows-1252", "windows-1250", "windows-1251", "iso-8859-15", "mac-roman")
NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "windows-1252": "Windows-1252",
    "windows-1250": "Windows-1250",
    "windows-1251": "Windows-1251",
    "iso-8859-15": "ISO 8859-15",
    "mac-roman": "Mac Roman",
}
DATES = roles_holding(Holds.DAY, Holds.WEEK)
LONGEST_SAMPLE = 60


class ExplainedChoice(str):
    """A choice's label with `help`, a sentence that explains it (used by _choice.html)."""

    help: str

    def __new__(cls, label: str, meaning: str) -> "ExplainedChoice":
        choice = super().__new__(cls, label)
        choice.help = meaning
        return choice


Choices = list[tuple[str, ExplainedChoice]]


def encoding_words(name: str) -> str:
    """The name of an encoding as programs that export files show it."""
    return NAMES.get(name, name.upper())


def date_orders(look: Look, layout: Layout, questions: Iterable[Question]) -> Choices:
    """Month or day first, each with the file's first ambiguous day read that way."""
    texts = _asked(questions, About.DATE_ORDER) or _cells(look, layout, DATES)
    text = next((one for one in texts if _reads_both_ways(one)), "3/4/2026")
    return _explained(
        (str(order), label, _("%(text)s is %(day)s") % {"text": text, "day": _day_words(text, order)})
        for order, label in ((DateOrder.MONTH_FIRST, _("Month first")), (DateOrder.DAY_FIRST, _("Day first")))
    )


def decimal_marks(questions: Iterable[Question]) -> Choices:
    """Point or comma, each with the file's first ambiguous amount read that way."""
    text = next(iter(_asked(questions, About.DECIMAL_MARK)), "1.234")
    return _explained(
        (str(mark), label, _("%(text)s is %(value)s") % {"text": text, "value": _number_words(text, mark)})
        for mark, label in (
            (DecimalMark.POINT, _("The point parts the decimals")),
            (DecimalMark.COMMA, _("The comma parts the decimals")),
        )
    )


def encodings(look: Look) -> Choices:
    """The possible encodings, the detected one first, each with the same cell read that way."""
    sample = _sample(look)
    found = [
        ("", _("As found (%(name)s)") % {"name": encoding_words(look.encoding)}, sample or _("Plain letters"))
    ]
    for name in ENCODINGS:
        read = _reread(sample, look.encoding, name)
        if name != look.encoding and read and read != sample:
            found.append((name, encoding_words(name), read))
    return _explained(found)


def _explained(choices: Iterable[tuple[str, str, str]]) -> Choices:
    """Form choices from triples of value, label and meaning."""
    return [(value, ExplainedChoice(label, meaning)) for value, label, meaning in choices]


def _asked(questions: Iterable[Question], about: About) -> tuple[str, ...]:
    return tuple(text for question in questions if question.about is about for text in question.texts)


def _cells(look: Look, layout: Layout, roles: Iterable[str]) -> tuple[str, ...]:
    wanted = set(roles)
    pairs = zip(look.columns, layout.roles, strict=False)
    return tuple(text for column, role in pairs if role in wanted for text in column.samples)


def _day(text: str, order: DateOrder) -> date | None:
    try:
        return as_day(text, order, "UTC")
    except Unreadable:
        return None


def _reads_both_ways(text: str) -> bool:
    first, second = (_day(text, order) for order in DateOrder)
    return first is not None and second is not None and first != second


def _day_words(text: str, order: DateOrder) -> str:
    day = _day(text, order)
    return date_format(day, "j F Y") if day else _("no day")


def _number_words(text: str, mark: DecimalMark) -> str:
    try:
        value = as_number(text, mark)
    except Unreadable:
        return _("no number")
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    between = {"value": f"{value:,f}", "low": f"{value // 1:,.0f}", "high": f"{value // 1 + 1:,.0f}"}
    return _("%(value)s, between %(low)s and %(high)s") % between


def _sample(look: Look) -> str:
    """The first cell with a letter outside ASCII; such letters differ between encodings."""
    texts = (text for column in look.columns for text in (column.name, *column.samples, *column.values))
    return next((text[:LONGEST_SAMPLE] for text in texts if not text.isascii()), "")


def _reread(sample: str, found: str, other: str) -> str:
    try:
        return sample.encode(found).decode(other) if sample else ""
    except (UnicodeError, LookupError):
        return ""
