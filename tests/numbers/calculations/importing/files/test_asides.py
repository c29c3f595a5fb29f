"""Lines of a file that are no data: found, named and kept with their text."""

import io

import pytest

from salesgym.numbers.calculations.importing.files import asides, table
from salesgym.numbers.calculations.importing.stored import look_from_json, look_to_json

HEADER = "Owner,ID,Name,Amount\n"
FIRST = "Dana,M-1,Maple,700\n"
SECOND = ",M-2,Nettle,800\n"


def look_of(content):
    return table.look(io.BytesIO(content.encode()))


def found(content):
    return [(one.line, one.what, one.text) for one in look_of(content).asides]


def test_titles_sums_footers_and_blank_lines_keep_their_text():
    content = f'Closed Won,,,\nAs of 2026-11-27,,,\n,,,\n{HEADER}{FIRST}\nSubtotal,,,1500\nGrand Total,,,1900\n"Copyright 2026 Example Inc.",,,\n'

    assert found(content) == [
        (1, "title", "Closed Won"),
        (2, "title", "As of 2026-11-27"),
        (3, "blank", ""),
        (6, "blank", ""),
        (7, "sum", "Subtotal, 1500"),
        (8, "sum", "Grand Total, 1900"),
        (9, "footer", "Copyright 2026 Example Inc."),
    ]


@pytest.mark.parametrize(
    "head", ["Dana Bell (2 records)", "Opportunity Owner: Dana Bell", "Dana Bell (2 records),,,"]
)
def test_the_head_of_a_group_is_no_deal(head):
    look = look_of(f"{HEADER}{head}\n{FIRST}")

    assert [(one.line, one.what) for one in look.asides] == [(2, "group")]
    assert (look.lines, look.totals) == (1, (2,))


def test_a_lone_name_above_lines_without_one_is_the_head_of_their_group():
    assert found(f"{HEADER}Dana Bell,,,\n{SECOND}{FIRST}") == [(2, "group", "Dana Bell")]


@pytest.mark.parametrize("content", [f"{HEADER}{FIRST}M-9,,,\n{FIRST}", "Owner,Note\nDana: call\n,x\n"])
def test_other_lines_with_a_single_text_stay_lines(content):
    assert found(content) == []


def test_the_separator_for_excel_is_no_title():
    assert found("sep=,\n" + HEADER + FIRST) == []


def test_only_so_many_are_kept_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(asides, "MOST_KEPT", 2)

    look = look_of(HEADER + FIRST + "\n" * 5 + FIRST)

    assert (len(look.asides), look.more_asides) == (2, 3)


def test_they_are_stored_with_the_look():
    look = look_of(f"A title\n{HEADER}{FIRST}Total,,,700\n")

    assert look_from_json(look_to_json(look)).asides == look.asides


@pytest.mark.parametrize(
    ("sums", "line"),
    [
        (["Grand Total,,,9"], 3),
        (["Subtotal,,,1", "Total,,,9"], 4),
        (["Dana Total,,,1", "Total:,,,9"], 4),
        (["Total,,,1", "Total,,,2", "Grand Totals (2 records),,,9"], 5),
        (["Total,,,1", "Total,,,2"], None),
        (["Subtotal,,,1"], None),
        (["Total,Count,,240"], None),
        (["Dana Total,,,1"], None),
    ],
)
def test_of_the_sums_the_one_of_the_whole_file_is_known(sums, line):
    look = look_of(HEADER + FIRST + "\n".join([*sums, ""]))

    assert next((one.line for one in look.asides if one.cells), None) == line
