"""What becomes of a file whose work cannot go on: it is refused with a reason, tried again, or cleared."""

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from salesgym.numbers.actions.imports import staging, upload
from salesgym.numbers.actions.imports.work import Work, WorkLost
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.models import Import, RefusedLine

# PostgreSQL's error codes. Class 53: no disk space, memory or connections left.
OUT_OF_ROOM = "53"
OUT_OF_RANGE = "22003"
# Statement or lock timeout, and deadlock: try again later.
INTERRUPTED = ("57014", "55P03", "40P01")


def refuse(held: Work, reason: str, problem: Unreadable | None = None) -> None:
    """Mark the file as unreadable with the reason, and delete its contents. The line at which it failed stays, 0 where
    it is the file as a whole."""
    try:
        with transaction.atomic():
            held.advance(Import.State.REFUSED, trouble=reason)
            file = Import.objects.get(pk=held.import_id)
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


def after_database_error(held: Work, error: DatabaseError) -> None:
    """Refuse the file where its contents or a full server caused this error.

    After a timeout or deadlock nothing is done, so that the file is tried again; anything else is raised.
    """
    code: str = getattr(error.__cause__, "pgcode", "") or ""
    if code == OUT_OF_RANGE:
        refuse(
            held, _("The numbers of one week add up to more than can be kept. Check the amounts of the file.")
        )
    elif code.startswith(OUT_OF_ROOM):
        refuse(
            held,
            _(
                "The server has no room left for this file. Nothing was changed. Ask your site admin, then try again."
            ),
        )
    elif code not in INTERRUPTED:
        raise error


def clear_dropped(import_id: int) -> None:
    """Delete the staged lines of a file that was dropped while they were written."""
    file = Import.objects.get(pk=import_id)
    if file.state == Import.State.CANCELLED:
        staging.clear(file)
