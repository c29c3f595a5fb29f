"""An undo that a worker does, as the page shows it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.actions.imports import intake, size
from tests.factories.imports import ImportFactory
from tests.numbers.by_pages import UPLOAD, WON, answer, bring, step, the_file, words

pytestmark = pytest.mark.django_db


def test_a_long_undo_shows_its_page_until_a_worker_has_done_it(dana, monkeypatch):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")
    file = the_file()
    monkeypatch.setattr(size, "FEW_CHANGES", 0)
    undo = reverse("numbers:undo_import", args=[file.pk])

    waiting = [
        words(page)
        for page in (dana.post(undo, follow=True), dana.post(undo, follow=True), dana.get(undo, follow=True))
    ]
    listed = words(dana.get(UPLOAD))
    intake.work(import_id=file.pk, at=timezone.now())

    assert all("Taking it back" in page for page in waiting)
    assert "Being undone" in listed
    assert "This import was taken back" in words(dana.get(reverse("numbers:import_file", args=[file.pk])))
    assert "deals.csv is taken back" in words(dana.get(reverse("notices:inbox")))


def test_an_undo_that_could_not_be_done_says_why_on_the_page(dana, manager):
    file = ImportFactory(imported_by=manager, trouble="A newer file of CRM is in. Undo that one first.")

    page = words(dana.get(reverse("numbers:import_file", args=[file.pk])))

    assert "A newer file of CRM is in." in page
