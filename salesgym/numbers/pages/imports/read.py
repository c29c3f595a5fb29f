"""What was read of a file and what was not: its lines without data, and lines that are left out by choice."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.book import Book, Sheet
from salesgym.numbers.calculations.importing.columns import blank_owners
from salesgym.numbers.calculations.importing.lacks import Code, chosen_of
from salesgym.numbers.calculations.importing.layout import BlankOwner, Layout, Look, NotData
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.models import Import, Source
from salesgym.numbers.pages.imports.places import place, places
from salesgym.numbers.queries.imports.lacks.elsewhere import LEAVE_OUT

LINES_SHOWN = 30
BLANKS_NAMED = 10


@dataclass(frozen=True, slots=True)
class AsideLine:
    """A line without data: where it stands, and its text."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadCard:
    """What was read. `asides` have a text, `blank` are numbers of blank lines in words, `count` is of both.

    `owners_above` counts the lines that have the owner of the line above, as was chosen."""

    header_line: int
    asides: tuple[AsideLine, ...]
    more_asides: int
    blank: str
    count: int
    book: Book | None = None
    formulas: int = 0
    owners_above: int = 0

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of a workbook that were read, in the order of their lines."""
        return tuple(sorted(self.book.read, key=lambda one: one.first_line)) if self.book else ()


def build(look: Look, layout: Layout) -> ReadCard:
    """The card of what was read of this file in this way."""
    texts = [one for one in look.asides if one.what != NotData.BLANK]
    blank = [one.line for one in look.asides if one.what == NotData.BLANK]
    return ReadCard(
        header_line=look.header_line,
        asides=tuple(AsideLine(place(one.line, look.book), one.text) for one in texts[:LINES_SHOWN]),
        more_asides=max(len(texts) - LINES_SHOWN, 0) + look.more_asides,
        blank=_blank(blank, look.book),
        count=len(look.asides) + look.more_asides,
        book=look.book,
        formulas=sum(one.count for one in look.book.formulas) if look.book else 0,
        owners_above=_owners_above(look, layout),
    )


def _owners_above(look: Look, layout: Layout) -> int:
    if layout.blank_owner is not BlankOwner.ABOVE:
        return 0
    return sum(
        blank_owners.count(one)
        for one in blank_owners.asked(zip(look.columns, layout.roles, strict=True), None)
    )


def left_out(file: Import, decisions: Decisions) -> tuple[str, ...]:
    """Why lines are left out by choice: a sentence for each reason."""
    return tuple(_left_out(file, decisions))


def _left_out(file: Import, decisions: Decisions) -> Iterator[str]:
    others, taken_out, skipped = decisions.others, decisions.taken_out, decisions.skipped
    known = _known(decisions)
    if others:
        yield ngettext(
            "%(count)s line of people whose numbers you do not bring.",
            "%(count)s lines of people whose numbers you do not bring.",
            others,
        ) % {"count": f"{others:,}"}
    if taken_out:
        yield ngettext(
            "%(count)s line of a deal that was taken out of the numbers.",
            "%(count)s lines of deals that were taken out of the numbers.",
            taken_out,
        ) % {"count": f"{taken_out:,}"}
    if (said := file.left_out - skipped - others - taken_out - known) > 0:
        yield ngettext(
            "%(count)s line of people you leave out.", "%(count)s lines of people you leave out.", said
        ) % {"count": f"{said:,}"}
    if known:
        yield ngettext(
            "%(count)s line of a deal that is known already.",
            "%(count)s lines of deals that are known already.",
            known,
        ) % {"count": f"{known:,}"}
    if skipped:
        yield _skipped(file, skipped) % {"count": f"{skipped:,}"}


def _known(decisions: Decisions) -> int:
    """How many new lines were left out, as somebody took them for known deals."""
    lacks = [lack for lack in decisions.lacks if lack.code is Code.KNOWN_ELSEWHERE]
    return sum(lack.count for lack in lacks if chosen_of(lack, decisions.chosen) == LEAVE_OUT)


def _skipped(file: Import, count: int) -> str:
    if file.kind == Source.Kind.DEALS:
        return ngettext(
            "%(count)s line of a stage that does not count.",
            "%(count)s lines of stages that do not count.",
            count,
        )
    if file.kind == Source.Kind.ACTIVITIES:
        return ngettext(
            "%(count)s line that is not done, or of a type that does not count.",
            "%(count)s lines that are not done, or of types that do not count.",
            count,
        )
    return ngettext(
        "%(count)s line without a number that counts.",
        "%(count)s lines without a number that counts.",
        count,
    )


def _blank(lines: list[int], book: Book | None) -> str:
    if not lines:
        return ""
    named = places(lines[:BLANKS_NAMED], book)
    more = len(lines) - BLANKS_NAMED
    return named if more <= 0 else _("%(lines)s and %(count)s more") % {"lines": named, "count": f"{more:,}"}
