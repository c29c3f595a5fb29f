"""Tables of numbers and quotas, long or wide, are guessed from their names and weeks."""

import pytest

from salesgym.numbers.calculations.importing.columns.settling import Known, settle
from salesgym.numbers.calculations.importing.layout import DateOrder, Kind
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from tests.factories.exports import METRIC_NAMES
from tests.factories.files import look_of
from tests.numbers.calculations.importing.columns.guessing import guessed


def test_long_numbers_are_recognized():
    found = guessed(
        """Rep,Week,Metric,Value
        Marcus Bell,2026-11-02,Outreach,42
        Marcus Bell,2026-11-02,Meetings,4
        Marcus Bell,2026-11-02,Coffees,9"""
    )

    assert found.layout.kind is Kind.NUMBERS
    assert found.questions == (Question(About.METRICS, ("Coffees",), Role.METRIC),)
    assert found.layout.metrics == {"outreach": "outreach", "meetings": "meetings", "coffees": ""}


def test_a_column_for_each_metric_is_recognized_and_unknown_numbers_are_asked_about():
    text = """First name,Last name,Week of,Calls,E-mails,Meetings,Deals priced,Coffees,Hit rate,Total
        Marcus,Bell,2026-11-02,40,2,4,1,9,50,57"""

    found = guessed(text)

    assert found.layout.kind is Kind.NUMBERS
    assert found.questions == (Question(About.METRICS, ("Coffees",), "metric:"),)
    assert found.layout.roles == (
        "owner", "owner", "week", "metric:outreach", "metric:outreach", "metric:meetings", "metric:priced_deals", "", "", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("W45 2026,W46 2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("KW 45/2026,KW 46/2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("Week of 11/2/2026,Week of 11/9/2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("02.11.2026,09.11.2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("2026-11-02,2026-11-09", ["week:2026-11-02", "week:2026-11-09"]),
        ("11/1/2026,11/8/2026", ["week:2026-11-02", "week:2026-11-09"]),
        ("Week ending 11/8/2026,Week ending 11/15/2026", ["week:2026-11-02", "week:2026-11-09"]),
    ],
)
def test_a_column_for_each_week_is_recognized_in_any_form(header, roles):
    found = guessed(f"Rep,Metric,{header}\nMarcus Bell,Meetings,4,5")

    assert found.questions == ()
    assert found.layout.roles == ("owner", "metric", *roles)


def test_one_week_that_reads_both_ways_is_asked_about():
    text = "Rep,Metric,11/2/2026\nMarcus Bell,Meetings,4"

    assert guessed(text).questions == (Question(About.DATE_ORDER, ("11/2/2026",), "week:"),)
    assert guessed(text, date_order=DateOrder.MONTH_FIRST).layout.roles[2] == "week:2026-11-02"
    assert guessed(text, date_order=DateOrder.DAY_FIRST).layout.roles[2] == "week:2026-02-09"


def test_numbers_that_name_no_metric_are_asked_for_it():
    found = guessed("Rep,2026-11-02,2026-11-09\nMarcus Bell,4,5")

    assert [one.about for one in found.questions] == [About.METRIC]


@pytest.mark.parametrize(
    ("name", "is_sunday_start"),
    [("Week", True), ("Week of", True), ("Week ending", False), ("Week end", False)],
)
def test_sundays_begin_a_week_unless_they_end_it(name, is_sunday_start):
    found = guessed(f"Rep,{name},Meetings\nMarcus Bell,11/1/2026,4\nMarcus Bell,11/15/2026,5")

    assert found.layout.is_sunday_start is is_sunday_start


def test_weeks_on_mixed_days_begin_on_monday():
    found = guessed("Rep,Week,Meetings\nMarcus Bell,11/1/2026,4\nMarcus Bell,11/16/2026,5")

    assert not found.layout.is_sunday_start


@pytest.mark.parametrize("period", ["2026-10", "Oct 2026", "Q4 2026", "2026-Q4", "10/1/2026"])
def test_long_quotas_are_recognized(period):
    found = guessed(f"Rep,Period,Quota\nMarcus Bell,{period},50000", date_order=DateOrder.MONTH_FIRST)

    assert found.questions == ()
    assert found.layout.kind is Kind.QUOTAS
    assert found.layout.roles == ("owner", "period", "quota")


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Oct 2026,Nov 2026", ["period:2026-10-01/1", "period:2026-11-01/1"]),
        ("Q3 2026,Q4 2026", ["period:2026-07-01/3", "period:2026-10-01/3"]),
        ("2026-10,2026-11", ["period:2026-10-01/1", "period:2026-11-01/1"]),
        ("2026-10-01,2026-11-01", ["period:2026-10-01/1", "period:2026-11-01/1"]),
        ("Oct-26,Nov-26", ["period:2026-10-01/1", "period:2026-11-01/1"]),
    ],
)
def test_a_column_for_each_month_or_quarter_is_recognized(header, roles):
    found = guessed(f"Name,Team,{header}\nMarcus Bell,East,50000,60000")

    assert found.questions == ()
    assert found.layout.kind is Kind.QUOTAS
    assert found.layout.roles == ("owner", "", *roles)


def test_weeks_in_columns_follow_the_order_that_is_chosen_later():
    text = "Rep,Metric,11/2/2026\nMarcus Bell,Meetings,4"
    roles = guessed(text).layout.roles

    chosen = settle(
        look_of(text),
        kind=Kind.NUMBERS,
        roles=roles,
        metric_names=METRIC_NAMES,
        time_zone="UTC",
        known=Known(date_order=DateOrder.DAY_FIRST),
    )

    assert roles[2] == "week:2026-11-02"
    assert (chosen.layout.roles[2], chosen.questions) == ("week:2026-02-09", ())
