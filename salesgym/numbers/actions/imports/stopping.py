"""What becomes of a file whose work cannot go on: it is refused with a reason, stays in, is tried again, or cleared."""

from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from salesgym.numbers.actions.imports import staging, telling, upload
from salesgym.numbers.actions.imports.work import Work, WorkLost
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.models import Import, RefusedLine
from salesgym.numbers.pages.imports.ended import Ended

# PostgreSQL's error codes. Class 53: no disk space, memory or connections left.
OUT_OF_ROOM = "53"
OUT_OF_RANGE = "22003"
# Statement or lock timeout, and deadlock: try again later.
INTERRUPTED = ("57014", "55P03", "40P01")


def refuse(held: Work, reason: str, problem: Unreadable | None = None, *, at: datetime) -> None:
    """Mark the file as unreadable with the reason, and delete its contents. The line at which it failed stays, 0 where
    it is the file as a whole. A file that was to be undone stays in instead."""
    try:
        with transaction.atomic():
            held.hold()
            file = Import.objects.get(pk=held.import_id)
            if file.state == Import.State.UNDOING:
                keep_in(file, held, reason, at=at)
                return
            held.advance(Import.State.REFUSED, trouble=reason)
            if file.state == Import.State.TAKING_IN:
                telling.tell(file, Ended.NOT_IN, at=at)
            staging.clear(file)
            upload.forget(file)
            RefusedLine.objects.create(
                file=file,
                line=int(problem.details.get("line", 0)) if problem else 0,
                trouble=problem.trouble.value if problem else "",
                reason=reason,
            )
    except WorkLost:
        return


def keep_in(file: Import, held: Work, reason: str, *, at: datetime) -> None:
    """Leave a file in that was to be undone, with the reason, and tell whoever asked for the undo."""
    held.advance(Import.State.DONE, trouble=reason, undone_by=None, undone_at=None)
    telling.tell(file, Ended.STAYS, at=at)


def after_database_error(held: Work, error: DatabaseError, *, at: datetime) -> None:
    """Refuse the file where its contents or a full server caused this error.

    After a timeout or deadlock nothing is done, so that the file is tried again; anything else is raised.
    """
    code: str = getattr(error.__cause__, "pgcode", "") or ""
    if code == OUT_OF_RANGE:
        refuse(
            held,
            _("The numbers of one week add up to more than can be kept. Check the amounts of the file."),
            at=at,
        )
    elif code.startswith(OUT_OF_ROOM):
        refuse(
            held,
            _(
                "The server has no room left for this file. Nothing was changed. Ask your site admin, then try again."
            ),
            at=at,
        )
    elif code not in INTERRUPTED:
        raise error


def clear_dropped(import_id: int) -> None:
    """Delete the staged lines of a file that was dropped while they were written."""
    file = Import.objects.get(pk=import_id)
    if file.state == Import.State.CANCELLED:
        staging.clear(file)
