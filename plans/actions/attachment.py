"""Adds files to a step, a promise or evidence, and removes them: their bytes go, the row and the history stay."""

import hashlib
import logging
import uuid
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from plans.actions import history
from plans.actions.version import lock
from plans.calculations.file_kind import WrongFile, kind_of
from plans.models import Attachment, Commitment, Event, Evidence, Milestone
from plans.models.attachment import LONGEST_NAME, MOST_FILES, Thing, owner
from plans.pages import attachment as words
from plans.permissions import can_remove_file, takes_files
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.uploads import clean_name

logger = logging.getLogger(__name__)
STORAGE = Attachment._meta.get_field("file").storage


class FileRefused(Refused):
    """The file is of another kind, too large, cut off or named otherwise; nothing of it is stored."""


class TakesNoFiles(Refused):
    """The plan is not signed by both, or it is closed; or the evidence is shared."""


class TakenBack(Refused):
    """What the file belongs to was taken back meanwhile, and its files with it."""


class TooManyFiles(Refused):
    """The step or promise has `MOST_FILES` already."""


class NotKept(Refused):
    """The place where files are kept did not take it; nothing of it is stored."""


class StaysThere(Refused):
    """This person may not remove the file, or no longer."""


def add(
    *, thing: Thing, by: User, content: bytes, file_name: str, client_id: uuid.UUID, at: datetime
) -> Attachment:
    """Keep a file; the same `client_id` of a person once. The caller has asked `can_read_files`.

    The bytes are kept before the transaction, so that no row is locked while they travel. Whatever refuses the row
    deletes them again.
    """
    try:
        name = clean_name(file_name, longest=LONGEST_NAME)
        kind = kind_of(content, name=name)
    except WrongFile as wrong:
        raise FileRefused(words.sentence(wrong)) from wrong
    if "." not in name:
        name = f"{name[: LONGEST_NAME - 5]}.{kind.endings[0]}"
    row = Attachment(
        **owner(thing),
        name=name,
        content_type=kind.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        client_id=client_id,
        added_by=by,
        added_at=at,
    )
    kept = _keep(row, content)
    try:
        stored = _store(thing, row)
    except BaseException:
        _delete(kept)
        raise
    if stored.file.name != kept:
        _delete(kept)
    return stored


@transaction.atomic
def remove(*, attachment: Attachment, by: User, at: datetime) -> Attachment:
    """Mark the file as removed and delete its bytes. One that is removed stays so, and nothing more is told.
    Of evidence that nobody else reads the row goes as well.

    Raises StaysThere where this person may not, or no longer; TakenBack where it went with its promise.
    """
    found = Attachment.objects.select_for_update(of=("self",)).filter(pk=attachment.pk).first()
    if found is None:
        raise TakenBack(str(words.TAKEN_BACK))
    if found.removed_at is not None:
        return found
    if found.evidence is not None:
        _lock(found.evidence)
    if not can_remove_file(by, found, at=at):
        raise StaysThere(str(words.STAYS if found.evidence is None else words.SHARED))
    if found.evidence is not None:
        found.delete()
        transaction.on_commit(partial(_delete, str(found.file.name)))
        return found
    found.removed_at, found.removed_by = at, by
    found.save(update_fields=["removed_at", "removed_by"])
    _record(found, is_added=False, by=by, at=at)
    transaction.on_commit(partial(_delete, str(found.file.name)))
    return found


@transaction.atomic
def forget(thing: Commitment | Evidence) -> None:
    """Delete the files of a promise that was made in a talk, or of private evidence, before the thing itself goes."""
    files = Attachment.objects.of(thing)
    names = list(files.standing().values_list("file", flat=True))
    files.delete()
    for name in names:
        transaction.on_commit(partial(_delete, name))


@transaction.atomic
def _store(thing: Thing, row: Attachment) -> Attachment:
    """The row of a kept file, or the one that this `client_id` has already."""
    _lock(thing)
    known = Attachment.objects.filter(added_by=row.added_by, client_id=row.client_id).first()
    if known is not None:
        return known
    if not takes_files(thing):
        raise TakesNoFiles(str(words.SHARED if isinstance(thing, Evidence) else words.NOT_RUNNING))
    if Attachment.objects.standing().of(thing).count() >= MOST_FILES:
        raise TooManyFiles(str(words.TOO_MANY))
    row.save(force_insert=True)
    _record(row, is_added=True, by=row.added_by, at=row.added_at)
    return row


def _lock(thing: Thing) -> None:
    """Lock what the file hangs on, and its plan first: `thing` knows the fresh plan then. TakenBack where it is gone."""
    if isinstance(thing, Evidence):
        found = Evidence.objects.select_for_update(of=("self",)).filter(pk=thing.pk).first()
        if found is None:
            raise TakenBack(str(words.TAKEN_BACK))
        thing.plan_id = found.plan_id
        return
    if thing.plan is not None:
        thing.plan = lock(thing.plan)
    locked = type(thing)._default_manager.select_for_update().filter(pk=thing.pk)
    if locked.values_list("pk", flat=True).first() is None:
        raise TakenBack(str(words.TAKEN_BACK))


def _record(row: Attachment, *, is_added: bool, by: User, at: datetime) -> None:
    """Tell the history of the plan; what was promised in a talk has none, nor what a rep keeps for themselves."""
    thing = row.thing
    if thing.plan is None or isinstance(thing, Evidence):
        return
    detail: dict[str, object] = {"file": row.pk, "what": row.name}
    if isinstance(thing, Milestone):
        event = Event.FILE_ADDED if is_added else Event.FILE_REMOVED
        detail |= {"milestone": thing.pk, "position": thing.position}
    else:
        event = Event.PROMISE_FILE_ADDED if is_added else Event.PROMISE_FILE_REMOVED
        detail["support"] = thing.pk
    history.record(plan=thing.plan, actor=by, event=event, at=at, detail=detail)


def _keep(row: Attachment, content: bytes) -> str:
    """Keep the bytes under a random name. Raises NotKept where the storage does not take them, whatever it raises."""
    try:
        row.file.save("", ContentFile(content), save=False)
    except Exception as error:
        logger.exception("a file of person %s was not kept", row.added_by_id)
        raise NotKept(str(words.NOT_KEPT)) from error
    return str(row.file.name)


def _delete(name: str) -> None:
    """Delete kept bytes; where that does not work the log says which, and no page leads to them."""
    try:
        STORAGE.delete(name)
    except Exception:
        logger.exception("the bytes of file %s are still there", name)
