"""The lines that stay out, as a CSV: as they stand in the file, corrected in it, and brought back."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from salesgym.numbers.actions.imports import choosing, intake, sweeping
from salesgym.numbers.models import Deal, Import, UploadChunk, WeeklyValue
from tests.factories.imports import ImportFactory, RefusedLineFactory
from tests.numbers.actions.imports.test_workbook_choices import content
from tests.numbers.bringing import AT, compare, csv_of, receive, say_yes, take
from tests.numbers.by_pages import HEADER, WON, answer, bring, step, the_file, words

pytestmark = pytest.mark.django_db
RIGHT = [WON.replace("A1", f"B{number}") for number in range(5)]
WRONG = "A2,Marcus Bell,=Acme+1,Closed Won,-4514,10/13/2026,11/20/2026"
LONG = 'A3,Marcus Bell,"Hooli, Inc.",Closed Won,10,10/13/2026,11/20/2026,more,-than'


def downloaded(client, file):
    return b"".join(client.get(reverse("numbers:refused_lines", args=[file.pk])).streaming_content)


def rows_of(file):
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


def test_the_lines_stand_as_in_the_file_behind_their_number_and_reason(dana):
    answer(dana, bring(dana, *RIGHT, WRONG, LONG))

    file = downloaded(dana, the_file())

    head, wrong, long = rows_of(file)
    assert file.startswith(b"\xef\xbb\xbf")
    assert head == ["SalesGym line", "SalesGym: what to correct", *HEADER.split(",")]
    assert (wrong[0], wrong[2:]) == (
        "7",
        WRONG.replace("=Acme", "'=Acme").replace("-4514", "'-4514").split(","),
    )
    assert "is negative" in wrong[1]
    assert (long[0], long[2:]) == ("8", [*next(csv.reader([LONG]))[:-1], "'-than"])


def test_what_is_corrected_comes_back_without_a_question(dana):
    answer(dana, bring(dana, *RIGHT, WRONG, LONG))
    before = downloaded(dana, the_file())
    done = words(step(dana, "confirm_import"))
    first = the_file()
    file = downloaded(dana, first)

    corrected = file.decode().replace("'-4514", "4514").replace(",more,'-than", "")
    preview = receive(corrected.encode(), by=first.imported_by, file_name="deals-left-out.csv")
    say_yes(preview)

    assert file == before
    assert "2 lines stayed out" in done
    assert preview.source == first.source
    assert (preview.state, preview.added, preview.refused) == (Import.State.DONE, 2, 0)
    stored = (
        Deal.objects.filter(origin=preview)
        .order_by("external_id")
        .values_list("external_id", "name", "amount_minor")
    )
    assert list(stored) == [("A2", "=Acme+1", 451400), ("A3", "Hooli, Inc.", 1000)]


def test_what_comes_back_as_it_was_stays_out_for_the_same_reason(dana):
    answer(dana, bring(dana, *RIGHT, WRONG, LONG))
    step(dana, "confirm_import")
    first = the_file()

    again = receive(downloaded(dana, first), by=first.imported_by)

    assert (again.state, again.refused) == (Import.State.READY, 2)
    once, twice = (rows_of(downloaded(dana, file)) for file in (first, again))
    assert [row[2:] for row in twice] == [row[2:] for row in once]
    assert [row[1] for row in twice[1:]] == [row[1] for row in once[1:]]


def test_our_columns_may_be_moved_or_taken_out(dana):
    answer(dana, bring(dana, *RIGHT, WRONG))
    step(dana, "confirm_import")
    first = the_file()
    (head, line) = rows_of(downloaded(dana, first))
    line[-3] = "10"

    for order in (lambda row: [*row[2:], row[1], row[0]], lambda row: row[2:]):
        lines = [",".join(order(row)) for row in (head, [line[0], "reason", *line[2:]])]
        again = receive(csv_of(*lines), by=first.imported_by)
        assert (again.state, again.added) == (Import.State.READY, 1)


def test_weekly_numbers_come_back_with_negative_and_odd_cells(dana, manager):
    wide = ("Rep;Week;Outreach;Conversations", "Marcus Bell;2026-11-02;-4;12", "Marcus Bell;2026-11-09;38;9")
    file = take(csv_of(*wide), by=manager, file_name="weeks.csv")

    head, line = rows_of(downloaded(dana, file))
    again = take(csv_of(";".join(head), ";".join(line).replace("'-4", "4")), by=manager)

    assert line[2:] == ["Marcus Bell", "2026-11-02", "'-4", "12"]
    assert again.source == file.source
    assert WeeklyValue.objects.get(metric__key="outreach", week_start="2026-11-02").value == 4


def test_of_joined_sheets_it_says_sheet_and_row(dana, rep, manager):
    book = content(rep, closed="2026-13-45", Rae=2, Tom=1)
    file = compare(book, by=manager, file_name="deals.xlsx")
    choosing.choose(import_id=file.pk, chosen={"other_sheets": "all_sheets"})
    intake.work(import_id=file.pk, at=AT)

    head, *lines = rows_of(downloaded(dana, file))

    assert head[:3] == ["SalesGym line", "SalesGym sheet", "SalesGym: what to correct"]
    assert [line[:2] for line in lines] == [["2", "Rae"], ["3", "Rae"], ["2", "Tom"]]
    assert {line[-1] for line in lines} == {"2026-13-45"}


def test_a_line_with_two_reasons_stands_there_once(dana, manager):
    file = compare(csv_of(HEADER, *RIGHT, WRONG), by=manager)
    RefusedLineFactory(file=file, line=7, reason="And more.")

    _head, line = rows_of(downloaded(dana, file))

    assert line[1].endswith("And more.")


def test_of_a_file_that_is_no_longer_kept_the_reasons_remain(dana, manager):
    file = ImportFactory(imported_by=manager, refused=1)
    RefusedLineFactory(file=file, line=99, reason="=cmd")

    assert rows_of(downloaded(dana, file))[1] == ["99", "'=cmd"]


def test_the_lines_that_stayed_out_are_all_that_is_kept_for_ninety_days(dana, manager):
    file = take(csv_of(HEADER, *RIGHT, WRONG), by=manager)
    kept = b"".join(bytes(chunk.content) for chunk in UploadChunk.objects.all())

    assert b"A2" in kept
    assert b"B1" not in kept
    for days, chunks in ((89, 1), (91, 0)):
        sweeping.sweep(at=file.uploaded_at + timedelta(days=days))
        assert UploadChunk.objects.count() == chunks


def test_a_file_of_which_all_went_in_leaves_nothing_behind(dana, manager):
    take(csv_of(HEADER, WON), by=manager)

    assert not UploadChunk.objects.exists()


def test_a_line_without_an_owner_keeps_the_one_above_and_lends_it_to_no_other(dana, rep):
    wrong = "A2,,Hooli,Closed Won,-10,10/13/2026,11/20/2026"
    nobodys = "A3,,Acme,Closed Won,20,10/13/2026,11/20/2026"
    answer(dana, bring(dana, *RIGHT, wrong, "", nobodys), blank_owner="above")
    step(dana, "confirm_import")
    first = the_file()

    file = downloaded(dana, first)
    again = receive(file.decode().replace("'-10", "10").encode(), by=first.imported_by)
    say_yes(again)

    assert [(line[2], line[3]) for line in rows_of(file)[1:]] == [("A2", "Marcus Bell"), ("A3", "")]
    assert dict(Deal.objects.filter(origin=again).values_list("external_id", "owner__name")) == {
        "A2": "Marcus Bell"
    }
    assert list(again.refused_lines.values_list("line", flat=True)) == [3]
