"""Files as they ought not to be, and what becomes of each: a trouble of the file as a whole, or sound lines.

Built when asked for, so that nothing large lies in the repository.
"""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from salesgym.numbers.calculations.importing.trouble import Trouble
from tests.numbers import hostile_workbooks as books


@dataclass(frozen=True)
class HostileFile:
    """One file. `outcome` is its trouble, or how many lines are sound: of the right length and no totals.

    `line_trouble` names what is wrong with the last sound line for those who read what cells mean.
    """

    name: str
    file_name: str
    build: Callable[[], bytes]
    outcome: Trouble | int
    line_trouble: Trouble | None = None

    @property
    def is_workbook(self) -> bool:
        return self.file_name.endswith((".xlsx", ".xlsm"))


HEADER = "Opportunity ID,Owner,Stage,Amount,Created Date,Close Date"
DEAL = "D{0},Dana Whitfield,Closed Won,1250.50,10/1/2026,11/13/2026"
DEALS = "\n".join(DEAL.format(number) for number in range(1, 4))
GOOD = f"{HEADER}\n{DEALS}\n"


def text(content, encoding="utf-8"):
    return lambda: content.encode(encoding)


def raw(content):
    return lambda: content


def after_good(line):
    return text(GOOD + line + "\n")


def many_lines(count):
    return lambda: b"Owner,Amount\n" + b"Dana,1\n" * count


def random_bytes():
    return b"\x9d\x8f" + random.Random(1).randbytes(50_000)  # noqa: S311 - the same bytes each time


def csv_in_zip():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("deals.csv", GOOD)
    return target.getvalue()


def csv_file(name, build, outcome, line_trouble=None):
    return HostileFile(name, f"{name.replace(' ', '-')}.csv", build, outcome, line_trouble)


def workbook(name, build, outcome, ending="xlsx"):
    return HostileFile(f"workbook {name}", f"{name.replace(' ', '-')}.{ending}", build, outcome)


OTHER_KINDS = (
    csv_file("empty", raw(b""), Trouble.EMPTY),
    csv_file("white space", raw(b" \r\n\t\n  "), Trouble.EMPTY),
    csv_file("a byte order mark alone", raw(b"\xef\xbb\xbf"), Trouble.EMPTY),
    csv_file(
        "web page", text("<!DOCTYPE html>\n<html><body><table><tr><td>1</td></tr></table>"), Trouble.IS_HTML
    ),
    csv_file("web page after blank lines", text("\n\n  <HTML><TABLE>"), Trouble.IS_HTML),
    csv_file("web page in utf 16", text("<html><table>", "utf-16"), Trouble.IS_HTML),
    csv_file("web page in xml", text('<?xml version="1.0"?><html xmlns="x"><p>'), Trouble.IS_HTML),
    csv_file("xml", text('<?xml version="1.0"?><deals><deal/></deals>'), Trouble.IS_OTHER),
    csv_file("json", lambda: json.dumps([{"owner": "Dana", "amount": 5}]).encode(), Trouble.IS_JSON),
    csv_file("json object", text('{"records": [1, 2]}'), Trouble.IS_JSON),
    csv_file("pdf", raw(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), Trouble.IS_PDF),
    csv_file("png", raw(b"\x89PNG\r\n\x1a\n" + bytes(100)), Trouble.IS_PICTURE),
    csv_file("jpeg", raw(b"\xff\xd8\xff\xe0" + bytes(100)), Trouble.IS_PICTURE),
    csv_file("gzip", lambda: gzip.compress(GOOD.encode()), Trouble.IS_ARCHIVE),
    csv_file("zip", csv_in_zip, Trouble.IS_ARCHIVE),
    csv_file("seven zip", raw(b"7z\xbc\xaf\x27\x1c" + bytes(50)), Trouble.IS_ARCHIVE),
    csv_file("program", raw(b"\x7fELF\x02\x01\x01" + bytes(50)), Trouble.IS_OTHER),
    csv_file("rich text", raw(b"{\\rtf1\\ansi Deals}"), Trouble.IS_OTHER),
    csv_file("old workbook", lambda: books.container(with_password=False), Trouble.WORKBOOK_OLD),
    csv_file("workbook with password", lambda: books.container(with_password=True), Trouble.WORKBOOK_LOCKED),
    csv_file("random bytes", random_bytes, Trouble.NOT_TEXT),
)

LETTERS = (
    csv_file("nul", after_good("D4,Da\x00na,Closed Won,1,10/1/2026,11/13/2026"), Trouble.NUL),
    csv_file("nul in the header", raw(b"Owner,Am\x00ount\nDana,5\n"), Trouble.NUL),
    csv_file("bidi override", after_good("D4,Dana \u202egnp.exe,Closed Won,1,10/1/2026,11/13/2026"), Trouble.BIDI),
    csv_file("bidi isolate", after_good("D4,Dana \u2066x\u2069,Closed Won,1,10/1/2026,11/13/2026"), Trouble.BIDI),
    csv_file("bell", after_good("D4,Da\x07na,Closed Won,1,10/1/2026,11/13/2026"), Trouble.CONTROL),
    csv_file("escape sequence", after_good("D4,\x1b[31mDana,Closed Won,1,10/1/2026,11/13/2026"), Trouble.CONTROL),
    csv_file("control of latin 1", after_good("D4,Da\x85na,Closed Won,1,10/1/2026,11/13/2026"), Trouble.CONTROL),
    csv_file("lone surrogate", raw(GOOD.encode() + b"D4,\xed\xa0\x80,x,1,,\n"), Trouble.CONTROL),
    csv_file("lone surrogate in utf 16", raw(GOOD.encode("utf-16") + b"\x00\xd8A\x00\n\x00"), Trouble.ENCODING),
    csv_file("mixed encodings", raw("Owner,Amount\nJosé,1\nZoë,2\n".encode() + b"Ren\xe9,3\n"), Trouble.MIXED_ENCODING),
    csv_file("no encoding at all", raw(b"Owner,Amount\nDana,\x81\x8d\n"), Trouble.ENCODING),
    csv_file("windows letters", text("Owner,Amount\nRené “Bob” Müller,5 €\n", "windows-1252"), 1),
    csv_file("utf 16 without mark", text(GOOD, "utf-16-be"), 3),
    csv_file("utf 16 cut in a letter", raw(GOOD.encode("utf-16")[:-1]), 2),
    csv_file("utf 8 cut in a letter", raw("Owner,Name\nDana,Café\nDana,Caf".encode() + b"\xc3"), 1),
    csv_file("zero width letters", after_good("D4,Da\u200bna,Closed Won,1,10/1/2026,11/13/2026"), 4),
    csv_file("emoji and combining marks", after_good("D4,👩‍👩‍👧 Z̷̢̛o,Closed Won,1,10/1/2026,11/13/2026"), 4),
)  # fmt: skip

SHAPES = (
    csv_file("one column", text("Owner\nDana\nMarcus\n"), Trouble.ONE_COLUMN),
    csv_file("one word", text("hello"), Trouble.ONE_COLUMN),
    csv_file("prose", text("Dear Dana.\nThe numbers come on Monday.\nMarcus\n"), Trouble.ONE_COLUMN),
    csv_file("header alone", text(HEADER), Trouble.NO_LINES),
    csv_file("header and totals alone", text(f"{HEADER}\nTotal,,,0,,\n"), Trouble.NO_LINES),
    csv_file("no header", text(DEALS), Trouble.NO_HEADER),
    csv_file("numbers alone", text("1,2,3\n4,5,6\n7,8,9\n"), Trouble.NO_HEADER),
    csv_file("header below line 20", text("\n" * 25 + GOOD), Trouble.NO_HEADER),
    csv_file("thousand columns", text(",".join(f"C{n}" for n in range(1_000)) + "\n" + "x," * 999 + "x\n"), Trouble.TOO_MANY_COLUMNS),
    csv_file("million commas", text("," * 900_000 + "\n" + GOOD), Trouble.ONE_COLUMN),
    csv_file("field of ten megabytes", lambda: GOOD.encode() + b"D4," + b"x" * 10_000_000 + b"\n", Trouble.LONG_FIELD),
    csv_file("quoted field of ten megabytes", lambda: GOOD.encode() + b'D4,"' + b"x" * 10_000_000 + b'"\n', Trouble.LONG_FIELD),
    csv_file("field a little too long", after_good(f"D4,{'x' * 10_001},Closed Won,1,10/1/2026,11/13/2026"), Trouble.LONG_FIELD),
    csv_file("quote that stays open", text(f'{HEADER}\nD0,"Dana\n{DEALS}'), Trouble.QUOTES),
    csv_file("quote that stays open in a long file", lambda: (f'{HEADER}\nD0,"Dana\n' + f"{DEALS}\n" * 20_000).encode(), Trouble.QUOTES),
    csv_file("quote in a quoted cell", after_good('D4,"Dana "the Ace" W",Closed Won,1,10/1/2026,11/13/2026'), Trouble.QUOTES),
    csv_file("upload cut in a quoted cell", text(GOOD + 'D4,"Dana Wh'), Trouble.QUOTES),
    csv_file("upload cut in a line", text(GOOD + "D4,Dana Wh"), 3),
    csv_file("lines of other lengths", text(f"{GOOD}D4,Dana\nD5,Dana,Closed Won,1,10/1/2026,11/13/2026,x,y\n"), 3),
    csv_file("separators at the ends of lines", text(GOOD.replace("\n", ",\n")), 3),
    csv_file("blank lines and spaces", text(GOOD.replace("\n", "\n , ,, \n\n")), 3),
    csv_file("names twice", text("Owner,Amount,Amount,\nDana,1,2,3\n"), 1),
    csv_file("two kinds of line ends", text(GOOD.replace("\n", "\r\n", 2)), 3),
    csv_file("returns alone", text(GOOD.replace("\n", "\r")), 3),
    csv_file("separator named by excel", text("sep=;\n" + GOOD.replace(",", ";")), 3),
    csv_file("decimal commas", text("Owner;Amount;Share\nDana;1,5;0,5\nMarcus;2,5;0,1\n"), 2),
    csv_file("titles above", text(f"Pipeline report\nGenerated on 3 November, 2026\n\n{GOOD}"), 3),
    csv_file("totals and footer below", text(f"{GOOD}Grand Total,,,3751.50,,\n\nCopyright 2026 Peak\n"), 3),
    csv_file("deal called total", after_good("D4,Total Energies,Closed Won,1,10/1/2026,11/13/2026"), 4),
    csv_file("formula injection", after_good('D4,"=cmd|\'/c calc\'!A0",Closed Won,1,10/1/2026,11/13/2026'), 4),
    csv_file("script in a name", after_good("D4,<script>alert(1)</script>,Closed Won,1,10/1/2026,11/13/2026"), 4),
    csv_file("all lines of one more than allowed", many_lines(200_001), Trouble.TOO_MANY_LINES),
    csv_file("more bytes than allowed", lambda: b"Owner,Notes\n" + b"Dana,call again\n" * 2_000_000, Trouble.TOO_LARGE),
)  # fmt: skip


def last_deal(
    amount="1", opened="10/1/2026", closed="11/13/2026", number="4", stage="Closed Won", owner="Dana"
):
    return after_good(f"D{number},{owner},{stage},{amount},{opened},{closed}")


MEANINGS = (
    csv_file("day that is not", last_deal(closed="02/29/2025"), 4, Trouble.DATE),
    csv_file("year 0206", last_deal(closed="01/01/0206"), 4, Trouble.YEAR),
    csv_file("year 9999", last_deal(closed="01/01/9999"), 4, Trouble.YEAR),
    csv_file("word for a day", last_deal(closed="soon"), 4, Trouble.DATE),
    csv_file("negative money", last_deal(amount="-5"), 4, Trouble.NEGATIVE),
    csv_file("money without end", last_deal(amount="1e400"), 4, Trouble.TOO_MUCH),
    csv_file("money that is no number", last_deal(amount="NaN"), 4, Trouble.MONEY),
    csv_file("same id twice", last_deal(number="3"), 4, Trouble.TWICE),
    csv_file("closed before it opened", last_deal(opened="12/1/2026"), 4, Trouble.CLOSED_FIRST),
    csv_file("no owner", last_deal(owner=""), 4, Trouble.NO_OWNER),
    csv_file("no stage", last_deal(stage=""), 4, Trouble.NO_STAGE),
    csv_file("long id", last_deal(number="9" * 300), 4, Trouble.LONG_ID),
)

WORKBOOKS = (
    workbook("with macros", books.with_macros, 1, "xlsm"),
    workbook("with external link", books.with_external_link, 1),
    workbook("zip bomb", books.zip_bomb, Trouble.WORKBOOK_TOO_LARGE),
    workbook("zip bomb that lies", books.lying_zip_bomb, Trouble.WORKBOOK_BROKEN),
    workbook("of many parts", books.many_parts, Trouble.WORKBOOK_TOO_LARGE),
    workbook("entity bomb", books.entity_bomb, Trouble.WORKBOOK_BROKEN),
    workbook("external entity", books.external_entity, Trouble.WORKBOOK_BROKEN),
    workbook("two million rows declared", books.two_million_rows_declared, 1),
    workbook("row at the end of the sheet", books.row_at_the_end_of_the_sheet, 1),
    workbook("row beyond all sheets", books.row_beyond_all_sheets, 1),
    workbook("many cells in a row", books.many_cells_in_a_row, Trouble.WORKBOOK_BROKEN),
    workbook("cells far to the right", books.cells_far_to_the_right, Trouble.WORKBOOK_TOO_LARGE),
    workbook("many strange elements", books.many_strange_elements, Trouble.WORKBOOK_TOO_LARGE),
    workbook("formulas without results", books.formulas_without_results, 2),
    workbook("formula with result", books.formula_with_result, 2),
    workbook("hidden sheet", books.hidden_sheet, 1),
    workbook("several sheets", books.several_sheets, 5),
    workbook("nothing but a chart", books.nothing_but_a_chart, Trouble.WORKBOOK_EMPTY),
    workbook("no cells", lambda: books.saved(books.Workbook()), Trouble.WORKBOOK_EMPTY),
    workbook("header alone", lambda: books.saved(books.book_of(books.HEADER)), Trouble.NO_LINES),
    workbook("many columns", books.many_columns, Trouble.TOO_MANY_COLUMNS),
    workbook("long cell", books.long_cell, Trouble.LONG_FIELD),
    workbook("shared string out of range", books.shared_string_out_of_range, Trouble.WORKBOOK_BROKEN),
    workbook("numbers that are none", books.numbers_that_are_none, Trouble.WORKBOOK_BROKEN),
    workbook("huge number", books.huge_number, 2),
    workbook("broken xml", books.broken_xml, Trouble.WORKBOOK_BROKEN),
    workbook("without its sheet", books.without_its_sheet, Trouble.WORKBOOK_BROKEN),
    workbook("cut in half", lambda: books.good()[:2_000], Trouble.WORKBOOK_BROKEN),
    workbook("bytes turned", books.with_bytes_turned, Trouble.WORKBOOK_BROKEN),
    workbook("that is a word document", books.word_document, Trouble.IS_OTHER),
    workbook("that is an archive", csv_in_zip, Trouble.IS_ARCHIVE),
    workbook("of the binary kind", books.binary_workbook, Trouble.WORKBOOK_OLD),
    workbook("names that climb", books.names_that_climb, 1),
    workbook("locked parts", books.locked_parts, Trouble.WORKBOOK_LOCKED),
    workbook("bidi in a cell", books.bidi_in_a_cell, Trouble.BIDI),
    workbook("lines in a cell", books.lines_in_a_cell, 2),
    workbook("rows with gaps", books.rows_with_gaps, 2),
)

HOSTILE: tuple[HostileFile, ...] = (*OTHER_KINDS, *LETTERS, *SHAPES, *MEANINGS, *WORKBOOKS)
