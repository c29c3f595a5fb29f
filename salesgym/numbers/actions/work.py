"""Who works on a file: one worker at a time, who says that he lives, and is replaced when he falls silent."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Now

from salesgym.numbers.models import Import

# A worker says every second or so how far it is; in long transactions it holds the row instead. One that has
# said nothing for this long is gone.
LEASE = timedelta(seconds=60)
UNHEARD = timedelta(seconds=20)
MOST_ATTEMPTS = 3


class WorkLost(Exception):
    """Somebody else has this file now, or it was dropped: whatever is being done here does not count."""


@dataclass(frozen=True, slots=True)
class Work:
    """One worker's hold on one file."""

    import_id: int
    token: uuid.UUID

    def beat(self, done_units: int, all_units: int | None = None) -> None:
        """Say how far it is. Raises WorkLost where the file was dropped or given to another."""
        changes: dict[str, object] = {"done_units": done_units, "worked_at": Now()}
        if all_units is not None:
            changes["all_units"] = all_units
        self._mine(**changes)

    def hold(self) -> None:
        """Keep the file until the transaction ends: nobody takes it over meanwhile. Raises WorkLost as beat does."""
        self._mine(worked_at=Now())

    def advance(self, state: str, **changes: object) -> None:
        """Move the file to this state, and keep what was found. Raises WorkLost as beat does."""
        self._mine(state=state, done_units=0, all_units=0, attempts=0, worked_at=Now(), **changes)

    def release(self) -> None:
        """Nobody works on it any more; whoever comes next need not wait for the lease."""
        Import.objects.filter(pk=self.import_id, work_token=self.token).update(work_token=None)

    def _mine(self, **changes: object) -> None:
        held = Import.objects.filter(pk=self.import_id, work_token=self.token, state__in=Import.WORKING)
        if not held.update(**changes):
            raise WorkLost


def claim(import_id: int) -> Work | None:
    """Take a file that waits for a worker; None where somebody has it or nothing is to be done."""
    token = uuid.uuid4()
    free = Q(work_token=None) | Q(worked_at__lt=Now() - LEASE)
    taken = Import.objects.filter(free, pk=import_id, state__in=Import.WORKING).update(
        work_token=token, worked_at=Now(), attempts=F("attempts") + 1
    )
    return Work(import_id, token) if taken else None


def abandoned() -> list[int]:
    """Files that wait for a worker although nobody has them: their doorbell was lost, or their worker died."""
    free = Q(work_token=None, uploaded_at__lt=Now() - UNHEARD) | Q(worked_at__lt=Now() - LEASE)
    waiting = Import.objects.filter(free, state__in=Import.WORKING)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:20])
