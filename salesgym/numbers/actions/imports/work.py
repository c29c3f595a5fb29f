"""Claims of files by workers: one worker at a time, replaced when it stops reporting."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from salesgym.numbers.models import Import
from salesgym.people.models import Moment

# A worker reports its progress about every second; in long transactions it holds the row's lock instead.
# After this long without a report it counts as dead.
LEASE = timedelta(seconds=60)
UNHEARD = timedelta(seconds=20)
MOST_ATTEMPTS = 3


class WorkLost(Exception):
    """Another worker has this file, or it was dropped: this worker must stop and store nothing more."""


@dataclass(frozen=True, slots=True)
class Work:
    """One worker's claim of one file."""

    import_id: int
    token: uuid.UUID

    def beat(self, done_units: int, all_units: int | None = None) -> None:
        """Store the progress. Raises WorkLost where the file was dropped or given to another worker."""
        changes: dict[str, object] = {"done_units": done_units, "worked_at": Now()}
        if all_units is not None:
            changes["all_units"] = all_units
        self._mine(**changes)

    def hold(self) -> None:
        """Lock the file until the transaction ends, so that nobody takes it over. WorkLost as in `beat`."""
        self._mine(worked_at=Now())

    def advance(self, state: str, **changes: object) -> None:
        """Set the file's state and other fields. Raises WorkLost as `beat` does."""
        self._mine(state=state, done_units=0, all_units=0, attempts=0, worked_at=Now(), **changes)

    def release(self) -> None:
        """Give up the claim, so that the next worker need not wait for the lease to end."""
        Import.objects.filter(pk=self.import_id, work_token=self.token).update(work_token=None)

    def _mine(self, **changes: object) -> None:
        held = Import.objects.filter(pk=self.import_id, work_token=self.token, state__in=Import.WORKING)
        if not held.update(**changes):
            raise WorkLost


def claim(import_id: int) -> Work | None:
    """Claim a file that waits for a worker; None where another has it or nothing is to be done."""
    token = uuid.uuid4()
    free = Q(work_token=None) | Q(worked_at__lt=Now() - LEASE)
    with transaction.atomic():
        # A worker in a long transaction holds the row's lock and cannot report: pass its file over, do not wait.
        files = Import.objects.select_for_update(skip_locked=True, no_key=True)
        waiting = files.filter(free, pk=import_id, state__in=Import.WORKING)
        mine = list(waiting.values_list("pk", flat=True))
        Import.objects.filter(pk__in=mine).update(
            work_token=token, worked_at=Now(), attempts=F("attempts") + 1
        )
    return Work(import_id, token) if mine else None


def abandoned() -> list[int]:
    """Ids of files, 20 at most, that no worker has: their task was lost or their worker died."""
    free = Q(work_token=None, uploaded_at__lt=Moment() - UNHEARD) | Q(worked_at__lt=Now() - LEASE)
    waiting = Import.objects.filter(free, state__in=Import.WORKING)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:20])
