"""Options of the import commands that answer what the page would ask."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.management.base import CommandError

from salesgym.numbers.actions.imports.reading import metric_names
from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.columns.settling import Known, settle
from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.calculations.importing.layout import (
    BlankOwner,
    DateOrder,
    DecimalMark,
    Layout,
    Look,
    Stage,
    key_of,
)
from salesgym.numbers.calculations.importing.question import About, Guess, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.importing.vocabulary.periods import FIRST_YEAR, LAST_YEAR
from salesgym.numbers.pages.imports.lacks import effect
from salesgym.numbers.pages.imports.places import place
from salesgym.numbers.queries.imports.lacks.currencies import AS_THEY_ARE

LEAVE_OUT = "leave-out"
ROLES = ", ".join(role.value for role in Role if role)

# For each question the line that names the option which answers it.
OPTIONS = {
    About.KIND: "The file looks like something else: {texts}. Use the command of that kind.",
    About.COLUMNS: 'No column for: {texts}. Name it with --column "Name of the column=role".',
    About.DATE_ORDER: "These dates read both ways: {texts}. Say --date-order mdy or --date-order dmy.",
    About.DECIMAL_MARK: "These numbers read both ways: {texts}. Say --decimal-mark point or --decimal-mark comma.",
    About.STAGES: 'These stages are not known: {texts}. Say --stage "Name=won", lost, open or leave-out for each.',
    About.TYPES: 'These types are not known: {texts}. Say --type "Name=metric" or "Name=leave-out" for each.',
    About.METRIC: "The file does not say what it counts ({texts}). Say --metric with a metric's key.",
    About.METRICS: 'These metrics are not known: {texts}. Say --type "Name=metric" or "Name=leave-out" for each.',
    About.ENCODING: "The file is not UTF-8 and probably {texts}. Say --encoding {texts}, or export it as UTF-8.",
    About.WEEK_YEAR: "Weeks {texts} stand without a year. Say --year with the year of the first: --year 2026.",
    About.PERIOD: "These months all begin quarters: {texts}. Say --period month or --period quarter.",
    About.BLANK_OWNER: "Lines {lines} have no owner, and {texts} stands above. Say --blank-owner above, or leave-out.",
}

# The same for two lines that exclude each other: whatever is chosen, one of them stays out.
CONTRADICTIONS = {
    About.DATE_ORDER: (
        "{one} ({first}) reads only with the month first, {other} ({second}) only with the day first. "
        "Say --date-order mdy or --date-order dmy; the other line stays out."
    ),
    About.DECIMAL_MARK: (
        "{one} ({first}) reads only with a decimal point, {other} ({second}) only with a decimal comma. "
        "Say --decimal-mark point or --decimal-mark comma; the other line stays out."
    ),
}
SPANS = {"month": 1, "quarter": 3}
WHICH_STAGE = (
    'By its stages nothing is won or lost, yet deals were closed. Say --column "Name of the column=stage".'
)


def add_deciding_options(parser: ArgumentParser) -> None:
    """Add an option for everything that the page may ask about a file."""
    several: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--column", metavar="NAME=ROLE", help=f"What a column means: {ROLES}.", **several)
    parser.add_argument("--date-order", choices=[order.value for order in DateOrder])
    parser.add_argument("--decimal-mark", choices=["point", "comma"])
    parser.add_argument(
        "--year", type=int, help="The year of weeks without one, of the first where it turns."
    )
    parser.add_argument("--period", choices=[*SPANS], help="What quotas are for that stand at a month.")
    parser.add_argument(
        "--blank-owner",
        choices=[one.value for one in BlankOwner],
        help="Whose lines without an owner are that stand below one with an owner. The source remembers it.",
    )
    parser.add_argument("--encoding", help="utf-8, utf-16 or windows-1252.")
    parser.add_argument("--header-line", type=int, help="The line that names the columns.")
    parser.add_argument("--stage", metavar="NAME=won|lost|open|leave-out", **several)
    parser.add_argument("--type", metavar="NAME=METRIC|leave-out", help="An activity type.", **several)
    parser.add_argument("--metric", default="", help="The metric of a file that names none.")
    parser.add_argument(
        "--owner", metavar="NAME=ADDRESS|leave-out", help="Whom the file means by a name.", **several
    )
    parser.add_argument(
        "--choose", metavar="CODE=OPTION", help="A choice about what the file cannot tell.", **several
    )
    parser.add_argument(
        "--take-other", action="store_true", help="Where another source has another number, take the file's."
    )
    parser.add_argument(
        "--currencies-are-one",
        dest="choose",
        action="append_const",
        const=f"{Code.OTHER_CURRENCY}={AS_THEY_ARE}",
        help=f"The same as --choose {Code.OTHER_CURRENCY}={AS_THEY_ARE}: amounts as they are, in our currency.",
    )


def settled(look: Look, layout: Layout, options: dict[str, Any], *, system: str) -> Guess:
    """The layout with the options applied, and the questions that are still open."""
    stages = {key: _stage(name, text) for key, name, text in _pairs("--stage", options["stage"])}
    types = {key: "" if text == LEAVE_OUT else text for key, _name, text in _pairs("--type", options["type"])}
    order, mark = options["date_order"], options["decimal_mark"]
    marks = {"point": DecimalMark.POINT, "comma": DecimalMark.COMMA}
    return settle(
        look,
        kind=layout.kind,
        roles=_roles(look, layout, options["column"]),
        metric_names=metric_names(),
        time_zone=layout.time_zone,
        known=Known(
            stages=stages,
            types=types,
            metrics=types,
            metric=options["metric"],
            date_order=DateOrder(order) if order else None,
            decimal_mark=marks[mark] if mark else None,
            week_year=_year(options["year"]),
            month_span=SPANS.get(options["period"] or "", 0),
            is_without_id=layout.is_without_id,
            blank_owner=BlankOwner(options["blank_owner"]) if options["blank_owner"] else layout.blank_owner,
        ),
        system=system,
    )


def open_questions(guess: Guess, options: dict[str, Any]) -> list[Question]:
    """The questions that no option answers."""
    return [question for question in guess.questions if not _is_answered(question, options)]


def said(question: Question, book: Book | None = None) -> str:
    """The question in a line, with the option that answers it."""
    if question.lines and question.about in CONTRADICTIONS:
        first, second = (place(line, book) for line in question.lines)
        one, other = question.texts[:2]
        return CONTRADICTIONS[question.about].format(first=first, second=second, one=one, other=other)
    if question.about is About.BLANK_OWNER:
        owner, count = question.texts
        lines = ", ".join(map(str, question.lines[:10])) + (", …" if int(count) > 10 else "")
        return OPTIONS[question.about].format(lines=lines, texts=owner)
    return _option(question).format(texts=", ".join(question.texts[:10]) or question.role)


def _year(year: int | None) -> int:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise CommandError(f"--year is a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return year or 0


def _option(question: Question) -> str:
    return WHICH_STAGE if _is_about_the_stage(question) else OPTIONS[question.about]


def _is_about_the_stage(question: Question) -> bool:
    """Whether a column has the stage, and seems to be the wrong one."""
    return question.about is About.COLUMNS and question.role == Role.STAGE


def chosen_by(told: Iterable[str]) -> dict[str, str]:
    """The choices of --choose about what a file cannot tell, by code. CommandError for a code that there is not."""
    chosen = {}
    for text in told:
        # Split at the first sign: a code has none, and the name of a sheet may.
        code, equals, option = (part.strip() for part in text.partition("="))
        if not equals or not option:
            raise CommandError(f'--choose "{text}" is not of the form "code=option".')
        if code not in set(Code):
            raise CommandError(f"--choose: {code} is no code. Codes are: {', '.join(Code)}.")
        chosen[code] = option
    return chosen


def check_offered(lacks: Iterable[Lack], chosen: Mapping[str, str]) -> None:
    """CommandError where a choice is none of those that this file offers. A choice about what it can tell is idle."""
    for lack in lacks:
        told = chosen.get(lack.code, "")
        if told and told not in lack.options:
            offered = ", ".join(lack.options) or "none, as there is nothing to choose"
            raise CommandError(f'--choose "{lack.code}={told}": the options are: {offered}.')


def said_lack(lack: Lack) -> str:
    """What follows from a lack that somebody decides, in a line, with the option that decides it."""
    answers = " or ".join(f'--choose "{lack.code}={option}"' for option in lack.options)
    return f"{effect(lack)} Say {answers}."


def _is_answered(question: Question, options: dict[str, Any]) -> bool:
    if question.about is About.ENCODING:
        return bool(options["encoding"])
    told = _pairs("--column", options["column"])
    return _is_about_the_stage(question) and any(role == Role.STAGE for _key, _name, role in told)


def _roles(look: Look, layout: Layout, told: list[str]) -> list[str]:
    roles = list(layout.roles)
    places = {key_of(name): place for place, name in enumerate(look.names)}
    for key, name, role in _pairs("--column", told):
        if key not in places:
            raise CommandError(f'--column: there is no column "{name}". There are: {", ".join(look.names)}.')
        if ":" not in role and role not in {known.value for known in Role}:
            raise CommandError(f"--column: {role} is no role. Roles are: {ROLES}.")
        roles = ["" if one == role else one for one in roles]
        roles[places[key]] = role
    return roles


def _stage(name: str, text: str) -> str:
    if text == LEAVE_OUT:
        return ""
    if text not in {stage.value for stage in Stage}:
        raise CommandError(f'--stage "{name}={text}": say won, lost, open or leave-out.')
    return text


def _pairs(option: str, told: list[str]) -> Iterator[tuple[str, str, str]]:
    for text in told:
        name, equals, value = (part.strip() for part in text.rpartition("="))
        if not equals or not name or not value:
            raise CommandError(f'{option} "{text}" is not of the form "name=value".')
        yield key_of(name), name, value
