"""Attached files, and the bytes of each kind: small, whole, and the same every time."""

import hashlib
import io
import struct
import uuid
import zlib
from datetime import UTC, datetime

import factory
from django.core.files.base import ContentFile

from plans.models import Attachment
from tests.factories.plans import PlanFactory

ADDED_AT = datetime(2026, 1, 14, 9, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def _piece(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG = b"".join(
    [
        b"\x89PNG\r\n\x1a\n",
        _piece(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _piece(b"IDAT", zlib.compress(b"\0\0")),
        _piece(b"IEND", b""),
    ]
)


def _marked(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


# A small picture of its own in the head, with its own end; then a scan with a zero put in and a restart.
JPEG = b"".join(
    [
        b"\xff\xd8",
        _marked(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        _marked(0xE1, b"Exif\0\0\xff\xd8\xff\xd9"),
        _marked(0xDA, b"\1\1\0\0\x3f\0"),
        b"\x12\xff\x00\x34\xff\xd0\x56",
        b"\xff\xd9",
    ]
)
WEBP = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8L" + struct.pack("<I", 10) + b"\x2f" + bytes(9)


def archive() -> bytes:
    """An archive with one file."""
    import zipfile

    with zipfile.ZipFile(held := io.BytesIO(), "w") as writer:
        writer.writestr("run.sh", "echo")
    return held.getvalue()


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A PDF that the rep added to the first step of a plan at work."""

    class Meta:
        model = Attachment

    class Params:
        content = PDF

    milestone = factory.LazyFunction(lambda: PlanFactory(active=True).milestones.get(position=1))
    file = factory.LazyAttribute(lambda row: ContentFile(row.content, name="file"))
    name = "proof.pdf"
    content_type = "application/pdf"
    size = factory.LazyAttribute(lambda row: len(row.content))
    sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.content).hexdigest())
    client_id = factory.LazyFunction(uuid.uuid4)
    added_by = factory.LazyAttribute(lambda row: (row.milestone or row.commitment).plan.rep)
    added_at = ADDED_AT
