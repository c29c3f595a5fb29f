"""A line of numbers or activities gives one row for each number it holds; unknown is not zero."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salesgym.numbers.calculations.importing.layout import Kind, Layout, Line, Owner, ValueRow
from salesgym.numbers.calculations.importing.rows.values import value_reader
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

MARCUS = Owner("Marcus Bell")
MONDAY = date(2026, 11, 2)
LONG = Layout(
    kind=Kind.NUMBERS,
    roles=("owner", "week", "metric", "value"),
    metrics={"calls": "outreach", "meetings": "meetings", "coffees": ""},
    names=("Rep", "Week", "Metric", "Value"),
)
BY_METRIC = Layout(
    kind=Kind.NUMBERS,
    roles=("owner", "week", "metric:outreach", "metric:outreach", "metric:meetings", ""),
    names=("Rep", "Week", "Calls", "Mails", "Meetings", "Notes"),
)
WIDE = Layout(
    kind=Kind.NUMBERS,
    roles=("owner", "metric", "week:2026-11-02", "week:2026-11-09"),
    metrics={"meetings": "meetings", "coffees": ""},
    names=("Rep", "Metric", "W45", "W46"),
)
ACTIVITIES = Layout(
    kind=Kind.ACTIVITIES,
    roles=("owner", "date", "type", "count"),
    types={"call": "outreach", "note": ""},
    names=("Rep", "Date", "Type", "Count"),
)


def rows(layout, *cells):
    return value_reader(layout)(Line(2, cells))


def value(metric, number, week=MONDAY, day=None):
    return ValueRow(2, MARCUS, metric, week, Decimal(number), day)


def trouble_of(layout, *cells):
    with pytest.raises(Unreadable) as refused:
        rows(layout, *cells)
    return refused.value.trouble, refused.value.details.get("column", "")


@pytest.mark.parametrize(
    "week", ["2026-11-02", "11/4/2026", "Nov 8, 2026", "KW 45/2026", "Week of 11/2/2026"]
)
def test_any_day_of_a_week_counts_for_its_monday(week):
    assert rows(LONG, "Marcus Bell", week, "Calls", "42.5") == [value("outreach", "42.5")]


def test_where_weeks_begin_on_sunday_a_sunday_counts_for_the_next_monday():
    sunday = replace(LONG, is_sunday_start=True)

    assert rows(LONG, "Marcus Bell", "11/1/2026", "Calls", "42")[0].week_start == date(2026, 10, 26)
    assert rows(sunday, "Marcus Bell", "11/1/2026", "Calls", "42")[0].week_start == MONDAY


def test_an_empty_cell_is_no_row_and_a_zero_is_one():
    assert rows(LONG, "Marcus Bell", "2026-11-02", "Calls", " ") == []
    assert rows(LONG, "Marcus Bell", "2026-11-02", "Calls", "0") == [value("outreach", 0)]
    assert rows(BY_METRIC, "Marcus Bell", "2026-11-02", "", "", "", "on leave") == []
    assert rows(WIDE, "Marcus Bell", "Meetings", "", "5") == [value("meetings", 5, date(2026, 11, 9))]
    assert rows(WIDE, "", "", "", "") == []


def test_metrics_left_out_give_nothing():
    assert rows(LONG, "Marcus Bell", "2026-11-02", "Coffees", "9") == []
    assert rows(WIDE, "Marcus Bell", "Coffees", "9", "9") == []


def test_two_columns_of_one_metric_add_up():
    assert rows(BY_METRIC, "Marcus Bell", "2026-11-02", "40", "2", "4", "") == [
        value("outreach", 42),
        value("meetings", 4),
    ]


def test_a_file_that_names_no_metric_has_the_one_it_was_given():
    layout = replace(WIDE, roles=("owner", "", *WIDE.roles[2:]), metric="proposals")

    assert rows(layout, "Marcus Bell", "whatever", "3", "") == [value("proposals", 3)]


def test_totals_give_nothing():
    assert value_reader(LONG)(Line(2, ("Total", "", "Calls", "99"), is_total=True)) == []


@pytest.mark.parametrize(
    ("cells", "trouble"),
    [
        (("", "2026-11-02", "Calls", "4"), (Trouble.NO_OWNER, "")),
        (("Marcus Bell", "", "Calls", "4"), (Trouble.NO_DATE, "Week")),
        (("Marcus Bell", "KW 54/2026", "Calls", "4"), (Trouble.DATE, "Week")),
        (("Marcus Bell", "1726-11-02", "Calls", "4"), (Trouble.YEAR, "Week")),
        (("Marcus Bell", "2026-11-02", "Teas", "4"), (Trouble.METRIC, "Metric")),
        (("Marcus Bell", "2026-11-02", "Calls", "four"), (Trouble.NUMBER, "Value")),
        (("Marcus Bell", "2026-11-02", "Calls", "-4"), (Trouble.NEGATIVE, "Value")),
        (("Marcus Bell", "2026-11-02", "Calls", "1000000001"), (Trouble.TOO_MUCH, "Value")),
    ],
)
def test_a_line_that_is_wrong_says_what_and_where(cells, trouble):
    assert trouble_of(LONG, *cells) == trouble


def test_each_activity_is_one_or_as_many_as_its_count_says():
    counted = rows(ACTIVITIES, "Marcus Bell", "2026-11-04 16:00", "Call", "3")
    single = rows(
        replace(ACTIVITIES, roles=("owner", "date", "type", "")), "Marcus Bell", "2026-11-04", "Call", ""
    )

    assert counted == [value("outreach", 3, day=date(2026, 11, 4))]
    assert single == [value("outreach", 1, day=date(2026, 11, 4))]


def test_activities_left_out_not_counted_or_not_done_give_nothing():
    done = replace(ACTIVITIES, roles=("owner", "date", "type", "is_done"))

    assert rows(ACTIVITIES, "Marcus Bell", "2026-11-04", "Note", "3") == []
    assert rows(ACTIVITIES, "Marcus Bell", "2026-11-04", "Call", "") == []
    assert rows(done, "Marcus Bell", "2026-11-04", "Call", "To do") == []
    assert len(rows(done, "Marcus Bell", "2026-11-04", "Call", "Completed")) == 1


def test_a_blank_counts_unless_the_column_holds_marks_of_what_is_done():
    words = replace(ACTIVITIES, roles=("owner", "date", "type", "is_done"))

    assert len(rows(words, "Marcus Bell", "2026-11-04", "Call", "")) == 1
    assert rows(replace(words, is_blank_done=False), "Marcus Bell", "2026-11-04", "Call", "") == []


@pytest.mark.parametrize(
    ("cells", "trouble"),
    [
        (("Marcus Bell", "", "Call", "1"), (Trouble.NO_DATE, "Date")),
        (("Marcus Bell", "soon", "Call", "1"), (Trouble.DATE, "Date")),
        (("Marcus Bell", "2026-11-04", "Pigeon", "1"), (Trouble.TYPE, "Type")),
        (("", "2026-11-04", "Call", "1"), (Trouble.NO_OWNER, "")),
        (("Marcus Bell", "2026-11-04", "Call", "many"), (Trouble.NUMBER, "Count")),
    ],
)
def test_an_activity_that_is_wrong_says_what_and_where(cells, trouble):
    assert trouble_of(ACTIVITIES, *cells) == trouble


def test_a_line_of_another_length_is_refused():
    for layout in (LONG, ACTIVITIES, replace(ACTIVITIES, roles=("owner", "date", "type", "is_done"))):
        with pytest.raises(Unreadable) as refused:
            value_reader(layout)(Line(3, ("Marcus Bell",), has_wrong_length=True))
        assert refused.value.trouble is Trouble.FIELDS


def test_twelve_percent_are_twelve_of_a_metric_in_points_and_a_share_of_another():
    layout = replace(LONG, metrics={"discount": "discount", "win rate": "win_rate"})
    read = value_reader(layout, in_points={"discount"})

    points = read(Line(2, ("Marcus Bell", "2026-11-02", "Discount", "12%")))
    share = read(Line(2, ("Marcus Bell", "2026-11-02", "Win rate", "42 %")))

    assert (points, share) == ([value("discount", "12")], [value("win_rate", "0.42")])


@pytest.mark.parametrize("text", ["45", "KW 45", "Week 45"])
def test_a_week_without_a_year_is_of_the_year_that_was_said(text):
    assert rows(replace(LONG, week_year=2026), "Marcus Bell", text, "Calls", "42") == [value("outreach", 42)]
    assert trouble_of(LONG, "Marcus Bell", text, "Calls", "42") == (Trouble.DATE, "Week")


def test_columns_of_weeks_go_on_in_the_next_year():
    layout = replace(WIDE, roles=("owner", "metric", "week:52", "week:1"), week_year=2025, first_week=52)

    assert rows(layout, "Marcus Bell", "Meetings", "5", "6") == [
        value("meetings", 5, date(2025, 12, 22)),
        value("meetings", 6, date(2025, 12, 29)),
    ]
