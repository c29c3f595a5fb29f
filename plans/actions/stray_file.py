"""Deletes kept bytes that no row names: a row was refused, taken back or removed, and its bytes were left behind."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from plans.actions.attachment import STORAGE
from plans.models import Attachment

logger = logging.getLogger(__name__)
# Bytes are kept before their row is, so that young ones may be on their way.
KEEP_FOR = timedelta(days=1)
# The names that `random_name` gives. Whatever else lies there is not ours.
FOLDER, NAME = re.compile(r"[0-9a-f]{2}"), re.compile(r"[0-9a-f]{32}")
# More strays than this, which are more than half of all, are no strays: the folder belongs to another database.
FEW = 20


def sweep(*, at: datetime) -> int:
    """Delete the strays that are older than `KEEP_FOR`; how many. `at` is real time, as the place itself counts.

    Deletes nothing and logs an error where most of what lies there has no row: two installations share one place, or
    an older database was restored. What cannot be deleted is logged, and found again the next time.
    """
    kept, strays = 0, []
    for names in _folders():
        known = set(Attachment.objects.standing().filter(file__in=names).values_list("file", flat=True))
        kept += len(known)
        strays += [name for name in names if name not in known]
    if len(strays) > max(FEW, kept):
        logger.error("%s files have no row and %s have one: none is deleted", len(strays), kept)
        return 0
    return sum(_delete(name, before=at - KEEP_FOR) for name in strays)


def _folders() -> Iterator[list[str]]:
    """The names of ours, folder by folder; none where nothing was ever kept."""
    try:
        folders, _files = STORAGE.listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        if FOLDER.fullmatch(folder):
            _folders_within, files = STORAGE.listdir(folder)
            yield [f"{folder}/{name}" for name in files if NAME.fullmatch(name)]


def _delete(name: str, *, before: datetime) -> bool:
    try:
        if STORAGE.get_modified_time(name) >= before:
            return False
        STORAGE.delete(name)
    except Exception:
        logger.exception("the bytes of file %s are still there", name)
        return False
    return True
