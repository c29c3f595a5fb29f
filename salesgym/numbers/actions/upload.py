"""An uploaded file, in pieces in the database: received as a stream, opened by whoever works on it."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from salesgym.errors import Refused
from salesgym.numbers.actions.trouble_words import sentence
from salesgym.numbers.calculations.importing.files.table import MOST_BYTES
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.models import Import, UploadChunk
from salesgym.people.models import User

PIECE = 1024 * 1024
LONGEST_FILE_NAME = 200


class FileRefused(Refused):
    """The file is wrong as a whole: nothing of it was taken in."""


@transaction.atomic
def receive(
    *, pieces: Iterable[bytes], file_name: str, by: User | None, at: datetime, kind: str = ""
) -> Import:
    """Keep a file as it streams in, to be read next. Refuses an empty one and one that is too large."""
    file = Import.objects.create(
        kind=kind,
        file_name=_clean(file_name),
        imported_by=by,
        uploaded_at=at,
        state=Import.State.READING,
    )
    digest = hashlib.sha256()
    for piece in store(file, pieces):
        digest.update(piece)
        file.size += len(piece)
        if file.size > MOST_BYTES:
            raise FileRefused(sentence(Trouble.TOO_LARGE, {}))
    if not file.size:
        raise FileRefused(sentence(Trouble.EMPTY, {}))
    file.sha256 = digest.hexdigest()
    file.save(update_fields=["size", "sha256"])
    return file


def store(file: Import, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Write a stream as the file's chunks, and give each piece on as it is written."""
    for number, piece in enumerate(_regrouped(pieces)):
        UploadChunk.objects.create(file=file, number=number, content=piece)
        yield piece


@contextmanager
def opened(file: Import) -> Iterator[BinaryIO]:
    """The file as one to read and seek in, on this machine's disk for as long as it is needed."""
    with tempfile.TemporaryFile() as handle:
        chunks = UploadChunk.objects.filter(file=file).order_by("number").values_list("content", flat=True)
        for content in chunks.iterator(chunk_size=4):
            handle.write(content)
        handle.seek(0)
        yield handle


@transaction.atomic
def replace(file: Import, handle: BinaryIO) -> None:
    """Keep this content instead: what a workbook's sheet says, as plain lines."""
    UploadChunk.objects.filter(file=file).delete()
    for _piece in store(file, iter(lambda: handle.read(PIECE), b"")):
        pass


def forget(file: Import) -> None:
    """Throw the content away: it was taken in, or nobody wants it any more."""
    UploadChunk.objects.filter(file=file).delete()


def _regrouped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same stream in pieces of one size, whatever size it came in."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)


def _clean(file_name: str) -> str:
    """A file's name as a page may show it: no path, nothing invisible."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(letter for letter in name if letter.isprintable()).strip()
    return printable[-LONGEST_FILE_NAME:] or "file"
