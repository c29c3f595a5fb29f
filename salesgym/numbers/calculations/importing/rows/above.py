"""Gives lines without an owner the one of the line above, where somebody said so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from salesgym.numbers.calculations.importing.files.groups import ends_above, said_by_head
from salesgym.numbers.calculations.importing.layout import BlankOwner, Layout, Line
from salesgym.numbers.calculations.importing.rows.cells import owner_of
from salesgym.numbers.calculations.importing.trouble import shortened
from salesgym.numbers.calculations.importing.vocabulary.columns import Role


def filled_down(lines: Iterable[Line], layout: Layout) -> Iterator[Line]:
    """The lines of a file in their order, those without an owner with the one above, where the layout says so.

    An owner holds for their group: to the next line that names one, is no data, misses cells or stands apart.
    """
    places = owner_places(layout)
    if layout.blank_owner is not BlankOwner.ABOVE or not places:
        yield from lines
        return
    for line, above in _with_owners_above(lines, layout, places):
        if above:
            cells = list(line.cells)
            for place, cell in zip(places, above, strict=True):
                cells[place] = cell
            yield replace(line, cells=tuple(cells))
        else:
            yield line


def owners_above(lines: Iterable[Line], layout: Layout) -> dict[str, int]:
    """How many lines without an owner would have each of the owners above, the most first."""
    places = owner_places(layout)
    counts: Counter[str] = Counter()
    for _line, above in _with_owners_above(lines, layout, places) if places else ():
        if above:
            counts[named(above, layout, places)] += 1
    return dict(counts.most_common())


def owner_places(layout: Layout) -> tuple[int, ...]:
    """The columns that say whose a line is: of names, from left to right, then of addresses."""
    return (*layout.columns_of(Role.OWNER), *layout.columns_of(Role.OWNER_EMAIL))


def named(cells: Sequence[str], layout: Layout, places: Sequence[int]) -> str:
    """The owner of these cells as a sentence names them."""
    names = [cell for cell, place in zip(cells, places, strict=True) if layout.roles[place] == Role.OWNER]
    emails = [cell for cell, place in zip(cells, places, strict=True) if layout.roles[place] != Role.OWNER]
    owner = owner_of(" ".join(names), " ".join(emails))
    return shortened(owner.name or owner.email)


def _with_owners_above(
    lines: Iterable[Line], layout: Layout, places: Sequence[int]
) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """Each line; beside one without an owner the cells of the owner above, as far as its group has one."""
    names = [layout.name_of(place, Role.OWNER) for place in places]
    above: tuple[str, ...] = ()
    for line in lines:
        if ends_above(line) or line.is_apart:
            told = tuple(said_by_head(line, place, name) for place, name in zip(places, names, strict=True))
            above = told if any(told) else ()
        if ends_above(line):
            yield line, ()
            continue
        own = tuple(line.cells[place].strip() for place in places)
        if any(own):
            above = own
        yield line, () if any(own) else above
