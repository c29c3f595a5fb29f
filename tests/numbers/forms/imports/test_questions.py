"""A question about a file comes without an answer, and with what follows from each."""

from dataclasses import replace

import pytest

from salesgym.numbers.calculations.importing.layout import DateOrder
from salesgym.numbers.forms.imports.asks import asks_of
from tests.factories.files import column_of, look_of
from tests.numbers.forms.imports.sending import (
    DEALS,
    again,
    decided,
    form_of,
    guessed,
    sent_again,
)

pytestmark = pytest.mark.django_db


def dated(*cells):
    """The deals, decided, with these days of closing."""
    stages = column_of("Stage", ["Closed Won"])
    return replace(
        DEALS,
        columns=(*DEALS.columns[:2], stages, column_of("Close Date", cells), *DEALS.columns[4:]),
    )


def help_of(form, name):
    return [label.help for _value, label in form.fields[name].choices]


def test_day_or_month_first_is_asked_with_the_files_own_days():
    look = dated("3/3/2026", "3/4/2026", "5/6/2026")
    form = form_of(guessed(look), look)

    ask = next(ask for ask in asks_of(form) if ask.has_tiles)
    answered = again(form, date_order="dmy")

    assert help_of(form, "date_order") == ["3/4/2026 is 4 March 2026.", "3/4/2026 is 3 April 2026."]
    assert ask.title == "Day or month first?"
    assert answered.is_valid()
    assert answered.decisions().layout.date_order is DateOrder.DAY_FIRST


def test_a_question_has_no_answer_before_a_person_gives_one():
    look = dated("3/4/2026")
    form = form_of(guessed(look), look)

    answered = again(form, source_name="Spreadsheet", date_order="")

    assert form["date_order"].value() is None
    assert answered.errors == {"date_order": ["Choose whether the month or the day stands first."]}
    assert answered["source_name"].value() == "Spreadsheet"


def test_what_follows_stands_beside_each_answer():
    look = dated("03/04/2026")
    decisions = guessed(look)
    follows = {"mdy": {"2026-03": 20}, "dmy": {"2026-04": 1}}
    questions = tuple(replace(one, follows=follows) for one in decisions.questions)

    form = form_of(replace(decisions, questions=questions), look)

    assert help_of(form, "date_order") == [
        "03/04/2026 is 4 March 2026. 20 wins in March 2026.",
        "03/04/2026 is 3 April 2026. 1 win in April 2026.",
    ]


def test_lines_that_exclude_each_other_are_named_with_the_one_that_stays_out():
    look = dated("03/04/2026", "25/11/2026", "11/26/2026")
    form = form_of(guessed(look), look)

    [ask] = asks_of(form)

    assert "line 4 reads only with the month first, line 3 only with the day first." in ask.text
    assert help_of(form, "date_order") == [
        "03/04/2026 is 4 March 2026. 25/11/2026 (line 3) does not read so and stays out.",
        "03/04/2026 is 3 April 2026. 11/26/2026 (line 4) does not read so and stays out.",
    ]


def test_a_column_chosen_later_asks_about_its_days_although_an_order_stood_there():
    look = replace(
        dated("2026-11-26"), columns=(*dated("2026-11-26").columns, column_of("Day", ["3/4/2026"]))
    )
    form = form_of(guessed(look), look)

    first = again(form, column__6="opened_on")
    second = form_of(first.given, look, sent_again(first, {"date_order": "dmy"}))

    assert form["date_order"].value() == "mdy"
    assert first.errors == {"date_order": ["Choose whether the month or the day stands first."]}
    assert [ask.title for ask in asks_of(first)] == ["Day or month first?"]
    assert second.is_valid(), second.errors
    assert second.decisions().layout.date_order is DateOrder.DAY_FIRST


def test_a_file_of_no_known_system_asks_where_it_comes_from():
    form = form_of(replace(guessed(dated("2026-11-26")), system="", source_name=""), dated("2026-11-26"))

    assert [ask.title for ask in asks_of(form)] == ["Where does this file come from?"]
    assert form["source_name"].value() == ""
    assert again(form).errors == {"source_name": ["Name the system, for example CRM."]}


def test_the_year_of_weeks_and_the_span_of_months_are_asked_for():
    weeks = look_of("Rep,Week,Meetings\nMarcus Bell,37,4\nMarcus Bell,47,5")
    months = look_of("Rep,Month,Quota\nMarcus Bell,2026-07,9\nMarcus Bell,2026-10,9")
    of_weeks, of_months = form_of(guessed(weeks), weeks), form_of(guessed(months), months)

    assert [ask.title for ask in asks_of(of_weeks)] == ["Which year are these weeks of?"]
    assert again(of_weeks).errors == {"week_year": ["Write the year of these weeks, for example 2026."]}
    assert decided(of_weeks, week_year="2026").layout.week_year == 2026
    assert help_of(of_months, "period") == [
        "2026-07 is July 2026.",
        "2026-07 is July to September 2026.",
    ]
    assert again(of_months).errors == {"period": ["Choose whether these quotas are for months or quarters."]}
    assert decided(of_months, period="3").layout.month_span == 3


def test_point_or_comma_is_asked_with_the_files_own_amounts():
    amounts = column_of("Amount", ["1000", "1.500"])
    look = replace(DEALS, columns=(*DEALS.columns[:4], amounts, DEALS.columns[5]))

    form = form_of(guessed(look), look)

    assert help_of(form, "decimal_mark") == ["1.500 is 1.5, between 1 and 2.", "1.500 is 1,500."]
    assert form["decimal_mark"].value() is None
