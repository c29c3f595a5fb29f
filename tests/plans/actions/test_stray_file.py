"""Bytes that no row names are deleted after a day, and never those of a row, young ones, or somebody else's."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone

from plans import tasks
from plans.actions import stray_file
from plans.models import Attachment
from plans.models.attachment import random_name
from tests.factories.attachments import ADDED_AT, PDF, AttachmentFactory

pytestmark = pytest.mark.django_db
TWO_DAYS = timedelta(days=2)


class Stubborn(FileSystemStorage):
    """A folder out of which some names do not go."""

    stays: str = ""

    def delete(self, name):
        if name == self.stays:
            raise OSError("permission denied")
        super().delete(name)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "attachments": {
            "BACKEND": "tests.plans.actions.test_stray_file.Stubborn",
            "OPTIONS": {"location": tmp_path / "attachments"},
        },
    }
    return storages["attachments"]


def keep(place, name="", *, age=TWO_DAYS) -> str:
    """Bytes of this age under this name, else under one of ours."""
    kept = place.save(name or random_name(None, ""), ContentFile(PDF))
    moment = (timezone.now() - age).timestamp()
    os.utime(place.path(kept), (moment, moment))
    return kept


def sweep():
    return stray_file.sweep(at=timezone.now())


def test_what_no_row_names_is_deleted_and_what_a_row_names_stays(place):
    stray = keep(place)
    named = keep(place)
    AttachmentFactory(file=named)

    assert (tasks.sweep_files(), sweep()) == (1, 0)
    assert (place.exists(stray), place.exists(named)) == (False, True)


def test_what_a_removed_row_left_behind_is_deleted(place):
    left = keep(place)
    row = AttachmentFactory(file=left)
    Attachment.objects.filter(pk=row.pk).update(removed_at=ADDED_AT, removed_by=row.added_by)

    assert sweep() == 1
    assert not place.exists(left)


def test_what_is_younger_than_a_day_may_be_on_its_way(place):
    young = keep(place, age=timedelta(hours=23))

    assert sweep() == 0
    assert place.exists(young)


@pytest.mark.parametrize("name", ["readme.txt", "ab/readme.txt", "backup/0123456789abcdef0123456789abcdef"])
def test_what_has_no_name_of_ours_is_left_alone(place, name):
    keep(place, name)

    assert sweep() == 0
    assert place.exists(name)


def test_where_nothing_was_ever_kept_nothing_is_swept():
    assert sweep() == 0


def test_files_of_another_database_are_not_deleted(place, caplog):
    AttachmentFactory(file=keep(place))
    names = [keep(place) for _number in range(stray_file.FEW + 1)]

    assert sweep() == 0
    assert all(place.exists(name) for name in names)
    assert "21 files have no row and 1 have one: none is deleted" in caplog.text


def test_one_that_does_not_go_is_told_and_the_others_go(place, caplog):
    first, second = sorted([keep(place), keep(place)])
    place.stays = first

    assert sweep() == 1
    assert (place.exists(first), place.exists(second)) == (True, False)
    assert f"the bytes of file {first} are still there" in caplog.text
    place.stays = ""
    assert sweep() == 1
