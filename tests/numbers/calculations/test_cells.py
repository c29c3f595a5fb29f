from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.cells.day import as_day, orders_of
from salesgym.numbers.calculations.importing.cells.number import as_number
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA
MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1234.5", POINT, "1234.5"),
        (" 1,234.50 ", POINT, "1234.50"),
        ("$1,200.50", POINT, "1200.50"),
        ("-$1,200.50", POINT, "-1200.50"),
        ("$-1,200.50", POINT, "-1200.50"),
        ("($1,200)", POINT, "-1200"),
        ("$(1,200)", POINT, "-1200"),
        ("1,23,456.00", POINT, "123456.00"),
        ("1.234,50 €", COMMA, "1234.50"),
        ("1\u00a0234,50", COMMA, "1234.50"),
        ("1\u202f234,50 EUR", COMMA, "1234.50"),
        ("1'234.50 CHF", POINT, "1234.50"),
        ("CHF 1’200.-", POINT, "1200"),  # noqa: RUF001
        ("1.200,- €", COMMA, "1200"),
        ("1200-", POINT, "-1200"),
        ("−5", POINT, "-5"),  # noqa: RUF001
        ("12,5", COMMA, "12.5"),
        ("1.234", POINT, "1.234"),
        ("1.234", COMMA, "1234"),
        ("25 %", POINT, "0.25"),
        ("12,5%", COMMA, "0.125"),
        ("-3%", POINT, "-0.03"),
        ("1.5E+3", POINT, "1500"),
        ("１２３", POINT, "123"),  # noqa: RUF001
        ("R$ 1.000,00", COMMA, "1000.00"),
        ("1 200 kr", POINT, "1200"),
        (".5", POINT, "0.5"),
        ("+7", POINT, "7"),
        ("0", POINT, "0"),
    ],
)
def test_a_number_is_read_as_people_write_it(text, mark, value):
    assert as_number(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "mark", "trouble"),
    [
        ("", POINT, Trouble.NUMBER),
        ("a lot", POINT, Trouble.NUMBER),
        ("NaN", POINT, Trouble.NUMBER),
        ("Infinity", POINT, Trouble.NUMBER),
        ("1,234.50", COMMA, Trouble.NUMBER),
        ("12,34", POINT, Trouble.NUMBER),
        ("1,2345", POINT, Trouble.NUMBER),
        ("1.000 000", COMMA, Trouble.NUMBER),
        ("--5", POINT, Trouble.NUMBER),
        ("(5", POINT, Trouble.NUMBER),
        ("(-5)", POINT, Trouble.NUMBER),
        ("٣", POINT, Trouble.NUMBER),
        ("0x10", POINT, Trouble.NUMBER),
        ("1_000", POINT, Trouble.NUMBER),
        ("#N/A", POINT, Trouble.NUMBER),
        ("9" * 100, POINT, Trouble.NUMBER),
        ("1e400", POINT, Trouble.TOO_MUCH),
        ("1e-400", POINT, Trouble.TOO_MUCH),
        ("9" * 30, POINT, Trouble.TOO_MUCH),
    ],
)
def test_what_is_no_number_is_refused_with_its_text(text, mark, trouble):
    with pytest.raises(Unreadable) as problem:
        as_number(text, mark)

    assert problem.value.trouble is trouble
    assert len(problem.value.details["text"]) <= 40


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-11-02", MONTH, date(2026, 11, 2)),
        ("2026/1/2", DAY, date(2026, 1, 2)),
        ("20261102", DAY, date(2026, 11, 2)),
        ("2026-11-02T23:30:00Z", MONTH, date(2026, 11, 3)),
        ("2026-11-02 23:30:00.123+00:00", MONTH, date(2026, 11, 3)),
        ("2026-11-02T23:30:00-0500", MONTH, date(2026, 11, 3)),
        ("2026-11-02T23:30:00", MONTH, date(2026, 11, 2)),
        ("31.12.2026", DAY, date(2026, 12, 31)),
        ("12/31/2026 5:30 PM", MONTH, date(2026, 12, 31)),
        ("12/31/2026, 11:30 p.m.", MONTH, date(2026, 12, 31)),
        ("1.2.26", DAY, date(2026, 2, 1)),
        ("12/31/99", MONTH, date(1999, 12, 31)),
        ("3 Nov 2026", MONTH, date(2026, 11, 3)),
        ("03-Nov-26", MONTH, date(2026, 11, 3)),
        ("Nov 3, 2026 05:30 PM", DAY, date(2026, 11, 3)),
        ("Tuesday, November 3rd 2026", DAY, date(2026, 11, 3)),
        ("1. Dez. 2026", MONTH, date(2026, 12, 1)),
        ("3. März 2026", MONTH, date(2026, 3, 3)),
        ("12 févr. 2026", MONTH, date(2026, 2, 12)),
        ("2 de marzo de 2026", MONTH, date(2026, 3, 2)),
        ("45992", MONTH, date(2025, 12, 1)),
        ("45992.75", MONTH, date(2025, 12, 1)),
        ("24/12/2026 24:00", DAY, date(2026, 12, 25)),
    ],
)
def test_a_day_is_read_as_people_write_it(text, order, day):
    assert as_day(text, order, "Europe/Berlin") == day


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", Trouble.DATE),
        ("soon", Trouble.DATE),
        ("29.02.2025", Trouble.DATE),
        ("2025-02-29", Trouble.DATE),
        ("13/13/2026", Trouble.DATE),
        ("2026-11-02T25:00", Trouble.DATE),
        ("11/02/2026 13:00 PM", Trouble.DATE),
        ("Nov 2026", Trouble.DATE),
        ("3 Foo 2026", Trouble.DATE),
        ("0206-01-01", Trouble.YEAR),
        ("01/02/0206", Trouble.YEAR),
        ("0000-01-01", Trouble.YEAR),
        ("2200-01-01", Trouble.YEAR),
        ("10000", Trouble.YEAR),
        ("9999-12-31T23:59:59-05:00", Trouble.DATE),
        ("1/1/1" + "0" * 200, Trouble.DATE),
    ],
)
def test_what_is_no_day_is_refused_with_its_text(text, trouble):
    with pytest.raises(Unreadable) as problem:
        as_day(text, MONTH, "Europe/Berlin")

    assert problem.value.trouble is trouble
    assert len(problem.value.details["text"]) <= 40


@given(st.text(max_size=70) | st.from_regex(r"[-(]?[$€]?[\d.,' ]{1,20}[%)-]?", fullmatch=True))
def test_any_text_is_a_number_or_refused(text):
    for mark in DecimalMark:
        with suppress(Unreadable):
            assert abs(as_number(text, mark)) < 10**18


@given(st.text(max_size=70) | st.from_regex(r"[\d/. :-]{1,20}[APZ]?M?", fullmatch=True))
def test_any_text_is_a_day_or_refused(text):
    for order in DateOrder:
        with suppress(Unreadable):
            assert 1990 <= as_day(text, order, "America/New_York").year <= 2100


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_written_with_either_mark_reads_back(value):
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))

    assert as_number(english, POINT) == as_number(german, COMMA) == value


@given(st.integers(0, 40_000))
def test_a_day_written_in_any_form_reads_back(days):
    day = date(1990, 1, 1) + timedelta(days=days)

    assert as_day(day.isoformat(), MONTH, "UTC") == day
    assert as_day(f"{day:%m/%d/%Y}", MONTH, "UTC") == day
    assert as_day(f"{day:%d.%m.%Y}", DAY, "UTC") == day
    assert as_day(f"{day.day} {day:%b %Y}", DAY, "UTC") == day


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("03.11.2026", (False, True, False)),
        ("11.25.2026", (True, False, False)),
        ("03/11/2026", (True, True, False)),
        ("3-11-26", (True, True, False)),
    ],
)
def test_points_between_put_the_day_first_where_both_read(text, orders):
    assert orders_of(text) == orders
