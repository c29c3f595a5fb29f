from dataclasses import replace

import pytest
from django.http import QueryDict

from salesgym.numbers.calculations.importing.columns.mapping import guess
from salesgym.numbers.calculations.importing.layout import Column, DateOrder, Kind, Look
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.forms.imports.asks import asks_of
from salesgym.numbers.forms.imports.mapping import MappingForm
from salesgym.numbers.models import Metric

pytestmark = pytest.mark.django_db

NAMES = {"conversations": "conversations", "meetings": "meetings"}


def column(name, *cells, **counts):
    values = {cell: cells.count(cell) for cell in cells}
    return Column(name, tuple(values)[:3], filled=len(cells), values=values, **counts)


def days(name, *cells, **counts):
    return column(name, *cells, **{"month_first": len(cells), "day_first": 0, **counts})


DEALS = Look(
    encoding="utf-8",
    is_encoding_certain=True,
    separator=",",
    header_line=1,
    columns=(
        column("Opportunity ID", "A1", "A2"),
        column("Opportunity Owner", "Marcus Bell", "Priya Nair"),
        column("Stage", "Closed Won", "Partner lane"),
        days("Close Date", "10/20/2026", "10/25/2026"),
        column("Amount", "10", "20", point=2),
        column("Region", "North", "South"),
    ),
    lines=2,
)


def guessed(look=DEALS, kind=None):
    found = guess(look, kind=kind, metric_names=NAMES, time_zone="UTC")
    return Decisions(found.layout, found.questions, found.system, found.system or "CRM")


def form_of(decisions, look=DEALS, data=None):
    metrics = list(Metric.objects.filter(key__in=NAMES).order_by("position"))
    return MappingForm(data, look=look, decisions=decisions, metrics=metrics, metric_names=NAMES)


def sent(form, **changes):
    """The page's form as a browser sends it, with some answers changed."""
    data = QueryDict(mutable=True)
    data.update({name: form[name].value() for name in form.fields})
    data.update({name.replace("__", "-"): value for name, value in changes.items()})
    for name, value in changes.items():
        data.setlist(name.replace("__", "-"), [value])
    return data


def again(form, **changes):
    return form_of(form.given, form.look, sent(form, **changes))


def test_a_page_sent_as_it_is_keeps_the_guess_and_leaves_nothing_open():
    form = form_of(guessed())

    answered = again(form)

    assert answered.is_valid(), answered.errors
    assert answered.decisions().layout == form.given.layout
    assert answered.decisions().questions == ()
    assert answered.decisions().source_name == form.given.source_name


def test_an_unknown_stage_is_asked_with_its_likely_meaning_and_answered():
    form = form_of(guessed())

    [ask] = asks_of(form)
    [row] = ask.names
    answered = again(form, **{row.field.name.replace("-", "__"): "won"})

    assert (ask.title, row.text, row.field.initial) == ("What do these stages mean?", "Partner lane", "open")
    assert answered.is_valid()
    assert answered.decisions().layout.stages["partner lane"] == "won"


def test_a_stage_can_be_left_out():
    form = form_of(guessed())
    [row] = asks_of(form)[0].names

    answered = again(form, **{row.field.name.replace("-", "__"): "leave"})

    assert answered.is_valid()
    assert answered.decisions().layout.stages["partner lane"] == ""


def test_a_needed_column_that_was_taken_away_is_asked_for():
    answered = again(form_of(guessed()), column__0="")

    assert not answered.is_valid()
    assert answered.non_field_errors() == ["Which column tells one deal from another?"]


def test_two_columns_cannot_both_be_the_amount():
    answered = again(form_of(guessed()), column__5="amount")

    assert not answered.is_valid()
    assert answered.errors["column-5"] == ['"Amount" is the Amount already. Choose one of the two.']


def test_names_of_a_newly_chosen_column_are_shown_before_anything_goes_on():
    answered = again(form_of(guessed()), column__2="", column__5="stage")

    assert not answered.is_valid()
    assert "names of its own" in answered.non_field_errors()[0]
    assert [row.text for row in answered.names_of(Role.STAGE)] == ["North", "South"]

    second = form_of(answered.given, data=sent_again(answered))

    assert second.is_valid(), second.errors
    assert second.decisions().layout.stages["north"] == "open"


def sent_again(form):
    data = form.data.copy()
    for name in form.fields:
        data.setdefault(name, form[name].value() or "")
    return data


def test_day_or_month_first_is_asked_with_the_files_own_days():
    look = replace(
        DEALS,
        columns=(
            *DEALS.columns[:3],
            days("Close Date", "3/4/2026", "5/6/2026", day_first=2),
            *DEALS.columns[4:],
        ),
    )
    form = form_of(guessed(look), look)

    ask = next(ask for ask in asks_of(form) if ask.has_tiles)
    answered = again(form, date_order="dmy")

    assert [label.help for _value, label in form.fields["date_order"].choices] == [
        "3/4/2026 is 4 March 2026",
        "3/4/2026 is 3 April 2026",
    ]
    assert ask.title == "Day or month first?"
    assert answered.is_valid()
    assert answered.decisions().layout.date_order is DateOrder.DAY_FIRST


def test_point_or_comma_is_asked_with_the_files_own_amounts():
    amounts = column("Amount", "1.234", "2.500", either=2)
    look = replace(DEALS, columns=(*DEALS.columns[:4], amounts, DEALS.columns[5]))

    form = form_of(guessed(look), look)

    assert [label.help for _value, label in form.fields["decimal_mark"].choices] == [
        "1.234 is 1.234, between 1 and 2",
        "1.234 is 1,234",
    ]


def test_letters_that_are_not_certain_are_shown_as_each_encoding_reads_them():
    look = replace(
        DEALS,
        encoding="windows-1252",
        is_encoding_certain=False,
        columns=(*DEALS.columns[:5], column("Größe", "1", "2")),
    )
    form = form_of(guessed(look), look)

    shown = {value: label.help for value, label in form.fields["encoding"].choices}
    answered = again(form, encoding="mac-roman")

    assert shown[""] == "Größe"
    assert shown["mac-roman"] not in {"", "Größe"}
    assert answered.is_valid()
    assert answered.is_read_again
    assert answered.decisions().encoding == "mac-roman"


def test_another_line_of_names_reads_the_file_again():
    answered = again(form_of(guessed()), header_line="3")

    assert answered.is_valid()
    assert (answered.is_read_again, answered.decisions().header_line) == (True, 3)


def test_values_without_a_name_ask_which_number_they_are():
    look = replace(
        DEALS,
        columns=(
            column("Rep", "Marcus Bell", "Priya Nair"),
            days("Week", "10/19/2026", "10/26/2026"),
            column("Value", "4", "5", point=2),
        ),
    )
    form = form_of(guessed(look, Kind.NUMBERS), look)

    unanswered, answered = again(form), again(form, metric="meetings")

    assert [ask.title for ask in asks_of(form)] == ["Which number is it?"]
    assert unanswered.errors["metric"] == ["Choose which number these values are."]
    assert answered.is_valid(), answered.errors
    assert answered.decisions().layout.metric == "meetings"


def test_another_kind_is_guessed_anew():
    answered = again(form_of(guessed()), kind="activities")

    assert answered.is_other_kind


def test_a_source_needs_a_name():
    answered = again(form_of(guessed()), source_name="  ")

    assert answered.errors["source_name"] == ["Name the system, for example CRM."]
