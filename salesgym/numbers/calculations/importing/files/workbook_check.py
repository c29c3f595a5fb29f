"""Checks whether a workbook is safe to open, by unpacking its parts once in small pieces and counting."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

MOST_UNPACKED = 200 * 1024 * 1024
# The largest total size of parts that openpyxl keeps in memory: texts, styles, names of sheets.
MOST_KEPT = 48 * 1024 * 1024
MOST_PARTS = 2_000
# The largest ratio of unpacked to packed size. Tables of equal lines reach about 50; a zip bomb much more.
MOST_RATIO = 250
RATIO_COUNTS_FROM = 8 * 1024 * 1024
MOST_CELLS = 4_000_000
MOST_CELLS_IN_ROW = 16_384
MOST_OTHERS = 1_000_000
PIECE = 1 << 16
PART_RECORD = b"PK\x01\x02"
ENCRYPTED = 0x1
DECLARATIONS = (b"<!DOCTYPE", b"<!doctype", b"<!ENTITY")
# XML in UTF-16 is refused: no spreadsheet program writes it, and the searches below would miss everything.
UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
ELEMENT = re.compile(rb"<(?:\w+:)?([A-Za-z]\w*)")
# A cell with a formula and without a stored result.
BARE_FORMULA = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
CELL_PARTS = frozenset([b"c", b"v", b"f", b"is", b"t", b"row", b"si", b"r", b"rPr"])


@dataclass(frozen=True, slots=True)
class Checked:
    """The unpacked size in bytes, and the number of formulas without stored result."""

    size: int
    formulas: int


def check(file: BinaryIO) -> Checked:
    """Size and formulas of a workbook. Raises Unreadable where it is damaged or a zip bomb."""
    parts = list(_parts(file))
    return Checked(sum(size for size, _ in parts), sum(formulas for _, formulas in parts))


def _parts(file: BinaryIO) -> Iterator[tuple[int, int]]:
    _refuse_many_parts(file)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive)
            left = MOST_UNPACKED
            for part in archive.infolist():
                size, formulas = _check_part(archive, part, left)
                left -= size
                yield size, formulas
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(Trouble.WORKBOOK_BROKEN) from error


def _refuse_many_parts(file: BinaryIO) -> None:
    """Refuse a zip with too many parts before opening it, as opening reads the whole directory into memory."""
    file.seek(0)
    count, tail = 0, b""
    while piece := file.read(1 << 20):
        count += (tail + piece).count(PART_RECORD)
        tail = piece[-len(PART_RECORD) + 1 :]
    if count > MOST_PARTS:
        raise too_large()


def _check_directory(archive: zipfile.ZipFile) -> None:
    names = {part.filename.lower() for part in archive.infolist()}
    if {"mimetype", "meta-inf/manifest.xml", "content.xml"} <= names:
        raise Unreadable(Trouble.IS_OPENDOCUMENT)
    if "xl/workbook.xml" not in names and "[content_types].xml" not in names:
        raise Unreadable(Trouble.IS_ARCHIVE)
    if "xl/workbook.bin" in names:
        raise Unreadable(Trouble.WORKBOOK_OLD)
    if not any(name.endswith("workbook.xml") for name in names):
        raise Unreadable(Trouble.IS_OTHER, kind="Word" if "word/document.xml" in names else "Office")
    if any(part.flag_bits & ENCRYPTED for part in archive.infolist()):
        raise Unreadable(Trouble.WORKBOOK_LOCKED)
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked > packed * MOST_RATIO):
        raise too_large()


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> tuple[int, int]:
    """Size and bare formulas of one part, by unpacking it: the size in the directory may be false."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(Trouble.WORKBOOK_BROKEN)
    count = _XmlCount() if part.filename.lower().endswith((".xml", ".rels")) else None
    size = 0
    with archive.open(part) as source:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > left:
                raise too_large()
            if count:
                count.add(piece)
    if count and not count.is_sheet and size > MOST_KEPT:
        raise too_large()
    return size, count.formulas if count and count.is_sheet else 0


class _XmlCount:
    """Counts elements in a part of XML without parsing it into memory."""

    def __init__(self) -> None:
        self.is_sheet = False
        self.formulas = 0
        self.cells_in_row = 0
        self.elements: Counter[bytes] = Counter()
        self.tail = b""

    def add(self, piece: bytes) -> None:
        """Count a piece. Raises Unreadable for entities, and for more elements than the limits allow."""
        whole = self.tail + piece
        if any(declaration in whole for declaration in DECLARATIONS):
            raise Unreadable(Trouble.WORKBOOK_BROKEN)
        if whole.startswith(UTF16):
            raise Unreadable(Trouble.WORKBOOK_BROKEN)
        if not self.elements:
            self.is_sheet = b"worksheet" in whole[:4096]
        # Keep an incomplete cell at the end for the next piece.
        cut = whole.rfind(b"c>") + 2 if b"c>" in whole else whole.rfind(b">") + 1
        now, self.tail = whole[:cut], whole[cut:][-2_000:]
        names = ELEMENT.findall(now)
        self.elements.update(names)
        self.formulas += len(BARE_FORMULA.findall(now))
        self._check_row(names)
        self._check_counts()

    def _check_row(self, names: list[bytes]) -> None:
        for name in names:
            if name == b"row":
                self.cells_in_row = 0
            elif name == b"c":
                self.cells_in_row += 1
                if self.cells_in_row > MOST_CELLS_IN_ROW:
                    raise Unreadable(Trouble.WORKBOOK_BROKEN)

    def _check_counts(self) -> None:
        others = self.elements.total() - sum(self.elements[name] for name in CELL_PARTS)
        most = max(self.elements[name] for name in CELL_PARTS)
        if others > MOST_OTHERS or most > MOST_CELLS:
            raise too_large()


def too_large() -> Unreadable:
    """The refusal of a workbook that is too large."""
    return Unreadable(Trouble.WORKBOOK_TOO_LARGE, most=f"{MOST_UNPACKED // 1024 // 1024} MB")
