"""Asking for an import to be undone. The work follows like that of taking in: at once or by a worker."""

from datetime import datetime

from django.db import transaction

from salesgym.errors import Refused
from salesgym.numbers.actions.imports import intake
from salesgym.numbers.actions.imports.states import save_moved
from salesgym.numbers.models import Import
from salesgym.numbers.pages.imports.undo import not_in, why_not
from salesgym.numbers.queries.imports.undoing import stays
from salesgym.people.models import User


class StaysIn(Refused):
    """This import cannot be undone, mostly because something later depends on it."""


def ask(*, import_id: int, by: User | None, at: datetime) -> None:
    """Let this import be undone next; `intake.go_on` does it. A second time changes nothing.

    Raises StaysIn where something later depends on it. What comes between this and the work is looked at again then.
    """
    with transaction.atomic():
        # Whoever has the row asks for the same or is at work on it: nothing to wait for. A file on its way in is locked
        # until it is in, which may take minutes.
        files = Import.objects.select_for_update(of=["self"], skip_locked=True, no_key=True)
        file = files.select_related("source").filter(pk=import_id).first()
        state = file.state if file is not None else Import.objects.get(pk=import_id).state
        if state not in (*Import.IN, Import.State.UNDONE):
            raise StaysIn(not_in())
        if file is None or state != Import.State.DONE:
            return
        if obstacle := stays(file):
            raise StaysIn(why_not(obstacle))
        file.state, file.undone_by, file.undone_at = Import.State.UNDOING, by, at
        save_moved(file, "undone_by", "undone_at")


def undo(*, import_id: int, by: User | None, at: datetime) -> Import:
    """Undo this file's import before this returns, however large it is. Raises StaysIn as `ask` does."""
    ask(import_id=import_id, by=by, at=at)
    intake.work(import_id=import_id, at=at)
    file = Import.objects.get(pk=import_id)
    if file.state == Import.State.DONE:
        raise StaysIn(file.trouble)
    return file
