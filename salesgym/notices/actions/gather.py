"""Claims what can be told in one mail with those that were claimed."""

from datetime import datetime

from salesgym import kinds
from salesgym.notices.actions.claim import GATHER, WAIT, Batch, Lane, lease_seconds
from salesgym.notices.models import Outbox


def gather(batch: Batch, *, at: datetime) -> None:
    """Claim besides what can be told in one mail with those of this batch: reminders, and a digest that is due."""
    along = {kind.name for kind in kinds.all_kinds() if kind.goes_along}
    digests = {kind.name for kind in kinds.all_kinds() if kind.is_digest}
    people = {mail.recipient_id for mail in batch.mails if mail.kind in along | digests}
    if not people or batch.lane == Lane.ALONE:
        return
    more = Outbox.objects.raw(
        GATHER,
        {
            "people": list(people),
            "along": list(along),
            # A batch of digests has claimed its own, and may leave others to other processes.
            "digests": [] if batch.lane == Lane.DIGEST else list(digests),
            "at": at,
            "soon": at + WAIT,
            "token": batch.token,
            "lease": lease_seconds(),
        },
    )
    batch.mails.extend(sorted(more, key=lambda mail: (mail.due_at, mail.pk)))
