"""The file that a step of an import begins with, locked, and the file as it is stored after one."""

from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.models import Import


class NotWaiting(Refused):
    """The file is in another state than this step begins from."""


class NotDecided(Refused):
    """A question about the file is still open."""


def save_moved(file: Import, *fields: str) -> None:
    """Store the file with its new state and these fields: nobody works on it, and no attempt was made."""
    file.work_token, file.attempts, file.done_units, file.all_units, file.trouble = None, 0, 0, 0, ""
    file.worked_at = None
    file.save(
        update_fields=[
            *fields,
            "state",
            "kind",
            "source",
            "decisions",
            "work_token",
            "worked_at",
            "attempts",
            "done_units",
            "all_units",
            "trouble",
        ]
    )


def waiting(import_id: int, *states: str) -> Import:
    """The file, locked; NotWaiting where it is in none of these states."""
    file = Import.objects.select_for_update(of=["self"]).select_related("source").filter(pk=import_id).first()
    if file is None or file.state not in states:
        raise NotWaiting(_("This file has moved on in the meantime. Here is where it stands."))
    return file
