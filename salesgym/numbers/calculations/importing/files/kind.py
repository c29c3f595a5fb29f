"""Recognizes files that are no text tables by their first bytes, whatever their name."""

import re
from typing import BinaryIO

from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

HEAD = 8192
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# The container format of Excel before 2007, and of every workbook with a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
KINDS = {
    b"\x7fELF": "program",
    b"MZ\x90": "program",
    b"SQLite format 3\x00": "SQLite",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
}
STARTS = (
    (b"%PDF-", Trouble.IS_PDF),
    (b"\x89PNG", Trouble.IS_PICTURE),
    (b"\xff\xd8\xff", Trouble.IS_PICTURE),
    (b"GIF8", Trouble.IS_PICTURE),
    (b"BM", Trouble.IS_PICTURE),
    (b"II*\x00", Trouble.IS_PICTURE),
    (b"MM\x00*", Trouble.IS_PICTURE),
    *((start, Trouble.IS_ARCHIVE) for start in ZIP),
    (b"\x1f\x8b", Trouble.IS_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Trouble.IS_ARCHIVE),
    (b"Rar!\x1a\x07", Trouble.IS_ARCHIVE),
    (b"BZh", Trouble.IS_ARCHIVE),
    (b"\xfd7zXZ\x00", Trouble.IS_ARCHIVE),
    *((start, Trouble.IS_OTHER) for start in KINDS),
)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|script|div)\b", re.IGNORECASE)
XML = re.compile(rb"<\?xml|<!--|<!doctype|<[a-z][\w:.-]*(?:\s+[\w:.-]+\s*=|\s*/?>)", re.IGNORECASE)
JSON = re.compile(rb"[\[{]\s*(?:[\[{\]}]|\"(?:[^\"\\]|\\.){0,200}\"\s*[:,\]]|-?\d[\d.]*\s*[,\]])")


def refuse_other_kinds(file: BinaryIO) -> None:
    """Raise Unreadable for a file that is recognized as something else than a text table."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(OLE):
        raise Unreadable(Trouble.WORKBOOK_LOCKED if _holds(file, ENCRYPTED) else Trouble.WORKBOOK_OLD)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise Unreadable(Trouble.IS_PICTURE)
    for start, trouble in STARTS:
        if head.startswith(start) and (len(start) > 2 or b"\x00" in head or start == b"\x1f\x8b"):
            raise Unreadable(trouble, kind=KINDS.get(start, ""))
    _refuse_markup(head)


def _refuse_markup(head: bytes) -> None:
    # Remove byte order marks, and the NUL bytes that UTF-16 adds to ASCII letters.
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    text = text.replace(b"\x00", b"").lstrip()
    if XML.match(text):
        raise Unreadable(Trouble.IS_HTML if HTML.search(text) else Trouble.IS_OTHER, kind="XML")
    if JSON.match(text):
        raise Unreadable(Trouble.IS_JSON)


def _holds(file: BinaryIO, needle: bytes) -> bool:
    file.seek(0)
    tail = b""
    while chunk := file.read(1 << 20):
        if needle in tail + chunk:
            return True
        tail = chunk[-len(needle) :]
    return False
