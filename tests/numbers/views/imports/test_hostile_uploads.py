"""Every hostile file through the upload page: a sentence or a question, never an error page, nothing half in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from salesgym.numbers.actions.imports import intake
from salesgym.numbers.calculations.importing.trouble import Trouble
from salesgym.numbers.models import Deal, Import, Quota, UploadChunk, WeeklyValue
from salesgym.numbers.pages.imports.trouble import SENTENCES
from tests.factories.people import RepFactory
from tests.numbers.hostile import HOSTILE, HostileFile

UPLOAD = "/numbers/import/"


def bring(client, hostile: HostileFile):
    file = SimpleUploadedFile(hostile.file_name, hostile.build(), content_type="text/csv")
    return client.post(UPLOAD, {"file": file, "kind": ""}, follow=True)


def opening(trouble: Trouble) -> str:
    """The start of a trouble's sentence, up to what it fills in."""
    return str(SENTENCES[trouble]).split("%", 1)[0].split("'", 1)[0].split('"', 1)[0].strip()


@pytest.fixture
def brought(client, team, manager):
    """Brings a file as the manager, and does what a worker would do for a long one."""
    RepFactory(name="Dana Whitfield", team=team)
    client.force_login(manager)

    def bring_and_work(hostile):
        answer = bring(client, hostile)
        file = Import.objects.order_by("-pk").first()
        if file is None or not file.is_working:
            return answer, file
        intake.work(import_id=file.pk, at=file.uploaded_at)
        file.refresh_from_db()
        return client.get(f"/numbers/imports/{file.pk}/"), file

    return bring_and_work


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_upload_is_answered_calmly(brought, hostile):
    answer, file = brought(hostile)

    assert answer.status_code == 200
    page = answer.content.decode()
    if isinstance(hostile.outcome, Trouble):
        assert opening(hostile.outcome).replace("&", "&amp;") in page
        assert file is None or file.state == Import.State.REFUSED
        assert not UploadChunk.objects.exists()
    else:
        assert file.state in {Import.State.ASKING, Import.State.READY}
    assert not Deal.objects.exists()
    assert not WeeklyValue.objects.exists()
    assert not Quota.objects.exists()
