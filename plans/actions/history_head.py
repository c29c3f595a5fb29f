"""Keeps the newest event of each plan apart from the database, so that a history cut off at its end shows."""

import json
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import Max

from plans.models import History
from plans.queries.history_chain import head_files


def keep(*, at: datetime) -> int:
    """Write one file with number and digest of the newest event of each plan that has any since the last file; how many."""
    since = _kept_until()
    newest = History.objects.aggregate(newest=Max("pk"))["newest"] or 0
    if newest <= since:
        return 0
    changed = History.objects.filter(pk__gt=since, pk__lte=newest).values("plan")
    rows = (
        History.objects.filter(plan__in=changed, pk__lte=newest)
        .order_by("plan_id", "-seq")
        .distinct("plan_id")
        .values_list("plan_id", "seq", "hash")
    )
    heads = {plan_id: (seq, digest) for plan_id, seq, digest in rows.iterator()}
    text = json.dumps({"at": at.isoformat(), "heads": heads})
    storages["heads"].save(f"{newest:012d}-{at:%Y-%m-%d}.json", ContentFile(text.encode()))
    return len(heads)


def _kept_until() -> int:
    """The primary key of the newest event that a file has taken in; 0 where there is no file."""
    names = head_files()
    return int(names[-1].split("-")[0]) if names else 0
