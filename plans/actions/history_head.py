"""Keeps the newest event of each plan apart from the database, so that a history cut off at its end shows."""

import json
import logging
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from plans.models import History
from plans.queries.history_chain import Heads, head_files, read_heads

logger = logging.getLogger(__name__)
# Events are numbered when they are written and seen when they are committed: one with a lower number may come later.
OVERLAP = 1_000


def keep(*, at: datetime) -> int:
    """Write one file with number and digest of the newest event of each plan that has any since the last file; how many.

    Where the last file names another history, as after an older backup was restored, all ends are kept anew.
    """
    last = _last()
    newest = History.objects.order_by("-pk").first()
    if newest is None or (last is not None and newest.pk == last.until and newest.hash == last.until_hash):
        return 0
    since = last.until - OVERLAP if last is not None and _goes_on(last) else 0
    rows = (
        History.objects.filter(plan__in=History.objects.filter(pk__gt=since).values("plan"))
        .order_by("plan_id", "-seq")
        .distinct("plan_id")
        .values_list("plan_id", "seq", "hash")
    )
    heads = {plan_id: (seq, digest) for plan_id, seq, digest in rows.iterator()}
    told = {"until": newest.pk, "until_hash": newest.hash, "heads": heads}
    storages["heads"].save(f"{at:%Y-%m-%dT%H%M%S}.json", ContentFile(json.dumps(told).encode()))
    return len(heads)


def _last() -> Heads | None:
    """The newest file of ends that can be read."""
    return next(filter(None, map(read_heads, reversed(head_files()))), None)


def _goes_on(last: Heads) -> bool:
    """Whether the event that the last file ended with is still there."""
    if History.objects.filter(pk=last.until, hash=last.until_hash).exists():
        return True
    logger.error("the history is not the one of which ends were kept last: all ends are kept anew")
    return False
