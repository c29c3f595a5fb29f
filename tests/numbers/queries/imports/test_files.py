from datetime import timedelta

import pytest

from salesgym.numbers.queries.imports.files import PER_PAGE, imports_for
from tests.factories.deals import SourceFactory
from tests.factories.imports import ImportFactory
from tests.factories.numbers import ENTERED_AT
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_a_bringer_goes_on_with_their_own_files_and_a_site_admin_with_all():
    dana, admin = UserFactory(), UserFactory(site_admin=True)
    own, other = ImportFactory(asking=True, imported_by=dana), ImportFactory(ready=True)
    ImportFactory(imported_by=dana)

    assert imports_for(dana, page=None).waiting == (own,)
    assert set(imports_for(admin, page=None).waiting) == {own, other}


def test_everybody_reads_what_came_in_and_opens_their_own():
    dana = UserFactory()
    own, other = ImportFactory(imported_by=dana), ImportFactory(undone=True)
    ImportFactory(cancelled=True)

    rows = {row.file.pk: row.may_open for row in imports_for(dana, page=None).rows}

    assert rows == {own.pk: True, other.pk: False}


def test_the_last_import_of_each_source_may_be_taken_back():
    dana = UserFactory()
    crm, calls = SourceFactory(name="CRM"), SourceFactory(name="Phone")
    earlier = ImportFactory(imported_by=dana, source=crm)
    last = ImportFactory(imported_by=dana, source=crm, imported_at=ENTERED_AT + timedelta(days=7))
    only = ImportFactory(imported_by=dana, source=calls)

    rows = {row.file.pk: row.may_undo for row in imports_for(dana, page=None).rows}

    assert rows == {earlier.pk: False, last.pk: True, only.pk: True}


def test_files_come_in_pages_with_the_newest_first():
    dana = UserFactory()
    for day in range(PER_PAGE + 1):
        ImportFactory(imported_by=dana, imported_at=ENTERED_AT + timedelta(days=day))

    found = imports_for(dana, page="2")

    assert [row.file.imported_at for row in found.rows] == [ENTERED_AT]
