"""The sentences for what a file cannot tell: what follows from it, and the choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from salesgym.numbers.calculations.importing.book import Book
from salesgym.numbers.calculations.importing.lacks import Code, Lack, chosen_of
from salesgym.numbers.pages.imports.lack_words import (
    activities,
    book,
    currencies,
    deals,
    elsewhere,
    gone,
    identity,
    owners,
)
from salesgym.numbers.pages.imports.places import sentence_of

LINES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, and the word for it."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a file cannot tell, as the page says it.

    `lines` is a sentence that names the first ones, of `more` besides. `ways` are how to get a file that can tell, the
    likeliest first. `deals` are the names and pages of known deals that it is about.
    """

    code: str
    title: str
    effect: str
    lines: str
    ways: tuple[str, ...]
    count: int
    more: int
    options: tuple[Option, ...]
    is_open: bool
    deals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lacks:
    """All that a file cannot tell, in words."""

    lines: tuple[Said, ...]

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def has_choices(self) -> bool:
        return any(line.options for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether nothing goes in before somebody chose."""
        return any(line.is_open for line in self.lines)


def said(
    lacks: Iterable[Lack],
    chosen: Mapping[str, str],
    workbook: Book | None = None,
    *,
    deals: tuple[tuple[str, str], ...] = (),
) -> Lacks:
    """Each lack in words, with the choices and which of them holds.

    `deals` are the names and pages of those of `deals_in` that the reader may see.
    """
    words = (_said(lack, chosen, workbook) for lack in lacks)
    return Lacks(tuple(_with_links(one, deals) if one.code == Code.GONE_FROM_FILE else one for one in words))


def deals_in(lacks: Iterable[Lack]) -> list[int]:
    """The ids of the known deals that these lacks are about, as far as each has a link."""
    return [pk for lack in lacks for pk in gone.ids(lack)]


def _with_links(line: Said, deals: tuple[tuple[str, str], ...]) -> Said:
    """Links in place of the names, where the reader may see these deals; `more` are those without one."""
    if not deals:
        return line
    return replace(line, effect=gone.follows(), deals=deals, more=max(line.count - len(deals), 0))


def effect(lack: Lack) -> str:
    """What follows from this lack, and how to get a file that can tell, in a few sentences."""
    return " ".join([*_ways(lack), WORDS[lack.code](lack)[1]])


def _ways(lack: Lack) -> tuple[str, ...]:
    """How to get a file that can tell, the recognized system first."""
    return tuple(identity.ways(lack.details.get("system", ""))) if lack.code is Code.NO_ID else ()


def _said(lack: Lack, chosen: Mapping[str, str], workbook: Book | None) -> Said:
    title, follows = WORDS[lack.code](lack)
    held = chosen_of(lack, chosen)
    labels = option_labels()
    return Said(
        code=lack.code.value,
        title=title,
        effect=follows,
        lines=sentence_of(lack.lines[:LINES_SHOWN], workbook),
        ways=_ways(lack),
        count=lack.count,
        more=max(lack.count - LINES_SHOWN, 0),
        options=tuple(
            Option(value, labels.get((lack.code, value), value), is_chosen=value == held)
            for value in lack.options
        ),
        is_open=lack.is_asked and not held,
    )


def option_labels() -> dict[tuple[Code, str], str]:
    """The words of each choice, by code and option."""
    leaves = (activities, deals, book, currencies, elsewhere, owners)
    of_leaves = {label: words for leaf in leaves for label, words in leaf.labels().items()}
    return of_leaves | identity.option_labels() | gone.option_labels()


# By code: the title and what follows. A leaf module for each idea adds its own here.
WORDS = {
    **activities.WORDS,
    **deals.WORDS,
    **book.WORDS,
    **currencies.WORDS,
    **identity.WORDS,
    **gone.WORDS,
    **elsewhere.WORDS,
    **owners.WORDS,
}
