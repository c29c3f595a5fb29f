"""What an attached file is by its content, and whether it arrived whole. A name or a browser's word decides nothing."""

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 10 * 1024 * 1024
PDF_END, PDF_TAIL = b"%%EOF", 1024
# Names of a PDF that run something or carry another file along; a reader would offer to open it.
PDF_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")
PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START, JPEG_SCAN, JPEG_END = b"\xff\xd8\xff", 0xDA, 0xD9
# Markers without a length: a zero byte that was put in, restarts, and a fill byte.
JPEG_BARE = {0x00, 0x01, *range(0xD0, 0xD8), 0xFF}


class FileTrouble(StrEnum):
    """Why a file is not taken. plans/pages/attachment.py has the sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    OTHER_KIND = "other kind"
    OTHER_NAME = "other name"
    NOT_WHOLE = "not whole"
    ACTIVE = "active"


class WrongFile(Exception):
    """The file cannot be taken; `inside` names the kind of its content where that is known."""

    def __init__(self, trouble: FileTrouble, inside: str = "") -> None:
        self.trouble = trouble
        self.inside = inside
        super().__init__(trouble)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: as it is named to people, its content type, and the endings that fit it."""

    name: str
    content_type: str
    endings: tuple[str, ...]


PDF = FileKind("PDF", "application/pdf", ("pdf",))
PNG = FileKind("PNG", "image/png", ("png",))
JPEG = FileKind("JPEG", "image/jpeg", ("jpg", "jpeg"))
WEBP = FileKind("WebP", "image/webp", ("webp",))
KINDS = (PDF, PNG, JPEG, WEBP)


def kind_of(content: bytes, *, name: str) -> FileKind:
    """What this whole file is. Raises WrongFile where it is none of `KINDS`, not whole, active, or named otherwise.

    A name without an ending fits every kind.
    """
    if not content:
        raise WrongFile(FileTrouble.EMPTY)
    if len(content) > MOST_BYTES:
        raise WrongFile(FileTrouble.TOO_LARGE)
    kind = _begins_as(content)
    if kind is None:
        raise WrongFile(FileTrouble.OTHER_KIND)
    _, dot, ending = name.rpartition(".")
    if dot and ending.lower() not in kind.endings:
        raise WrongFile(FileTrouble.OTHER_NAME, kind.name)
    if not _is_whole(content, kind):
        raise WrongFile(FileTrouble.NOT_WHOLE, kind.name)
    # An archive is read from its end: this is one for a program that opens archives, and a picture for all others.
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise WrongFile(FileTrouble.OTHER_KIND)
    if kind is PDF and any(name in content for name in PDF_ACTIVE):
        raise WrongFile(FileTrouble.ACTIVE)
    return kind


def _begins_as(content: bytes) -> FileKind | None:
    """The kind by the first bytes, where puremagic's list of all kinds says the same."""
    # Imported with the first file: its list of all kinds takes a tenth of a second to read.
    import puremagic

    kind = next((kind for kind, begins in _BEGINS.items() if begins(content)), None)
    try:
        known = {match.mime_type for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        return None
    return kind if kind is not None and kind.content_type in known else None


_BEGINS = {
    PDF: lambda content: content.startswith(b"%PDF-"),
    PNG: lambda content: content.startswith(PNG_START) and content[12:16] == b"IHDR",
    JPEG: lambda content: content.startswith(JPEG_START),
    WEBP: lambda content: content[:4] == b"RIFF" and content[8:15] == b"WEBPVP8",
}


def _is_whole(content: bytes, kind: FileKind) -> bool:
    if kind is PDF:
        return PDF_END in content[-PDF_TAIL:]
    if kind is PNG:
        return _png_ends(content)
    if kind is JPEG:
        return _jpeg_ends(content)
    size = int.from_bytes(content[4:8], "little") + 8
    return len(content) in {size, size + 1}


def _png_ends(content: bytes) -> bool:
    """Whether its pieces follow each other to the last one, with which the file ends."""
    at = len(PNG_START)
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            return at == len(content)
    return False


def _jpeg_ends(content: bytes) -> bool:
    """Whether the picture has its end. Phones write more behind it, and a small picture of its own into the head."""
    at = 2
    while 0 <= at < len(content) - 1:
        marker = content[at + 1]
        if content[at] != 0xFF:
            return False
        if marker == JPEG_END:
            return True
        if marker in JPEG_BARE:
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == JPEG_SCAN:
            at = _next_marker(content, at)
    return False


def _next_marker(content: bytes, at: int) -> int:
    """Where the data of a scan end, by the next marker that is none of its own; -1 without one."""
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        if content[at + 1] not in JPEG_BARE:
            return at
        at += 1 if content[at + 1] == 0xFF else 2
    return -1
