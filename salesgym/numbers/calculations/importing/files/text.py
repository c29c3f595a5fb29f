"""Decodes a file into lines of text: finds its encoding, refuses broken or invisible characters."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

CHUNK = 1 << 18
# The longest line allowed: 250 columns of 4,000 characters.
LONGEST_LINE = 1_000_000
# The encodings that a person or a command may choose.
ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "iso-8859-1",
    "iso-8859-15",
    "mac-roman",
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
BIDI = "\u202a-\u202e\u2066-\u2069"
FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{BIDI}\ud800-\udfff]")
NO_CONTROLS = bytes([9, 10, 13, *range(32, 256)])
MOST_CONTROLS = 0.04
PLAIN = bytes([9, 10, 13, *range(32, 127)])


class _NotInEncoding(Exception):
    def __init__(self, line: int, at: bytes, is_at_end: bool) -> None:
        super().__init__(line)
        self.line, self.at, self.is_at_end = line, at, is_at_end


def settle_encoding(file: BinaryIO, wanted: str = "") -> tuple[str, bool]:
    """The encoding of a file and whether it is certain. Raises Unreadable where its text is broken.

    By a byte order mark, else evident UTF-16, else UTF-8 if the whole file is valid, else Windows-1252, which is
    only a guess.
    """
    certain = _permitted(wanted) or _marked(file)
    if certain:
        _check_strictly(file, certain)
        return certain, True
    try:
        _check(file, "utf-8")
    except _NotInEncoding as problem:
        if SURROGATE.match(problem.at):
            raise Unreadable(Trouble.CONTROL, line=str(problem.line)) from problem
        _refuse_binary(file)
        multibyte, others = _mixture(file)
        if problem.is_at_end and multibyte:
            return "utf-8", True
        if multibyte > others:
            raise Unreadable(Trouble.MIXED_ENCODING, line=str(problem.line)) from problem
    else:
        return "utf-8", True
    _check_strictly(file, "windows-1252")
    return "windows-1252", False


def text_lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a checked file with their line ends, which may be \\n, \\r\\n or \\r."""
    file.seek(0)
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    # In a checked file only a character cut off at the very end can still be broken.
    text = io.TextIOWrapper(file, codec, errors="replace", newline="")
    try:
        for line in text:  # noqa: UP028 - `yield from` would close the file along with this generator
            yield line
    finally:
        if not file.closed:
            text.detach()


def _permitted(wanted: str) -> str:
    if not wanted:
        return ""
    for name in ENCODINGS:
        try:
            if codecs.lookup(name) == codecs.lookup(wanted):
                return name
        except (LookupError, ValueError):
            break
    raise Unreadable(Trouble.ENCODING, line="1")


def _refuse_binary(file: BinaryIO) -> None:
    """Refuse a file with many control characters as binary; a few are refused later with their line."""
    file.seek(0)
    head = file.read(4096)
    if len(head.translate(None, NO_CONTROLS)) > len(head) * MOST_CONTROLS:
        raise Unreadable(Trouble.NOT_TEXT)


def _marked(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(4096)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    return _evident_utf16(head)


def _evident_utf16(head: bytes) -> str:
    """The kind of UTF-16, or "": such text has a zero in nearly every second byte, always on the same side."""
    pairs = len(head) // 2
    first, second = head[: pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if pairs >= 4 and max(first, second) >= pairs * 0.3 and min(first, second) <= pairs * 0.02:
        return "utf-16-le" if second > first else "utf-16-be"
    return ""


def _check_strictly(file: BinaryIO, encoding: str) -> None:
    try:
        _check(file, encoding)
    except _NotInEncoding as problem:
        if problem.is_at_end and encoding.startswith("utf"):
            return
        raise Unreadable(Trouble.ENCODING, line=str(problem.line)) from problem


def _check(file: BinaryIO, encoding: str) -> None:
    """Read the whole file in pieces; raises where bytes do not decode or characters are not allowed."""
    run, has_text = 0, False
    for line, text, is_plain in _pieces(file, encoding):
        if not is_plain:
            _refuse_forbidden(text, line)
        has_text = has_text or not text.isspace()
        end = max(text.rfind("\n"), text.rfind("\r"))
        run = run + len(text) if end < 0 else len(text) - end - 1
        if run > LONGEST_LINE:
            raise Unreadable(Trouble.LONG_FIELD, line=str(line + breaks(text)), most="10,000")
    if not has_text:
        raise Unreadable(Trouble.EMPTY)


def _pieces(file: BinaryIO, encoding: str) -> Iterator[tuple[int, str, bool]]:
    """Pieces of text, each with the number of its first line and whether it is plain ASCII."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
    line, chunk, is_halved = 1, b"\n", False
    while chunk:
        chunk = file.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].replace(b"\x00", b"").decode("latin-1")
            raise _NotInEncoding(line + breaks(before), error.object[error.start :], not chunk) from error
        if text:
            yield line, text, not chunk.translate(None, PLAIN)
            line += breaks(text) - (is_halved and text.startswith("\n"))
            is_halved = text.endswith("\r")


def breaks(text: str) -> int:
    """How many lines end in this text."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _refuse_forbidden(text: str, line: int) -> None:
    found = FORBIDDEN.search(text)
    if not found:
        return
    place = str(line + breaks(text[: found.start()]))
    if found[0] == "\x00":
        raise Unreadable(Trouble.NUL, line=place)
    if "\u202a" <= found[0] <= "\u2069":
        raise Unreadable(Trouble.BIDI, line=place)
    raise Unreadable(Trouble.CONTROL, line=place)


def _mixture(file: BinaryIO) -> tuple[int, int]:
    """How many multi-byte UTF-8 characters the file has, and how many other bytes above 127."""
    file.seek(0)
    characters = others = 0
    while chunk := file.read(CHUNK):
        found = MULTIBYTE.findall(chunk)
        characters += len(found)
        others += len(HIGH.findall(chunk)) - sum(map(len, found))
    return characters, others
