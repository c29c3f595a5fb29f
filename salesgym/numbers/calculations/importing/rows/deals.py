"""Turns lines of a file of deals into typed rows."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256

from salesgym.numbers.calculations.importing.cells.currency import in_cell, in_column
from salesgym.numbers.calculations.importing.cells.salesforce_id import in_one_form
from salesgym.numbers.calculations.importing.layout import DealRow, Layout, Line, Stage, key_of
from salesgym.numbers.calculations.importing.rows.cells import (
    LONGEST_NAME,
    day_reader,
    money_reader,
    one_line,
    owner_reader,
    whole,
)
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable, shortened
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.importing.vocabulary.currencies import currency_place
from salesgym.numbers.calculations.importing.vocabulary.stages import flag

LONGEST_ID = 64
# Begins the keys of deals whose file has no IDs.
WITHOUT_ID = "~"

DealReader = Callable[[Line], DealRow | None]


def deal_reader(layout: Layout, currency: str = "", *, is_keyed: bool = False) -> DealReader:
    """A function that reads the lines of one file; make it once per file.

    `currency` is the organization's, which a sign of several currencies means. With `is_keyed` deals with an ID have their
    key by facts beside it. It returns the deal of a line, or None where its stage is left out on purpose. Raises Unreadable.
    """
    external_id, owner, name = _id_reader(layout), owner_reader(layout), _name_reader(layout)
    stage, closed_on = _stage_reader(layout), _closing_reader(layout)
    amount = _amount_reader(layout, currency)
    opened = layout.column_of(Role.OPENED_ON)
    opened_day = day_reader(layout, opened, Role.OPENED_ON)

    def read(line: Line) -> DealRow | None:
        if line.is_total:
            return None
        whole(line)
        is_at = stage(line)
        if is_at is None:
            return None
        text = line.cells[opened].strip() if opened is not None else ""
        opened_on = opened_day(text) if text else None
        price, told_currency = amount(line, is_at)
        return DealRow(
            line=line.number,
            external_id=key_by_facts(layout, line, opened_on) if layout.is_without_id else external_id(line),
            owner=owner(line),
            name=name(line),
            stage=is_at,
            amount=price,
            opened_on=opened_on,
            closed_on=closed_on(line, is_at, opened_on),
            currency=told_currency,
            facts_key=_key_beside(layout, line, opened_on) if is_keyed else "",
        )

    return read


def key_by_facts(layout: Layout, line: Line, opened_on: date | None) -> str:
    """What tells a deal apart where no column has its ID: name, account and opened day. Raises Unreadable without a name."""
    texts = {
        role: " ".join(one_line(line.cells[place]) for place in layout.columns_of(role))
        for role in (Role.NAME, Role.ACCOUNT)
    }
    if not key_of(texts[Role.NAME]):
        raise Unreadable(Trouble.NO_ID, column=layout.name_of(layout.column_of(Role.NAME), "name"))
    told = "\x1f".join([*(key_of(text) for text in texts.values()), f"{opened_on or ''}"])
    return f"{WITHOUT_ID}{sha256(told.encode()).hexdigest()[:40]}"


def _key_beside(layout: Layout, line: Line, opened_on: date | None) -> str:
    """The key by facts of a line that has an ID; empty without a name."""
    try:
        return key_by_facts(layout, line, opened_on)
    except Unreadable:
        return ""


def _id_reader(layout: Layout) -> Callable[[Line], str]:
    place = layout.column_of(Role.EXTERNAL_ID)
    column = layout.name_of(place, "id")

    def read(line: Line) -> str:
        text = one_line(line.cells[place]) if place is not None else ""
        if not text:
            raise Unreadable(Trouble.NO_ID, column=column)
        if len(text) > LONGEST_ID:
            raise Unreadable(Trouble.LONG_ID, column=column, most=str(LONGEST_ID))
        return in_one_form(text)

    return read


def _name_reader(layout: Layout) -> Callable[[Line], str]:
    name = layout.column_of(Role.NAME)
    others = [place for role in (Role.ACCOUNT, Role.PRODUCT) if (place := layout.column_of(role)) is not None]

    def read(line: Line) -> str:
        cells = line.cells
        if name is not None and (text := one_line(cells[name])):
            return text[:LONGEST_NAME]
        return ", ".join(text for place in others if (text := one_line(cells[place])))[:LONGEST_NAME]

    return read


def _stage_reader(layout: Layout) -> Callable[[Line], Stage | None]:
    """Reads the stage by its name, or from columns for won and closed. None where it is left out."""
    place = layout.column_of(Role.STAGE)
    won, closed = layout.column_of(Role.IS_WON), layout.column_of(Role.IS_CLOSED)
    is_decided = won is not None and closed is not None
    by_name = _stage_by_name(layout, place)

    def read(line: Line) -> Stage | None:
        name = line.cells[place].strip() if place is not None else ""
        if is_decided:
            if layout.stages.get(key_of(name)) == "":
                return None
            return _by_flags(_flag(layout, line, won), _flag(layout, line, closed))
        if won is not None and _flag(layout, line, won):
            return Stage.WON
        return by_name(name)

    return read


def _stage_by_name(layout: Layout, place: int | None) -> Callable[[str], Stage | None]:
    column = layout.name_of(place, Role.STAGE)
    found: dict[str, Stage | None] = {}

    def read(name: str) -> Stage | None:
        if name in found:
            return found[name]
        stage = layout.stages.get(key_of(name))
        if not name:
            raise Unreadable(Trouble.NO_STAGE, column=column)
        if stage is None:
            raise Unreadable(Trouble.STAGE, column=column, text=shortened(name))
        found[name] = Stage(stage) if stage else None
        return found[name]

    return read


def _by_flags(is_won: bool, is_closed: bool) -> Stage:
    if is_won:
        return Stage.WON
    return Stage.LOST if is_closed else Stage.OPEN


def _flag(layout: Layout, line: Line, place: int | None) -> bool:
    text = line.cells[place] if place is not None else ""
    says = flag(text)
    if says is None:
        raise Unreadable(Trouble.STAGE, column=layout.name_of(place, Role.STAGE), text=shortened(text))
    return says


def _amount_reader(layout: Layout, own: str) -> Callable[[Line, Stage], tuple[Decimal | None, str]]:
    """Reads the amount and its currency; of an open deal without one, the expected amount."""
    places = [*layout.columns_of(Role.AMOUNT)]
    expected = [*layout.columns_of(Role.EXPECTED_AMOUNT)]
    readers = {place: money_reader(layout, place, Role.AMOUNT) for place in places + expected}
    told = {place: currency_place(layout, place) for place in places + expected}

    def read(line: Line, stage: Stage) -> tuple[Decimal | None, str]:
        for place in places + expected if stage is Stage.OPEN else places:
            if text := line.cells[place].strip():
                beside = told[place]
                column = in_column(line.cells[beside], own) if beside is not None else ""
                return readers[place](text), in_cell(text, column or own) or column
        return None, ""

    return read


def _closing_reader(layout: Layout) -> Callable[[Line, Stage, date | None], date | None]:
    """Reads the day a deal was decided. None for an open deal, whose date is only expected."""
    places = layout.columns_of(Role.CLOSED_ON)
    readers = {place: day_reader(layout, place, Role.CLOSED_ON) for place in places}
    column = layout.name_of(places[0] if places else None, "close date")

    def read(line: Line, stage: Stage, opened_on: date | None) -> date | None:
        if stage is Stage.OPEN:
            return None
        for place in places:
            if text := line.cells[place].strip():
                closed_on = readers[place](text)
                break
        else:
            raise Unreadable(Trouble.NOT_CLOSED, column=column)
        if opened_on and closed_on < opened_on:
            raise Unreadable(Trouble.CLOSED_FIRST, closed=f"{closed_on}", opened=f"{opened_on}")
        return closed_on

    return read
