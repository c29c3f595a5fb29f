"""Cells of tables, and how far numbers reach."""

from datetime import date

from salesgym import clock
from salesgym.numbers.pages.cells import Cell
from salesgym.numbers.pages.days import short_day
from salesgym.numbers.templatetags.numbers import in_cell, in_cells, in_row, newest_day


def test_each_word_of_a_row_is_escaped_in_a_cell_of_its_own():
    row = in_row(["Mary O'Hara", "<b>12</b>", "", "3 & 4"])

    assert row == (
        '<th scope="row">Mary O&#x27;Hara</th>'
        '<td class="n">&lt;b&gt;12&lt;/b&gt;</td><td class="n"></td><td class="n">3 &amp; 4</td>'
    )


def test_a_line_of_weeks_has_each_cell_as_it_is_written_alone_and_escapes_it():
    cells = [
        Cell("<b>25%</b>", "1 & 4"),
        Cell("0"),
        Cell("", "0 of 0", "nothing to divide by"),
        Cell(reason="not known"),
    ]

    line = in_cells(cells)

    assert line == "".join(f'<td class="n">{in_cell(cell)}</td>' for cell in cells)
    assert "&lt;b&gt;25%&lt;/b&gt;<small>1 &amp; 4</small>" in line
    assert '<span class="visually-hidden">not known</span></td>' in line
    assert in_cells([]) == ""


def test_a_day_has_its_year_where_it_is_another_than_beside_it():
    sylvester = date(2025, 12, 31)

    assert short_day(sylvester, beside=date(2025, 1, 1)) == "31 Dec"
    assert short_day(sylvester, beside=date(2026, 1, 1)) == "31 Dec 2025"


def test_how_far_numbers_reach_has_its_year_where_it_is_not_this_one():
    year = clock.today().year

    assert newest_day(date(year, 1, 10)) == "10 Jan"
    assert newest_day(date(year - 5, 1, 10)) == f"10 Jan {year - 5}"
    assert (newest_day(None), newest_day("")) == ("", "")
