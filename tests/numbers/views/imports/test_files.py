"""The page of a file and the list of files: what is none, how far one is, who may see it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salesgym.numbers.models import Deal, Import
from tests.factories.imports import ImportFactory
from tests.factories.people import UserFactory
from tests.numbers.by_pages import UPLOAD, WON, answer, bring, csv_file, step, the_file, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"<html><body><table></table></body></html>", "web page"),
        (b"name\nMarcus\n", "one column"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "quotation mark"),
    ],
)
def test_a_file_that_is_none_is_a_sentence(dana, content, sentence):
    page = dana.post(UPLOAD, {"file": SimpleUploadedFile("deals.csv", content)}, follow=True)

    assert page.status_code == 200
    assert sentence in words(page)
    assert not Deal.objects.exists()


def test_no_file_and_a_file_that_is_too_large_are_sentences(dana, monkeypatch):
    monkeypatch.setattr("salesgym.numbers.forms.imports.upload.MOST_BYTES", 10)

    assert "Choose a file first" in words(dana.post(UPLOAD, {}))
    assert "larger than 30 MB" in words(bring(dana, WON))
    assert not Import.objects.exists()


@pytest.mark.parametrize("trait", ["reading", "staging", "taking_in", "undoing"])
def test_a_file_that_is_worked_on_says_how_far_it_is(dana, manager, trait):
    file = ImportFactory(imported_by=manager, **{trait: True})
    Import.objects.filter(pk=file.pk).update(done_units=30, all_units=120)

    page = words(dana.get(reverse("numbers:import_file", args=[file.pk])))

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert f'data-state="{file.state}"' in page
    assert ('value="25"' in page) == (trait in ("reading", "staging"))
    assert (reverse("numbers:cancel_import", args=[file.pk]) in page) == (trait != "undoing")


def test_a_file_that_was_refused_says_what_to_do(dana, manager):
    file = ImportFactory(imported_by=manager, refused_whole=True)

    page = words(dana.get(reverse("numbers:import_file", args=[file.pk])))

    assert "The file is empty. Export it again" in page
    assert "Choose another file" in page


def test_somebody_elses_file_does_not_exist(client, manager):
    file = ImportFactory(ready=True)
    client.force_login(manager)

    for name in ("import_file", "undo_import", "refused_lines"):
        assert client.get(reverse(f"numbers:{name}", args=[file.pk])).status_code == 404
    for name in (
        "answer_import",
        "decide_import",
        "move_dates",
        "invite_owner",
        "confirm_import",
        "cancel_import",
    ):
        assert client.post(reverse(f"numbers:{name}", args=[file.pk])).status_code == 404


def test_a_rep_brings_nothing(client, rep):
    client.force_login(rep)

    assert client.get(UPLOAD).status_code == 404
    assert client.post(UPLOAD, {"file": csv_file(WON)}).status_code == 404
    assert not Import.objects.exists()


def test_the_list_says_who_brought_what_and_opens_what_one_may_open(dana, manager):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")
    ImportFactory(file_name="secret-list.csv", imported_by=UserFactory(name="Sofia Marin"))

    page = words(dana.get(UPLOAD))

    assert "deals.csv" in page
    assert "Sofia Marin" in page
    assert "secret-list.csv" not in page


def test_a_file_that_waits_is_found_again(dana):
    bring(dana, WON)

    page = words(dana.get(UPLOAD))

    assert "Waiting for you" in page
    assert reverse("numbers:import_file", args=[the_file().pk]) in page


def test_the_old_address_leads_to_the_new_page(dana):
    assert dana.get("/numbers/deals/").headers["Location"] == UPLOAD


def test_a_hostile_file_name_stays_text(dana):
    page = words(
        dana.post(UPLOAD, {"file": csv_file(WON, name="<script>alert(1)</script>.csv")}, follow=True)
    )

    assert "<script>alert" not in page
