"""A file that is too large is said before it is sent, and one that fits goes."""

import pytest
from playwright.sync_api import expect

from plans.calculations.file_kind import MOST_BYTES
from plans.models import Attachment, Plan
from tests.factories.attachments import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def chosen(content: bytes) -> dict:
    return {"name": "proof.pdf", "mimeType": "application/pdf", "buffer": content}


def test_a_file_that_is_too_large_is_said_before_it_is_sent(harbor, page_of):
    step = Plan.objects.filter(rep=harbor["marcus"]).latest("pk").milestones.latest("position")
    page = page_of(harbor["marcus"])
    page.goto(f"/steps/{step.pk}/files/")
    add, field = page.get_by_role("button", name="Add the file"), page.get_by_label("File", exact=True)
    hint = page.get_by_text("This file has")

    field.set_input_files(chosen(bytes(14 * 1024 * 1024)))
    expect(hint).to_have_text("This file has 14 MB; up to 10 MB goes.")
    expect(add).to_be_disabled()
    field.set_input_files(chosen(bytes(MOST_BYTES + 1)))
    expect(hint).to_have_text("This file has 10.1 MB; up to 10 MB goes.")
    field.set_input_files(chosen(PDF))
    expect(page.locator("[data-size-hint]")).to_be_hidden()
    add.click()

    expect(page.get_by_text("proof.pdf is added.")).to_be_visible()
    assert Attachment.objects.get(milestone=step).name == "proof.pdf"
