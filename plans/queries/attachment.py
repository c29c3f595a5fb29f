"""Files and what they hang on, for the person who asks: the row, or None where it does not exist for them."""

from plans.models import Attachment, Commitment, Evidence
from plans.models.attachment import Thing, owner
from plans.permissions import can_read_files, can_read_promise
from plans.queries import found
from salesgym.people.models import User

READ_WITH = (
    *("added_by", "removed_by", "milestone__plan__rep", "milestone__plan__skill"),
    *(
        "commitment__plan__rep",
        "commitment__plan__skill",
        "commitment__promised_by",
        "commitment__promised_to",
    ),
    *("evidence__rep", "evidence__plan__rep", "evidence__plan__skill"),
)


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
    row = files.select_related(*READ_WITH).filter(pk=pk).first()
    if row is None:
        return None
    return row if _is_seen(user, row.thing) and can_read_files(user, row.thing) else None


def _is_seen(user: User, thing: Thing) -> bool:
    """Whether what a file hangs on exists for this person; of evidence `can_read_files` alone says it."""
    if isinstance(thing, Evidence):
        return True
    seen = promise(user, thing.pk) if isinstance(thing, Commitment) else found.step(user, thing.pk)
    return seen is not None


def files_of(thing: Thing) -> list[Attachment]:
    """The files of a step or a promise in the order of adding, the removed ones among them. One query.

    Each knows the thing, so that who may remove them is asked once for all of them.
    """
    files = list(Attachment.objects.of(thing).select_related("added_by", "removed_by"))
    for file in files:
        for name, known in owner(thing).items():
            setattr(file, name, known)
    return files
