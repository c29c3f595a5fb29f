from dataclasses import replace

import pytest

from salesgym.numbers.calculations.importing.layout import Kind
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.forms.imports.asks import asks_of
from tests.numbers.forms.imports.sending import (
    DEALS,
    again,
    column,
    days,
    decided,
    form_of,
    guessed,
    sent_again,
)

pytestmark = pytest.mark.django_db


def test_a_page_sent_as_it_is_keeps_the_guess_and_leaves_nothing_open():
    known = replace(DEALS, columns=(*DEALS.columns[:2], column("Stage", "Closed Won"), *DEALS.columns[3:]))
    form = form_of(guessed(known), known)

    answered = again(form)

    assert answered.is_valid(), answered.errors
    assert answered.decisions().layout == form.given.layout
    assert answered.decisions().questions == ()
    assert answered.decisions().source_name == form.given.source_name


def test_an_unknown_stage_is_asked_without_an_answer_and_answered():
    form = form_of(guessed())

    [ask] = asks_of(form)
    [row] = ask.names
    answered = again(form, **{row.field.name.replace("-", "__"): "won"})

    assert (ask.title, row.text, row.field.initial) == ("What do these stages mean?", "Partner lane", "")
    assert again(form).errors == {row.field.name: ["Say what this means."]}
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
    assert answered.non_field_errors() == ["Which column has the deal's ID?"]


def test_two_columns_cannot_both_be_the_amount():
    answered = again(form_of(guessed()), column__5="amount")

    assert not answered.is_valid()
    assert answered.errors["column-5"] == ['"Amount" is the Amount already. Choose one of the two.']


def test_names_of_a_newly_chosen_column_are_shown_before_anything_goes_on():
    answered = again(form_of(guessed()), column__2="", column__5="stage")

    assert not answered.is_valid()
    assert "names of its own" in answered.non_field_errors()[0]
    assert [row.text for row in answered.names_of(Role.STAGE)] == ["North", "South"]

    meanings = {row.field.name: "open" for row in answered.names_of(Role.STAGE)}
    second = form_of(answered.given, data=sent_again(answered, meanings))

    assert second.is_valid(), second.errors
    assert second.decisions().layout.stages["north"] == "open"


def test_letters_that_are_not_certain_are_shown_as_each_encoding_reads_them():
    look = replace(
        DEALS,
        encoding="windows-1252",
        is_encoding_certain=False,
        columns=(*DEALS.columns[:5], column("Größe", "1", "2")),
    )
    form = form_of(replace(guessed(look), questions=(Question(About.ENCODING, ("windows-1252",)),)), look)

    shown = {value: label.help for value, label in form.fields["encoding"].choices}
    answered = again(form, encoding="mac-roman")

    assert form["encoding"].value() is None
    assert again(form).errors["encoding"] == ["Choose the line that reads right."]
    assert shown["windows-1252"] == "Größe"
    assert shown["mac-roman"] not in {"", "Größe"}
    assert decided(form, encoding="windows-1252").encoding == ""
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
