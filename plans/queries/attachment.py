"""Files and what they hang on, for the person who asks: the row, or None where it does not exist for them."""

from plans.models import Attachment, Commitment
from plans.models.attachment import Thing, owner
from plans.permissions import can_read_files, can_read_promise
from plans.queries import found
from plans.queries.evidence import readable
from salesgym.people.models import User


def promise(user: User, pk: int) -> Commitment | None:
    """The promise of a plan or of a talk with its people, where this person may read it."""
    of_plan = found.promise(user, pk)
    commitment = of_plan or _of_talk(pk)
    return commitment if commitment is not None and can_read_promise(user, commitment) else None


def _of_talk(pk: int) -> Commitment | None:
    talks = Commitment.objects.of_talks().select_related("promised_by", "promised_to")
    return talks.filter(pk=pk).first()


def attachment(user: User, pk: int, *, also_removed: bool = False) -> Attachment | None:
    """A file with what it hangs on; one that was removed only where that is asked for."""
    files = Attachment.objects.all() if also_removed else Attachment.objects.standing()
    row = files.select_related("added_by", "removed_by").filter(pk=pk).first()
    thing = None if row is None else _thing_of(user, row)
    if row is None or thing is None or not can_read_files(user, thing):
        return None
    _know(row, thing)
    return row


def _thing_of(user: User, file: Attachment) -> Thing | None:
    """What a file hangs on as its own page finds it: one of three, so that no query joins what all three lead to."""
    if file.milestone_id is not None:
        return found.step(user, file.milestone_id)
    if file.commitment_id is not None:
        return promise(user, file.commitment_id)
    return None if file.evidence_id is None else readable(user, file.evidence_id)


def _know(file: Attachment, thing: Thing) -> None:
    for name, known in owner(thing).items():
        setattr(file, name, known)


def files_of(thing: Thing) -> list[Attachment]:
    """The files of a step or a promise in the order of adding, the removed ones among them. One query.

    Each knows the thing, so that who may remove them is asked once for all of them.
    """
    files = list(Attachment.objects.of(thing).select_related("added_by", "removed_by"))
    for file in files:
        _know(file, thing)
    return files
