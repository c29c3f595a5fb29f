"""Choices between ways to read a file, each shown with one of the file's own cells."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.cells.day import as_day
from salesgym.numbers.calculations.importing.cells.number import as_number, marks_of
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark, Kind, Layout, Look
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Holds, roles_holding
from salesgym.numbers.calculations.importing.vocabulary.periods import (
    MONTH,
    QUARTER,
    period_of,
    without_week_words,
)
from salesgym.numbers.pages.imports.places import place

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
    """Month or day first, each with a day of the file that differs between them, and what follows from it."""
    asked = _question(questions, About.DATE_ORDER)
    texts = [without_week_words(text) for text in asked.texts or _cells(look, layout, DATES)]
    text = next((one for one in texts if _reads_both_ways(one)), "" if asked.lines else "3/4/2026")
    return _explained(
        (
            str(order),
            label,
            _sentences(_day_sentence(text, order), *_consequences(asked, layout, order, look.book)),
        )
        for order, label in ((DateOrder.MONTH_FIRST, _("Month first")), (DateOrder.DAY_FIRST, _("Day first")))
    )


def decimal_marks(look: Look, questions: Iterable[Question]) -> Choices:
    """Point or comma, each with an amount of the file that differs between them, and what follows from it."""
    asked = _question(questions, About.DECIMAL_MARK)
    text = next((one for one in asked.texts if all(marks_of(one))), "" if asked.lines else "1.234")
    return _explained(
        (
            str(mark),
            label,
            _sentences(_number_sentence(text, mark), _out(asked, mark is DecimalMark.COMMA, look.book)),
        )
        for mark, label in (
            (DecimalMark.POINT, _("The point parts the decimals")),
            (DecimalMark.COMMA, _("The comma parts the decimals")),
        )
    )


def periods(questions: Iterable[Question]) -> Choices:
    """Months or quarters, each with the file's first month read that way."""
    texts = _question(questions, About.PERIOD).texts or ("2026-10",)
    found = period_of(texts[0])
    first = found[0] if found else _day(texts[0], DateOrder.MONTH_FIRST) or date(2026, 10, 1)
    words = {"text": texts[0], "month": date_format(first, "F Y")}
    last = {
        "first": date_format(first, "F"),
        "last": date_format(first.replace(month=first.month + 2), "F Y"),
    }
    return _explained(
        [
            (str(MONTH), _("Months"), _("%(text)s is %(month)s.") % words),
            (str(QUARTER), _("Quarters"), _("%(text)s is %(first)s to %(last)s.") % (words | last)),
        ]
    )


def encodings(look: Look) -> Choices:
    """The possible encodings, the detected one first, each with the same cell read that way."""
    sample = _sample(look)
    found = [
        (
            look.encoding,
            _("As found (%(name)s)") % {"name": encoding_words(look.encoding)},
            sample or _("Plain letters"),
        )
    ]
    for name in ENCODINGS:
        read = _reread(sample, look.encoding, name)
        if name != look.encoding and read and read != sample:
            found.append((name, encoding_words(name), read))
    return _explained(found)


def _explained(choices: Iterable[tuple[str, str, str]]) -> Choices:
    """Form choices from triples of value, label and meaning."""
    return [(value, ExplainedChoice(label, meaning)) for value, label, meaning in choices]


def _question(questions: Iterable[Question], about: About) -> Question:
    """The question about this; an empty one where it is not asked."""
    return next((question for question in questions if question.about is about), Question(about))


def _sentences(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _consequences(asked: Question, layout: Layout, order: DateOrder, book: Book | None) -> list[str]:
    """What follows from an order: how many wins, or lines of other kinds, fall into a month, and what stays out."""
    said = [_out(asked, order is DateOrder.DAY_FIRST, book)]
    for month, count in asked.follows.get(str(order), {}).items():
        words = {"count": f"{count:,}", "month": date_format(date.fromisoformat(f"{month}-01"), "F Y")}
        if layout.kind is Kind.DEALS:
            text = ngettext("%(count)s win in %(month)s.", "%(count)s wins in %(month)s.", count)
        else:
            text = ngettext("%(count)s line in %(month)s.", "%(count)s lines in %(month)s.", count)
        said.insert(0, text % words)
    return said


def _out(asked: Question, is_second: bool, book: Book | None) -> str:
    """The line that does not read so, where two lines exclude each other."""
    if not asked.lines:
        return ""
    which = 0 if is_second else 1
    words = {"place": place(asked.lines[which], book), "text": asked.texts[which]}
    return _("%(text)s (%(place)s) does not read so and stays out.") % words


def _day_sentence(text: str, order: DateOrder) -> str:
    day = _day(text, order)
    return _("%(text)s is %(day)s.") % {"text": text, "day": date_format(day, "j F Y")} if day else ""


def _number_sentence(text: str, mark: DecimalMark) -> str:
    return _("%(text)s is %(value)s.") % {"text": text, "value": _number_words(text, mark)} if text else ""


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


def _number_words(text: str, mark: DecimalMark) -> str:
    try:
        value = as_number(text, mark)
    except Unreadable:
        return _("no number")
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    between = {
        "value": f"{value.normalize():,f}",
        "low": f"{value // 1:,.0f}",
        "high": f"{value // 1 + 1:,.0f}",
    }
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
