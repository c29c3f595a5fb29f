"""The open questions about a file: their words on the page, and the fields that answer them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.layout import METRIC_COLUMN, Kind
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.forms.imports import blank_owners
from salesgym.numbers.forms.imports.mapping import MappingForm
from salesgym.numbers.forms.imports.role_words import ASKED, role_words
from salesgym.numbers.forms.imports.rows import NameRow
from salesgym.numbers.pages.imports.places import place

NAMES = {About.STAGES: Role.STAGE, About.TYPES: Role.TYPE, About.METRICS: Role.METRIC}


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. Answered by tiles or a menu (`field`), by `names` with menus, or in the list of columns."""

    title: str
    text: str = ""
    field: forms.BoundField | None = None
    names: tuple[NameRow, ...] = ()

    @property
    def has_tiles(self) -> bool:
        return self.field is not None and isinstance(self.field.field.widget, forms.RadioSelect)


def asks_of(form: MappingForm, *, is_id_asked: bool = False) -> list[Ask]:
    """All open questions about this file, including names in columns that were chosen just now.

    `is_id_asked`: the page asks for the ID elsewhere, with the way on without one.
    """
    asks = [_source(form)] if form.is_source_asked else []
    asks += [ask for question in form.questions for ask in _asks(form, question, is_id_asked)]
    known = {question.about for question in form.given.questions}
    for about, role in NAMES.items():
        if about not in known and any(name.role is role for name in form.new_names):
            asks.append(_names(form, about, role))
    return asks


def _asks(form: MappingForm, question: Question, is_id_asked: bool) -> Iterator[Ask]:
    if question.about is About.COLUMNS:
        roles = [role for role in question.texts if not (is_id_asked and role == Role.EXTERNAL_ID)]
        yield from (_column(role, question) for role in roles)
    elif question.about is About.METRICS and question.role == METRIC_COLUMN:
        yield _unknown_columns(question.texts)
    elif question.about in NAMES:
        yield _names(form, question.about, NAMES[question.about])
    else:
        yield _plain(form, question)


def _plain(form: MappingForm, question: Question) -> Ask:
    """A question about the file as a whole."""
    match question.about:
        case About.DATE_ORDER:
            text = _contradiction(question, form.look.book) or _("Days in this file read both ways.")
            return Ask(_("Day or month first?"), text, form["date_order"])
        case About.DECIMAL_MARK:
            text = _contradiction(question, form.look.book) or _("Amounts in this file read both ways.")
            return Ask(_("Point or comma?"), text, form["decimal_mark"])
        case About.WEEK_YEAR:
            return Ask(_("Which year are these weeks of?"), _weeks(question), form["week_year"])
        case About.PERIOD:
            text = _("Every month in this file begins a quarter.")
            return Ask(_("Months or quarters?"), text, form["period"])
        case About.BLANK_OWNER:
            text = blank_owners.explained(question)
            return Ask(blank_owners.title(question), text, form["blank_owner"])
        case About.ENCODING:
            text = _("The file does not say how its letters are written. This is one of its cells.")
            return Ask(_("Which one reads right?"), text, form["encoding"])
        case About.METRIC:
            text = _("The file holds values and does not name them.")
            return Ask(_("Which number is it?"), text, form["metric"])
        case _:
            return Ask(_("What is in this file?"), _("It fits nothing for certain."), form["kind"])


def _source(form: MappingForm) -> Ask:
    text = _("Under one name a deal's ID stands for the same deal in every file.")
    if form.layout.kind is not Kind.DEALS:
        text = ""
    return Ask(_("Where does this file come from?"), text, form["source_name"])


def _contradiction(question: Question, book: Book | None) -> str:
    """The two lines that exclude each other, where a file has such."""
    if not question.lines:
        return ""
    first, second = (place(line, book) for line in question.lines[:2])
    words = {"first": first, "second": second}
    if question.about is About.DATE_ORDER:
        text = _(
            "Two lines exclude each other: %(first)s reads only with the month first, %(second)s only with the day first. "
            "Nothing goes in until you choose, and then the other line stays out."
        )
    else:
        text = _(
            "Two lines exclude each other: %(first)s reads only with a decimal point, "
            "%(second)s only with a decimal comma. "
            "Nothing goes in until you choose, and then the other line stays out."
        )
    return text % words


def _weeks(question: Question) -> str:
    first, last, *later = question.texts
    if not later:
        text = _("Weeks %(first)s to %(last)s stand without a year.")
        return text % {"first": first, "last": last}
    text = _(
        "Weeks %(first)s to %(last)s stand without a year, and weeks up to %(later)s. "
        "Say the year of week %(first)s; those up to %(later)s are of the year after."
    )
    return text % {"first": first, "last": last, "later": later[0]}


def _column(role: str, question: Question) -> Ask:
    if question.role == role == Role.STAGE:
        return Ask(
            _("Which column says what was won or lost?"),
            _(
                "By the stages all deals of this file are open, though other columns say that some were closed."
            ),
        )
    if question.role == role:
        return Ask(
            _("Is this the day it was decided?"),
            _("The file has an expected day of closing and no other. Choose another column if there is one."),
        )
    title = str(ASKED.get(role, role_words(role) if role in set(Role) else role))
    return Ask(title, _("Choose it below, under What the columns mean."))


def _unknown_columns(names: tuple[str, ...]) -> Ask:
    return Ask(
        ngettext(
            "A column of numbers is not known here", "Some columns of numbers are not known here", len(names)
        ),
        _("%(columns)s: say in the list which number each is, or leave it out.")
        % {"columns": ", ".join(names)},
    )


def _names(form: MappingForm, about: About, role: Role) -> Ask:
    rows = tuple(row for row in form.names_of(role) if row.is_asked)
    titles = {
        About.STAGES: _("What do these stages mean?"),
        About.TYPES: _("What do these activities count as?"),
        About.METRICS: _("Which numbers are these?"),
    }
    return Ask(titles[about], _("Said once: the next file remembers it."), names=rows)
