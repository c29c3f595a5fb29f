"""A line of quotas gives one row for each month or quarter it names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salesgym.numbers.calculations.importing.layout import Kind, Layout, Line, Owner, QuotaRow
from salesgym.numbers.calculations.importing.rows.quotas import quota_reader
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

LONG = Layout(kind=Kind.QUOTAS, roles=("owner", "period", "quota"), names=("Rep", "Month", "Quota"))
WIDE = Layout(kind=Kind.QUOTAS, roles=("owner", "period:2026-10-01/1", "period:2026-11-01/1"))


def rows(layout, *cells):
    return quota_reader(layout)(Line(2, cells))


def quota(starts_on, months, amount):
    return QuotaRow(2, Owner("Marcus Bell"), starts_on, months, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "starts_on", "months"),
    [
        ("2026-10", date(2026, 10, 1), 1),
        ("Oct 2026", date(2026, 10, 1), 1),
        ("Oktober 2026", date(2026, 10, 1), 1),
        ("Q4 2026", date(2026, 10, 1), 3),
        ("2026-Q4", date(2026, 10, 1), 3),
        ("10/15/2026", date(2026, 10, 1), 1),
    ],
)
def test_a_month_or_quarter_is_read_as_people_write_it(text, starts_on, months):
    assert rows(LONG, "Marcus Bell", text, "$50,000") == [quota(starts_on, months, 50000)]


def test_a_date_in_a_column_of_quarters_is_its_quarter():
    assert rows(replace(LONG, period_months=3), "Marcus Bell", "11/15/2026", "9") == [
        quota(date(2026, 10, 1), 3, 9)
    ]


def test_an_empty_cell_is_no_row_and_a_zero_is_one():
    assert rows(WIDE, "Marcus Bell", "", "0") == [quota(date(2026, 11, 1), 1, 0)]
    assert rows(LONG, "", "", "") == []


def test_totals_give_nothing():
    assert quota_reader(LONG)(Line(2, ("Total", "", "9"), is_total=True)) == []


@pytest.mark.parametrize(
    ("cells", "trouble"),
    [
        (("", "2026-10", "9"), Trouble.NO_OWNER),
        (("Marcus Bell", "", "9"), Trouble.NO_DATE),
        (("Marcus Bell", "sometime", "9"), Trouble.PERIOD),
        (("Marcus Bell", "2026-13", "9"), Trouble.PERIOD),
        (("Marcus Bell", "2026-10", "lots"), Trouble.MONEY),
        (("Marcus Bell", "2026-10", "-9"), Trouble.NEGATIVE),
        (("Marcus Bell", "2026-10", "1e13"), Trouble.TOO_MUCH),
    ],
)
def test_a_line_that_is_wrong_says_what(cells, trouble):
    with pytest.raises(Unreadable) as refused:
        rows(LONG, *cells)

    assert refused.value.trouble is trouble


def test_a_line_of_another_length_is_refused():
    with pytest.raises(Unreadable) as refused:
        quota_reader(LONG)(Line(2, ("Marcus Bell",), has_wrong_length=True))

    assert refused.value.trouble is Trouble.FIELDS


def test_a_month_stands_for_its_quarter_where_somebody_said_so():
    quarters = {"month_span": 3}

    assert rows(replace(LONG, **quarters), "Marcus Bell", "2026-10", "9") == [quota(date(2026, 10, 1), 3, 9)]
    assert rows(replace(LONG, **quarters), "Marcus Bell", "2026-10-01", "9") == [
        quota(date(2026, 10, 1), 3, 9)
    ]
    assert rows(replace(WIDE, **quarters), "Marcus Bell", "9", "") == [quota(date(2026, 10, 1), 3, 9)]
