"""Whether the next step of a file takes a moment, so that it is done in the request, or is work for a worker."""

from salesgym.numbers.actions.imports import upload
from salesgym.numbers.calculations.importing.files import workbook
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.models import Import

# Files up to this size are processed during the request; larger ones by a Celery worker.
SMALL_BYTES = 2 * 1024 * 1024
FEW_LINES = 40_000
# An import with so many changes is undone during the request; a larger one by a worker.
FEW_CHANGES = 5_000


def is_small(file: Import) -> bool:
    """Whether the next step of this file takes a moment: by its bytes before it is read, then by its lines."""
    if file.state == Import.State.UNDOING:
        return file.added + file.changes.count() <= FEW_CHANGES
    if file.size > SMALL_BYTES:
        return False
    if file.state != Import.State.READING:
        return file.look.get("lines", 0) <= FEW_LINES
    with upload.as_sent(file) as handle:
        head = handle.read(8)
        handle.seek(0)
        try:
            return not workbook.is_workbook(head) or workbook.unpacked_size(handle) <= 4 * SMALL_BYTES
        except Unreadable:
            return True
