"""Files on a step or a promise in words: each with its size, who added it and when, and why one is not taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.calculations.file_kind import FileTrouble, WrongFile
from plans.models import Attachment
from plans.permissions import can_remove_file
from salesgym.people.models import User

# The largest file and the most files of one thing stand in these sentences: file_kind.MOST_BYTES, attachment.MOST_FILES.
RULE = gettext_lazy("A PDF or a picture (PNG, JPEG or WebP), up to 10 MB. Five files at most.")
TOO_LARGE = gettext_lazy("The file is larger than 10 MB. Save it smaller, or add the pages that matter.")
# Said by the browser, which fills in the size, before the file is sent.
CHOSEN_TOO_LARGE = gettext_lazy("This file has {size} MB; up to 10 MB goes.")
TOO_MANY = gettext_lazy(
    "There are five files here, and that is the most. Put several pages into one PDF, or have one removed."
)
NOT_KEPT = gettext_lazy(
    "The file could not be kept just now. Nothing of it is stored: try again in a minute."
)
NOT_RUNNING = gettext_lazy("This plan is not running, so it takes no new files. Those here stay readable.")
TAKEN_BACK = gettext_lazy("What this file belongs to was taken back meanwhile. Nothing of the file is kept.")
STAYS = gettext_lazy("This file is no longer yours to remove. A manager can do it.")
SHARED = gettext_lazy("This evidence is shared and part of the plan's record: its files stay as they are.")
GONE = gettext_lazy("The file cannot be read just now. Try again in a minute, or ask who runs SalesGym.")

SENTENCES: dict[FileTrouble, str | Promise] = {
    FileTrouble.EMPTY: gettext_lazy("The file is empty. Choose another one."),
    FileTrouble.TOO_LARGE: TOO_LARGE,
    FileTrouble.OTHER_KIND: gettext_lazy(
        "This is not a PDF, PNG, JPEG or WebP, whatever its name says. Save it as one of them, and choose that file."
    ),
    FileTrouble.OTHER_NAME: gettext_lazy(
        "What is inside (%(inside)s) does not fit how the name ends. Save the file once more, and choose that one."
    ),
    FileTrouble.NOT_WHOLE: gettext_lazy(
        "The file is cut off: its end is missing, or something hangs on it. Choose it again, or save it once more."
    ),
    FileTrouble.ACTIVE: gettext_lazy(
        "This PDF carries a program or another file. Print it to a new PDF, and choose that one."
    ),
}


def sentence(wrong: WrongFile) -> str:
    """What is wrong with a file, and how to put it right."""
    return str(SENTENCES[wrong.trouble]) % {"inside": wrong.inside}


@dataclass(frozen=True, slots=True)
class FileRow:
    """proof.pdf; 120 KB, Marcus, 3 Nov. `removed` says by whom and when, and then nothing opens."""

    pk: int
    name: str
    about: str
    removed: str = ""
    can_remove: bool = False


def about(*, size: int, by: str, at: datetime) -> str:
    """120 KB, Marcus, 3 Nov."""
    said = {"size": filesizeformat(size), "name": by.split()[0], "day": _day(at)}
    return _("%(size)s, %(name)s, %(day)s") % said


def rows(files: Iterable[Attachment], *, reader: User, at: datetime) -> list[FileRow]:
    """The files in their order. One that its own hand took back in time left no trace; one that was removed later did."""
    shown = (file for file in files if file.removed_at is None or file.removed_by_id != file.added_by_id)
    return [_row(file, reader, at) for file in shown]


def _row(file: Attachment, reader: User, at: datetime) -> FileRow:
    removed = ""
    if file.removed_at is not None and file.removed_by is not None:
        said = {"name": file.removed_by.first_name, "day": _day(file.removed_at)}
        removed = _("removed by %(name)s, %(day)s") % said
    return FileRow(
        pk=file.pk,
        name=file.name,
        about=about(size=file.size, by=file.added_by.name, at=file.added_at),
        removed=removed,
        can_remove=can_remove_file(reader, file, at=at),
    )


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j M")
