"""A file that waits between its preview and its uploader's yes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.actions import csv_import
from salesgym.numbers.actions.csv_import import Summary
from salesgym.numbers.models import PendingUpload
from salesgym.people.models import User

KEPT_FOR = timedelta(days=1)


class UploadGone(Refused):
    """The file that was to be taken in does not wait any more."""


@transaction.atomic
def keep(*, content: bytes, file_name: str, source_name: str, by: User, at: datetime) -> PendingUpload:
    """Keep a readable file until its uploader says yes or no; his earlier one goes."""
    csv_import.read_deals(content)
    User.objects.select_for_update(no_key=True).get(
        pk=by.pk
    )  # two uploads of one person, one after the other
    PendingUpload.objects.filter(uploaded_by=by).delete()
    PendingUpload.objects.filter(uploaded_at__lt=at - KEPT_FOR).delete()
    return PendingUpload.objects.create(
        uploaded_by=by,
        uploaded_at=at,
        file_name=file_name[:200],
        source_name=source_name,
        content=content,
    )


@transaction.atomic
def confirm(*, upload_id: int, by: User, at: datetime) -> Summary:
    """Take in the file that this person has seen the preview of. Works once."""
    upload = PendingUpload.objects.select_for_update().filter(pk=upload_id, uploaded_by=by).first()
    if upload is None:
        raise UploadGone(_("This file is not waiting any more: it was taken in, dropped or replaced."))
    summary = csv_import.take_in(
        content=bytes(upload.content),
        file_name=upload.file_name,
        source_name=upload.source_name,
        by=by,
        at=at,
    )
    upload.delete()
    return summary


def drop(*, upload_id: int, by: User) -> None:
    """Forget a file that waits; nothing was changed by it."""
    PendingUpload.objects.filter(pk=upload_id, uploaded_by=by).delete()
