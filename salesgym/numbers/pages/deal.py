"""The page of one deal: what the CRM says of it, and everything that happened to it, the newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Deal, Import, TimeOut
from salesgym.numbers.pages.imports.changes import Difference, differences_of
from salesgym.numbers.queries.deal import Story, Written
from salesgym.people.models import User
from salesgym.people.pages.sentence import sentence

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the CRM says; `url` leads to the week in which it counts, where the reader may see it."""

    what: str
    value: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened; the names in `text` are links. `file_url` is "" where the reader may not open it."""

    icon: str
    text: str
    at: datetime
    said: str = ""
    file_name: str = ""
    file_url: str = ""
    differences: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True)
class DealPage:
    """The page; `line` says stage, day and amount, `facts` the rest, and `out` since when and through whom the deal is out of the numbers, "" while it counts."""

    name: str
    line: str
    out: str
    why: str
    facts: Sequence[Fact]
    happened: Sequence[Happened]


def build(deal: Deal, story: Story, *, reader: User, sees_weeks: bool, say: "Sayers") -> DealPage:
    """The page of this deal; `sees_weeks` where the reader may open the weeks of its owner."""
    return DealPage(
        name=name_of(deal),
        line=in_short(deal, say),
        out=out_words(deal) if deal.taken_out_at else "",
        why=deal.taken_out_why,
        facts=tuple(_facts(deal, say, sees_weeks=sees_weeks)),
        happened=tuple(_happened(deal, story, reader, say)),
    )


def name_of(deal: Deal) -> str:
    """The name of a deal, its id where it has none."""
    return deal.name or deal.external_id


def links(found: Iterable[tuple[int, str, str]]) -> tuple[tuple[str, str], ...]:
    """The name and the page of each of these deals, given as id, name, id in the CRM."""
    return tuple((name or there, reverse("numbers:deal", args=[pk])) for pk, name, there in found)


def in_short(deal: Deal, say: "Sayers") -> str:
    """Won on 20 November 2026, $3,900"""
    amount = say.money_in(deal.currency).minor(deal.amount_minor) or _("no amount")
    if deal.closed_on is None:
        return _("Open, %(amount)s") % {"amount": amount}
    said = {"day": date_format(deal.closed_on, "j F Y"), "amount": amount}
    if deal.stage == Deal.Stage.WON:
        return _("Won on %(day)s, %(amount)s") % said
    return _("Lost on %(day)s, %(amount)s") % said


def out_words(deal: Deal) -> str:
    """Since when and through whom a deal is out of the numbers."""
    said = {"day": date_format(localtime(deal.taken_out_at), "j F Y")}
    by = deal.taken_out_by
    if by is None:
        return _("Out of the numbers since %(day)s, with a file that no longer has it") % said
    said["name"] = by.name
    if deal.taken_out_with_id is not None:
        words = _("Out of the numbers since %(day)s, with a file of %(name)s that no longer has it")
        return sentence(words, said, name=by.pk)
    return sentence(_("%(name)s took it out of the numbers on %(day)s"), said, name=by.pk)


def _facts(deal: Deal, say: "Sayers", *, sees_weeks: bool) -> Iterator[Fact]:
    counts = sees_weeks and deal.taken_out_at is None
    note = _note(deal, say)
    if note:
        yield Fact(
            _("Amount"), say.money_in(deal.currency).minor(deal.amount_minor) or _("not known"), note=note
        )
    yield Fact(_("Opened"), _day(deal.opened_on), _week(deal, deal.opened_on) if counts else "")
    if deal.closed_on is not None:
        yield Fact(_("Closed"), _day(deal.closed_on), _week(deal, deal.closed_on) if counts else "")
    yield Fact(_("From"), deal.source.name)
    yield Fact(_("ID there"), deal.external_id)


def _note(deal: Deal, say: "Sayers") -> str:
    """Why the money of a won deal does not count; "" where it does."""
    if deal.stage != Deal.Stage.WON:
        return ""
    if not deal.amount_minor:
        return _("a win, but not in the revenue of a win")
    return _("not counted in revenue") if deal.currency != say.currency else ""


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else _("not known")


def _week(deal: Deal, day: date | None) -> str:
    return reverse("numbers:week", args=[deal.owner_id, monday(day)]) if day else ""


def _happened(deal: Deal, story: Story, reader: User, say: "Sayers") -> Iterator[Happened]:
    lines = [line for one in story.written if (line := _written(one, reader, say))]
    for time in story.times_out:
        lines += (_was_out(time, reader), _came_back(time, reader))
    if deal.taken_out_at is not None:
        words = _out(deal.taken_out_by, is_file=deal.taken_out_with_id is not None)
        file = _file(deal.taken_out_with, reader)
        lines.append(Happened("circle-minus", words, deal.taken_out_at, deal.taken_out_why, *file))
    # What came later stands first, also of two things of one moment.
    lines.sort(key=lambda line: line.at)
    return reversed(lines)


def _written(one: Written, reader: User, say: "Sayers") -> Happened | None:
    """The line of a file that brought or changed the deal; None of one that only took it out."""
    differences = tuple(differences_of(one.before, one.after, say)) if one.before else ()
    at = one.file.imported_at
    if at is None or (one.before and not differences):
        return None
    by = one.file.imported_by
    if one.before is None:
        icon, words = "file-up", _("%(name)s brought it with a file") if by else _("It came with a file")
    else:
        icon, words = "pencil", _("Changed by a file of %(name)s") if by else _("Changed by a file")
    text = sentence(words, {"name": by.name}, name=by.pk) if by else words
    return Happened(icon, text, at, "", *_file(one.file, reader), differences)


def _was_out(time: TimeOut, reader: User) -> Happened:
    words = _out(time.out_by, is_file=time.out_with_id is not None)
    return Happened("circle-minus", words, time.out_at, time.out_why, *_file(time.out_with, reader))


def _came_back(time: TimeOut, reader: User) -> Happened:
    by, file = time.back_by, _file(time.back_with, reader)
    words = _("Put back, as its file was undone") if by is None else _("%(name)s put it back")
    if by is not None and time.back_with_id is not None:
        words = _("Put back, as %(name)s undid the file")
    return Happened(
        "undo-2", sentence(words, {"name": by.name}, name=by.pk) if by else words, time.back_at, "", *file
    )


def _out(by: User | None, *, is_file: bool) -> str:
    if by is None:
        return _("Taken out of the numbers with a file that no longer has it")
    words = _("%(name)s took it out of the numbers")
    if is_file:
        words = _("%(name)s took it out of the numbers, with a file that no longer has it")
    return sentence(words, {"name": by.name}, name=by.pk)


def _file(file: Import | None, reader: User) -> tuple[str, str]:
    """The name of a file and its page; "" where there is none, or the reader may not open it."""
    if file is None:
        return "", ""
    may_open = reader.is_site_admin or file.imported_by_id == reader.pk
    return file.file_name, reverse("numbers:import_file", args=[file.pk]) if may_open else ""


@dataclass(frozen=True, slots=True)
class OutRow:
    """One deal that is taken out, in the list of them: when, by whom and why."""

    deal: Deal
    name: str
    line: str
    why: str


def rows(deals: Iterable[Deal], *, say: "Sayers") -> list[OutRow]:
    """The deals that are out, in the order given."""
    return [OutRow(one, name_of(one), in_short(one, say), _why(one)) for one in deals]


def _why(deal: Deal) -> str:
    file = deal.taken_out_with
    if file is None:
        return deal.taken_out_why
    return _("%(file)s no longer has it") % {"file": file.file_name}
