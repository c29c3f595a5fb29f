"""Uploaded files, stored in pieces in the database, so that a worker on any machine can open them."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import F, QuerySet

from salesgym.errors import Refused
from salesgym.numbers.calculations.importing.files.table import MOST_BYTES
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.models import Import, UploadChunk
from salesgym.numbers.pages.imports.trouble import sentence
from salesgym.people.models import User
from salesgym.uploads import clean_name

# A piece is in memory several times over while it is written or read, in the form of the statement too.
PIECE = 256 * 1024
LONGEST_FILE_NAME = 200
# A workbook stays beside its text, with numbers from here on, so that another sheet of it may be chosen.
AS_SENT = 1_000_000
# The lines that stayed out of a file that is in, with numbers from here on.
LEFT_OUT = 2_000_000


class FileRefused(Refused):
    """The file as a whole cannot be used; nothing of it is stored."""


@transaction.atomic
def receive(
    *, pieces: Iterable[bytes], file_name: str, by: User | None, at: datetime, kind: str = ""
) -> Import:
    """Store a file while it streams in. Raises FileRefused where it is empty or too large."""
    file = Import.objects.create(
        kind=kind,
        file_name=clean_name(file_name, longest=LONGEST_FILE_NAME),
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


def store(file: Import, pieces: Iterable[bytes], *, first: int = 0) -> Iterator[bytes]:
    """Write a stream as the file's chunks, numbered from `first` on, and yield each piece once it is written."""
    for number, piece in enumerate(_regrouped(pieces), first):
        UploadChunk.objects.create(file=file, number=number, content=piece)
        yield piece


@contextmanager
def opened(file: Import) -> Iterator[BinaryIO]:
    """The file for reading and seeking, a workbook as its text: a temporary file here while the block lasts."""
    with _copied(UploadChunk.objects.filter(file=file, number__lt=AS_SENT)) as handle:
        yield handle


@contextmanager
def as_sent(file: Import) -> Iterator[BinaryIO]:
    """The file as it was sent, also where its text is stored beside it."""
    chunks = UploadChunk.objects.filter(file=file)
    kept = chunks.filter(number__gte=AS_SENT)
    with _copied(kept if kept.exists() else chunks) as handle:
        yield handle


@transaction.atomic
def put_text(file: Import, handle: BinaryIO) -> None:
    """Store the text of a workbook as the file's content. The workbook itself is kept until the file is forgotten."""
    chunks = UploadChunk.objects.filter(file=file)
    if chunks.filter(number__gte=AS_SENT).exists():
        chunks.filter(number__lt=AS_SENT).delete()
    else:
        chunks.update(number=F("number") + AS_SENT)
    for _piece in store(file, iter(lambda: handle.read(PIECE), b"")):
        pass


def forget(file: Import) -> None:
    """Delete the content of a file that is dropped or refused."""
    UploadChunk.objects.filter(file=file).delete()


def forget_but_left_out(file: Import, pieces: Iterable[bytes]) -> None:
    """Keep these pieces, the lines that stay out, and delete the rest of a file that is imported."""
    for _piece in store(file, pieces, first=LEFT_OUT):
        pass
    UploadChunk.objects.filter(file=file, number__lt=LEFT_OUT).delete()


def left_out(file: Import) -> Iterator[bytes]:
    """The lines that were kept of a file that is in, piece by piece."""
    kept = UploadChunk.objects.filter(file=file, number__gte=LEFT_OUT)
    for content in kept.order_by("number").values_list("content", flat=True).iterator(chunk_size=1):
        yield bytes(content)


def is_here(file: Import) -> bool:
    """Whether the whole content of the file is still stored."""
    return UploadChunk.objects.filter(file=file, number__lt=LEFT_OUT).exists()


@contextmanager
def _copied(chunks: QuerySet[UploadChunk]) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as handle:
        contents = chunks.order_by("number").values_list("content", flat=True)
        for content in contents.iterator(chunk_size=1):
            handle.write(content)
        handle.seek(0)
        yield handle


def _regrouped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same stream in pieces of one fixed size."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)
