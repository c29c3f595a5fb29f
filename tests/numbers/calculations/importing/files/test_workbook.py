import io
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.files import table, workbook
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable
from tests.numbers import hostile_workbooks as books


def converted(content, **options):
    target = io.BytesIO()
    result = workbook.to_csv(io.BytesIO(content), target, **options)
    return result, target.getvalue().decode()


def sheet(*rows):
    return converted(books.saved(books.book_of(*rows)))[1].splitlines()


def test_cells_are_written_the_same_in_every_language():
    rows = sheet(
        ["Text", "Whole", "Part", "Yes", "Day", "Moment", "Time"],
        [
            "a, b",
            12,
            0.1 + 0.2,
            True,
            date(2026, 11, 2),
            datetime(2026, 11, 2, 17, 30, tzinfo=UTC).replace(tzinfo=None),
            time(9, 15),
        ],
        ["c", -3, 1e21, False, books.DEAL[4], None, None],
    )

    assert rows[1] == '"a, b",12,0.3,TRUE,2026-11-02,2026-11-02 17:30:00,09:15:00'
    assert rows[2] == "c,-3,1E+21,FALSE,2026-11-02,,"


def test_percent_cells_keep_their_sign():
    book = books.book_of(["Rep", "Rate"], ["Dana", 0.255])
    book.active["B2"].number_format = "0%"

    assert converted(books.saved(book))[1].splitlines()[1] == "Dana,25.5%"


def test_lines_have_the_numbers_of_their_rows():
    _, text = converted(books.rows_with_gaps())
    file = io.BytesIO(text.encode())
    look = table.look(file)

    assert look.header_line == 3
    assert [(line.number, line.is_total) for line in table.lines(file, look)] == [
        (4, False),
        (6, False),
        (7, True),
    ]


def test_the_sheet_with_most_rows_is_taken_and_the_others_are_named():
    result, text = converted(books.several_sheets())

    assert (result.sheet, result.others) == ("Deals", ("Notes",))
    assert text.startswith("Opportunity ID,Owner")


def test_hidden_sheets_are_left_alone():
    result, _ = converted(books.hidden_sheet())

    assert (result.sheet, result.others) == ("Deals", ())


def test_formulas_give_their_stored_results_and_those_without_are_counted():
    assert converted(books.formula_with_result())[1].splitlines()[2] == "Marcus,6"
    assert converted(books.formula_with_result())[0].formulas == 0
    result, text = converted(books.formulas_without_results())
    assert result.formulas == 2
    assert text.splitlines()[1] == "D1,Dana Whitfield,Closed Won,,2026-11-02"


def test_progress_is_told():
    told = []

    converted(
        books.saved(books.book_of(["Owner", "Amount"], *[["Dana", 1]] * 4_500)), on_progress=told.append
    )

    assert told == [2_000, 4_000]


def test_the_unpacked_size_is_counted():
    assert 1_000 < workbook.unpacked_size(io.BytesIO(books.raw())) < 5_000


@pytest.mark.parametrize(
    ("content", "trouble"),
    [(b"PK\x03\x04", Trouble.WORKBOOK_BROKEN), (b"", Trouble.WORKBOOK_BROKEN)],
)
def test_what_is_no_workbook_is_refused(content, trouble):
    with pytest.raises(Unreadable) as problem:
        converted(content)

    assert problem.value.trouble is trouble


WORDS = st.text("abc äß,;\"'=", max_size=10).map(lambda text: f"x{text}".strip())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(WORDS, st.integers(-(10**12), 10**12), st.dates(date(1990, 1, 1), date(2100, 1, 1))),
        max_size=5,
    )
)
def test_any_table_reads_back_from_a_workbook(rows):
    _, text = converted(
        books.saved(books.book_of(["Owner", "Amount", "Close Date"], ["x", 1, date(2026, 1, 1)], *rows))
    )
    file = io.BytesIO(text.encode())
    look = table.look(file, header_line=1)

    found = [line.cells for line in table.lines(file, look)]

    assert found[1:] == [(word, str(number), day.isoformat()) for word, number, day in rows]


def test_an_opendocument_file_is_called_by_its_name():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest/>")

    with pytest.raises(Unreadable) as refused:
        workbook.to_csv(packed, io.BytesIO())

    assert refused.value.trouble is Trouble.IS_OPENDOCUMENT
