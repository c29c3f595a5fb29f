"""What is taken by its content: whole PDFs and pictures, and nothing that only looks like one."""

import pytest

from plans.calculations.file_kind import MOST_BYTES, FileTrouble, WrongFile, kind_of
from tests.factories.attachments import JPEG, PDF, PNG, WEBP, archive

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
SCRIPT = b"#!/bin/sh\nrm -rf /\n"
WHOLE = {"proof.pdf": PDF, "shot.png": PNG, "photo.jpg": JPEG, "photo.jpeg": JPEG, "shot.webp": WEBP}


def trouble(content: bytes, name: str) -> FileTrouble:
    with pytest.raises(WrongFile) as wrong:
        kind_of(content, name=name)
    return wrong.value.trouble


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_is_known_by_its_content(name):
    kind = kind_of(WHOLE[name], name=name)

    assert name.rpartition(".")[2] in kind.endings


def test_the_ending_may_be_in_capitals_or_missing():
    assert kind_of(JPEG, name="IMG_0001.JPG").name == "JPEG"
    assert kind_of(JPEG, name="scan").name == "JPEG"


@pytest.mark.parametrize("content", [SVG, HTML, EXE, ELF, SCRIPT, archive(), b"x", b"GIF89a" + bytes(50)])
@pytest.mark.parametrize("name", ["proof.pdf", "shot.png", "photo.jpg", "as it is"])
def test_what_is_no_pdf_and_no_picture_is_refused_whatever_its_name(content, name):
    assert trouble(content, name) is FileTrouble.OTHER_KIND


@pytest.mark.parametrize(
    ("content", "name"),
    [(PDF, "shot.png"), (PNG, "proof.pdf"), (JPEG, "run.exe"), (WEBP, "page.html"), (PDF, "report.v2")],
)
def test_the_ending_fits_the_content(content, name):
    assert trouble(content, name) is FileTrouble.OTHER_NAME


@pytest.mark.parametrize("content", WHOLE.values())
@pytest.mark.parametrize("part", [0.5, 0.8, 0.95])
def test_a_file_cut_off_in_mid_upload_is_refused(content, part):
    # Shorter still it cannot be told from another kind, and is refused as one.
    cut = content[: int(len(content) * part)]

    assert trouble(cut, "as it is") in {FileTrouble.NOT_WHOLE, FileTrouble.OTHER_KIND}


@pytest.mark.parametrize(("name", "content"), WHOLE.items())
def test_the_last_byte_counts(name, content):
    assert trouble(content.rstrip(b"\n")[:-1], name) is FileTrouble.NOT_WHOLE


def test_the_end_of_the_small_picture_in_its_head_is_not_the_end_of_a_photo():
    cut = JPEG[: JPEG.index(b"\xff\xda")]

    assert b"\xff\xd9" in cut
    assert trouble(cut, "photo.jpg") is FileTrouble.NOT_WHOLE


def test_what_a_phone_writes_behind_a_photo_is_no_harm():
    assert kind_of(JPEG + b"SEFT" + bytes(40), name="photo.jpg").name == "JPEG"


@pytest.mark.parametrize(("name", "content"), [("proof.pdf", PDF), ("photo.jpg", JPEG)])
def test_an_archive_behind_a_picture_is_refused(name, content):
    assert trouble(content + archive(), name) is FileTrouble.OTHER_KIND


def test_nothing_hangs_on_a_png():
    assert trouble(PNG + b"<script>", "shot.png") is FileTrouble.NOT_WHOLE


@pytest.mark.parametrize("active", [b"/JavaScript (app.alert)", b"/Launch /Win", b"/EmbeddedFile"])
def test_a_pdf_that_runs_something_or_carries_a_file_is_refused(active):
    assert trouble(PDF.replace(b"/Catalog", b"/Catalog " + active), "proof.pdf") is FileTrouble.ACTIVE


def test_an_empty_file_is_said_to_be_empty():
    assert trouble(b"", "proof.pdf") is FileTrouble.EMPTY


def test_a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_not():
    filled = PDF.replace(b"endobj", b"endobj " + b" " * (MOST_BYTES - len(PDF) - 1))

    assert len(filled) == MOST_BYTES
    assert kind_of(filled, name="proof.pdf").name == "PDF"
    assert trouble(b"%PDF-" + filled, "proof.pdf") is FileTrouble.TOO_LARGE
