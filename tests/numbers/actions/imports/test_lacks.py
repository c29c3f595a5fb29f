"""What a file cannot tell is found in its lines, said on its page, and nothing goes in before what must be decided."""

import pytest

from salesgym.numbers.actions.imports import choosing, intake, lacks
from salesgym.numbers.calculations.importing.lacks import Code, Lack, chosen_of, undecided
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from tests.numbers.bringing import compare

HEAD = b"id,owner,stage,amount,created,closed\n"


def file_of(rep, *rows):
    lines = "".join(f"D{number},{rep.email},{row}\n" for number, row in enumerate(rows, 1))
    return compare(HEAD + lines.encode())


@pytest.mark.django_db
def test_a_win_without_an_amount_is_named_with_its_line(rep):
    days = "2026-10-01,2026-10-09"
    file = file_of(rep, f"Won,500,{days}", f"Won,,{days}", f"Lost,,{days}", f"Won,0,{days}")

    assert [(lack.code, lack.lines) for lack in lacks.found(file)] == [(Code.NO_AMOUNT, (3, 5))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "row"),
    [
        (Code.NO_AMOUNT, "Won,,2026-10-01,2026-10-09"),
        (Code.NO_OPENED_DAY, "Won,5,,2026-10-09"),
        (Code.OTHER_CURRENCY, "Won,£5,2026-10-01,2026-10-09"),
    ],
)
def test_lines_that_stay_out_are_not_counted(rep, stranger, manager, code, row):
    """The same line twice, one of somebody nobody knows, and one of another team's rep."""
    lines = (f"D1,{rep.email}", f"D1,{rep.email}", "D2,Kim Lee", f"D3,{stranger.email}")
    file = compare(HEAD + "".join(f"{line},{row}\n" for line in lines).encode(), by=manager)

    [lack] = [lack for lack in lacks.found(file) if lack.code is code]

    assert (lack.lines, lack.count) == ((2,), 1)


@pytest.mark.django_db
def test_a_choice_that_was_not_offered_is_refused(rep):
    file = file_of(rep, "Won,,2026-10-01,2026-10-09")

    with pytest.raises(intake.NotDecided):
        choosing.choose(import_id=file.pk, chosen={"no_amount": "zero"})

    file.refresh_from_db()
    assert decisions_from_json(file.decisions).chosen == {}


def test_the_first_option_holds_unless_somebody_has_to_decide():
    free = Lack(Code.NO_LOST, options=("unknown", "complete"))
    asked = Lack(Code.OTHER_CURRENCY, options=("leave_out", "as_they_are"), is_asked=True)

    assert chosen_of(free, {}) == "unknown"
    assert chosen_of(free, {"no_lost": "complete"}) == "complete"
    assert undecided((free, asked), {}) == (asked,)
    assert undecided((free, asked), {"other_currency": "leave_out"}) == ()
    assert undecided((free, asked), {"other_currency": "a_word_of_nobody"}) == (asked,)


@pytest.mark.django_db
def test_a_file_without_any_day_is_compared_like_others(rep):
    file = file_of(rep, "Prospecting,500,,")

    assert (file.state, file.added) == ("ready", 1)
