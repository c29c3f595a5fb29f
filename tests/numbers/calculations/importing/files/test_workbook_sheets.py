"""What a workbook holds and does not show: other sheets, hidden rows, formulas without a result, plain serial days."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from salesgym.numbers.calculations.importing.book import ALL_SHEETS
from salesgym.numbers.calculations.importing.book_lacks import written
from salesgym.numbers.calculations.importing.files import table, workbook
from salesgym.numbers.calculations.importing.files.workbook_table import Wish
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.layout import NotData

HEAD = ("Deal ID", "Owner", "Amount", "Create date")


def sheet_of(book, title, *rows, header=HEAD):
    sheet = book.create_sheet(title)
    for row in (header, *rows):
        sheet.append(row)
    return sheet


def one_sheet_a_rep():
    book = Workbook()
    book.remove(book.active)
    sheet_of(book, "Rae", *((f"R-{n}", "Rae", n, "2026-09-01") for n in range(1, 6)))
    tom = book.create_sheet("Tom")
    tom.append(("Deals of Tom",))
    for row in (HEAD, *((f"T-{n}", "Tom", n, "2026-09-01") for n in range(1, 5))):
        tom.append(row)
    return book


def converted(book, **wish):
    file, target = io.BytesIO(), io.BytesIO()
    book.save(file)
    result = workbook.to_csv(file, target, wish=Wish(**wish))
    return result, target


def lines_of(target):
    return target.getvalue().decode().splitlines()


def lacks_of(result):
    return {lack.code: lack for lack in written(result.book)}


def test_another_sheet_with_the_same_columns_is_asked_about():
    result, _target = converted(one_sheet_a_rep())

    lack = lacks_of(result)[Code.OTHER_SHEETS]
    assert (lack.is_asked, lack.options) == (True, ("this_sheet", "all_sheets", "Tom"))
    assert (lack.count, lack.details["read"], lack.details["not_read"]) == (4, "Rae (5)", "Tom (4)")


def test_a_sheet_of_something_else_is_named_and_not_asked_about():
    book = one_sheet_a_rep()
    book.remove(book["Tom"])
    sheet_of(book, "Notes", ("a", "b"), header=("Who", "What"))

    lack = lacks_of(converted(book)[0])[Code.OTHER_SHEETS]

    assert (lack.is_asked, lack.options) == (False, ("this_sheet", "Notes"))


def test_the_named_sheet_is_read_and_the_choices_stay_the_same():
    result, target = converted(one_sheet_a_rep(), sheet="Tom")

    assert [line[:3] for line in lines_of(target)[2:]] == ["T-1", "T-2", "T-3", "T-4"]
    assert lacks_of(result)[Code.OTHER_SHEETS].options == ("this_sheet", "all_sheets", "Tom")


def test_all_sheets_stand_below_each_other_under_one_header():
    result, target = converted(one_sheet_a_rep(), sheet=ALL_SHEETS)

    assert [line.split(",")[0] for line in lines_of(target)] == [
        "Deal ID", "R-1", "R-2", "R-3", "R-4", "R-5", "T-1", "T-2", "T-3", "T-4",
    ]  # fmt: skip
    assert [result.book.place_of(line) for line in (6, 7, 10)] == [("Rae", 6), ("Tom", 3), ("Tom", 6)]


def test_hidden_rows_are_asked_about_and_left_out_without_being_called_blank():
    book = one_sheet_a_rep()
    book.remove(book["Tom"])
    book["Rae"].row_dimensions[3].hidden = True
    book["Rae"].row_dimensions[5].hidden = True

    everything, _target = converted(book)
    result, target = converted(book, with_hidden=False)
    look = table.look(target, left_out=result.left_out)

    lack = lacks_of(everything)[Code.HIDDEN_ROWS]
    assert (lack.is_asked, lack.lines, lack.count, lack.details["rows"]) == (True, (3, 5), 2, "5")
    assert [line.number for line in table.lines(target, look)] == [2, 4, 6]
    assert [one for one in look.asides if one.what == NotData.BLANK] == []
    assert lacks_of(result)[Code.HIDDEN_ROWS].lines == (3, 5)


def test_formulas_without_a_result_are_counted_by_column_below_the_header():
    book = one_sheet_a_rep()
    book["Rae"]["C3"], book["Rae"]["C4"], book["Rae"]["H1"] = "=2*500", "=SUM(3,4)", "=1+1"

    formulas = converted(book)[0].book.formulas

    assert [(one.column, one.count, one.lines) for one in formulas] == [(2, 2, (3, 4))]


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_plain_serial_numbers_under_a_day_s_name_are_days_of_the_workbook_s_own_system(epoch):
    book = Workbook()
    book.epoch = epoch
    book.remove(book.active)
    serial = to_excel(date(2026, 2, 2), epoch)
    sheet_of(book, "Deals", ("S-1", "Rae", int(serial), int(serial)), ("S-2", "Rae", 46055, int(serial) + 1))

    _result, target = converted(book)

    assert [line.split(",")[3] for line in lines_of(target)] == ["Create date", "2026-02-02", "2026-02-03"]
    assert lines_of(target)[2].split(",")[2] == "46055"


def test_a_column_with_anything_but_serial_numbers_stays_as_it_is():
    book = Workbook()
    book.remove(book.active)
    sheet_of(book, "Deals", ("S-1", "Rae", 1, 46055), ("S-2", "Rae", 2, 7))

    _result, target = converted(book)

    assert [line.split(",")[3] for line in lines_of(target)[1:]] == ["46055", "7"]
