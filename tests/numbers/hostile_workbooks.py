"""Workbooks built to do harm or to be broken, as bytes."""

import io
import struct
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.chart import BarChart

HEADER = ["Opportunity ID", "Owner", "Stage", "Amount", "Close Date"]
DEAL = ["D1", "Dana Whitfield", "Closed Won", 1250.5, datetime(2026, 11, 2)]  # noqa: DTZ001 - cells have no time zone
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{type}" Target="{target}"/></Relationships>'
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{RELATION}"><sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Owner</t></is></c><c r="B1" t="inlineStr"><is><t>Amount</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Dana</t></is></c><c r="B2"><v>5</v></c></row>'
    "{rows}</sheetData></worksheet>"
)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def book_of(*rows, title="Deals"):
    """A workbook with one sheet of these rows."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def good():
    return saved(book_of(HEADER, DEAL))


def raw(rows="", before="", **parts):
    """A workbook written by hand, with one sound line and whatever is put into it."""
    sheet = SHEET.format(rows=rows, before=before)
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS.format(type=f"{RELATION}/officeDocument", target="xl/workbook.xml"),
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS.format(
                type=f"{RELATION}/worksheet", target="worksheets/sheet1.xml"
            ),
            "xl/worksheets/sheet1.xml": sheet,
            **parts,
        }
    )


def packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_parts(content, parts):
    """The same workbook with more parts in it."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def with_macros():
    return with_parts(good(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Sub Auto_Open()" * 50})


def with_external_link():
    book = book_of(HEADER, DEAL)
    book.active["F1"] = "='[http://198.51.100.1/other.xlsx]Sheet1'!A1"
    link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return with_parts(saved(book), {"xl/externalLinks/externalLink1.xml": link})


def container(with_password):
    """The container of older workbooks, which holds the newer ones with a password as well."""
    stream = ("EncryptedPackage" if with_password else "Workbook").encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016 + stream + b"\x00" * 480


def zip_bomb():
    """A part of 300 MB of zeros in a file of 300 KB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", BOOK)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(300):
                part.write(bytes(1 << 20))
    return target.getvalue()


def lying_zip_bomb():
    """The same, with a directory that calls that part a kilobyte."""
    content = bytearray(zip_bomb())
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 1024)
    return bytes(content)


def many_parts():
    return packed({"xl/workbook.xml": BOOK} | {f"xl/media/{number}.xml": "" for number in range(5_000)})


def entity_bomb():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>' + SHEET.format(
        before="", rows='<row r="3"><c r="A3" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    )
    return raw(**{"xl/worksheets/sheet1.xml": sheet})


def external_entity():
    sheet = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SHEET.format(before="", rows="")
    return raw(**{"xl/worksheets/sheet1.xml": sheet})


def two_million_rows_declared():
    return raw(before='<dimension ref="A1:XFD2000000"/>')


def row_at_the_end_of_the_sheet():
    return raw('<row r="1048576"><c r="A1048576" s="0"/></row>')


def row_beyond_all_sheets():
    return raw('<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>')


def many_cells_in_a_row():
    return raw(f'<row r="3">{"<c/>" * 100_000}</row>')


def cells_far_to_the_right():
    return raw(
        "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"/></row>' for n in range(3, 2_000))
    )


def many_strange_elements():
    return raw("<x/>" * 1_200_000)


def formulas_without_results():
    return saved(book_of(HEADER, [*DEAL[:3], "=SUM(1,2)", DEAL[4]], [*DEAL[:3], "=D2*2", DEAL[4]]))


def formula_with_result():
    return raw(
        '<row r="3"><c r="A3" t="str"><f>"Mar"&amp;"cus"</f><v>Marcus</v></c><c r="B3"><f>2*3</f><v>6</v></c></row>'
    )


def hidden_sheet():
    book = book_of(HEADER, DEAL)
    secret = book.create_sheet("Secret")
    for _ in range(20):
        secret.append(DEAL)
    secret.sheet_state = "hidden"
    return saved(book)


def several_sheets():
    book = book_of(["Notes"], ["Made by Dana"], title="Notes")
    deals = book.create_sheet("Deals")
    for row in [HEADER, *[DEAL] * 5]:
        deals.append(row)
    return saved(book)


def nothing_but_a_chart():
    book = Workbook()
    book.create_chartsheet("Chart").add_chart(BarChart())
    book.remove(book.active)
    return saved(book)


def many_columns():
    return saved(book_of([f"Column {n}" for n in range(1_000)], list(range(1_000))))


def long_cell():
    return saved(book_of(HEADER, ["x" * 20_000, *DEAL[1:]]))


def shared_string_out_of_range():
    return raw('<row r="3"><c r="A3" t="s"><v>99</v></c></row>')


def numbers_that_are_none():
    return raw('<row r="3"><c r="A3"><v>NaN</v></c><c r="B3"><v>five</v></c></row>')


def huge_number():
    return raw(
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Marcus</t></is></c><c r="B3"><v>1E400</v></c></row>'
    )


def broken_xml():
    return raw("<row><c></row>")


def without_its_sheet():
    parts = {"[Content_Types].xml": TYPES, "xl/workbook.xml": BOOK}
    return packed(parts)


def with_bytes_turned():
    """A part whose packed bytes are others than its checksum says."""
    content = bytearray(good())
    at = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[at : at + 20] = bytes(20)
    return bytes(content)


def word_document():
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": "<document/>"})


def binary_workbook():
    return packed({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\x01"})


def names_that_climb():
    return with_parts(good(), {"../../../../etc/cron.d/evil": "x", "/absolute": "x"})


def locked_parts():
    content = bytearray(good())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


def bidi_in_a_cell():
    return saved(book_of(HEADER, ["D1", "Dana \u202egnp.exe", *DEAL[2:]]))


def lines_in_a_cell():
    return saved(book_of(HEADER, ["D1", "Dana\nWhitfield", *DEAL[2:]], DEAL))


def rows_with_gaps():
    return saved(book_of(["Pipeline"], [], HEADER, DEAL, [], DEAL, ["Total", None, None, 2501]))
