"""Lines without an owner below one that names them: asked about, and filled within their group alone."""

import io
from dataclasses import replace

import pytest

from salesgym.numbers.calculations.importing.book import Book, Sheet
from salesgym.numbers.calculations.importing.columns import mapping
from salesgym.numbers.calculations.importing.columns.saved import from_saved, to_saved
from salesgym.numbers.calculations.importing.files import table
from salesgym.numbers.calculations.importing.layout import BlankOwner, Kind
from salesgym.numbers.calculations.importing.question import About
from salesgym.numbers.calculations.importing.rows.above import filled_down, owners_above
from salesgym.numbers.calculations.importing.stored import look_from_json, look_to_json

HEADER = "Owner,Id,Amount,Stage,Close Date"
RAE, BLANK, TOM = "Rae One", "", "Tom Two"
SUM, EMPTY = "Subtotal,,100,,", ""


def deal(owner, number=1):
    return f"{owner},D-{number},100,Closed Won,2026-11-02"


def examined(*lines, header=HEADER, **options):
    file = io.BytesIO("\n".join([header, *lines, ""]).encode())
    look = table.look(file, **options)
    return file, look, mapping.guess(look, kind=Kind.DEALS, metric_names={}, time_zone="UTC")


def asked(found):
    return next((one for one in found.questions if one.about is About.BLANK_OWNER), None)


def filled(*lines, book=None, **options):
    """The first cell of each line of data, after somebody said that the line above counts."""
    file, look, found = examined(*lines, **options)
    layout = replace(found.layout, blank_owner=BlankOwner.ABOVE)
    read = filled_down(table.lines(file, replace(look, book=book)), layout)
    return [line.cells[0] for line in read if not line.is_total]


def test_lines_without_an_owner_are_asked_about_with_the_one_above():
    _file, _look, found = examined(deal(RAE), deal(BLANK), deal(" "), SUM, deal(TOM), deal(BLANK))

    question = asked(found)
    assert (question.texts, question.lines) == (("Rae One", "3"), (3, 4, 7))
    assert found.layout.blank_owner is None


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(SUM, id="sum"),
        pytest.param(EMPTY, id="blank line"),
        pytest.param("x,y", id="line that misses cells"),
        pytest.param("Stage: Closed Won (2 records),,,,", id="head of another group"),
    ],
)
def test_an_owner_does_not_reach_beyond_the_group(between):
    _file, _look, found = examined(deal(RAE), between, deal(BLANK))

    assert asked(found) is None
    assert filled(deal(RAE), deal(BLANK), between, deal(BLANK))[-1] == ""


@pytest.mark.parametrize(
    "head", ["Rae One (2 records),,,,", "Owner: Rae One,,,,", "Owner: Rae One (2 records),,,,"]
)
def test_the_head_of_a_group_names_the_owner_of_its_lines(head):
    lines = head, deal(BLANK), deal(BLANK), SUM, deal(BLANK)

    _file, _look, found = examined(*lines)

    assert asked(found).texts == ("Rae One", "2")
    assert filled(*lines) == [RAE, RAE, ""]


def test_an_owner_does_not_reach_into_the_next_sheet():
    lines = deal(RAE), deal(BLANK), deal(BLANK), deal(TOM)
    book = Book((Sheet("First", 2, first_line=1, first_row=1), Sheet("Second", 2, first_line=4, first_row=2)))

    assert filled(*lines, book=book) == [RAE, RAE, "", TOM]
    assert asked(examined(*lines, borders=[1, 4])[2]).lines == (3,)


def test_a_cell_of_spaces_is_blank():
    assert asked(examined(*[deal(RAE)] * 4_000, deal(" "))[2]).lines == (4_002,)
    assert filled(deal(RAE), deal(" ")) == [RAE, RAE]


def test_an_address_names_the_owner_of_a_line_without_a_name():
    header = "Owner,Owner Email,Id,Stage,Close Date"
    lines = ["Rae One,r1@example.com", ",r2@example.com", ","]
    lines = [f"{line},D-1,Closed Won,2026-11-02" for line in lines]

    file, look, found = examined(*lines, header=header)

    layout = replace(found.layout, blank_owner=BlankOwner.ABOVE)
    read = [line.cells[:2] for line in filled_down(table.lines(file, look), layout)]
    assert asked(found).lines == (4,)
    assert read == [("Rae One", "r1@example.com"), ("", "r2@example.com"), ("", "r2@example.com")]


def test_what_follows_is_said_for_each_owner():
    file, look, found = examined(deal(RAE), deal(BLANK), deal(TOM), deal(BLANK), deal(BLANK))

    assert owners_above(table.lines(file, look), found.layout) == {TOM: 2, RAE: 1}


@pytest.mark.parametrize("answer", BlankOwner)
def test_the_answer_holds_for_the_next_file(answer):
    _file, look, found = examined(deal(RAE), deal(BLANK, 2))
    saved = to_saved(look, replace(found.layout, blank_owner=answer))

    again = from_saved(look, saved, metric_names={}, time_zone="UTC")

    assert again.layout.blank_owner is answer
    assert asked(again) is None


def test_nothing_is_asked_where_every_line_or_nobody_above_has_an_owner():
    assert asked(examined(deal(RAE), deal(TOM))[2]) is None
    assert asked(examined(deal(BLANK), deal(BLANK), deal(TOM))[2]) is None


def test_blank_cells_are_kept_with_the_look():
    _file, look, _found = examined(deal(RAE), deal(BLANK))

    assert look_from_json(look_to_json(look)) == look
    assert look.columns[0].gap_lines == (3,)


def test_many_lines_without_an_owner_are_counted_and_the_first_ones_named():
    many = [deal(BLANK)] * 5_000

    _file, look, found = examined(deal(RAE), *many, deal(TOM), *many, SUM, *many, deal(RAE), deal(BLANK))

    assert asked(found).texts == (RAE, "10001")
    assert len(look.columns[0].gap_lines) == 100
