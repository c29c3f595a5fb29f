"""What of plans rests on a rep's numbers, so that they may no longer be taken back as if they had never come."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from plans.models import Plan


def rests_on_numbers(rep_ids: Collection[int], since: datetime) -> bool:
    """True where terms of these reps' plans were proposed, or an outcome written, after the numbers came.

    A draft that was discarded has no outcome, so nothing of it rests on them.
    """
    resting = Q(agreements__created_at__gte=since) | Q(closed_at__gte=since, proposed_at__isnull=False)
    return Plan.objects.filter(resting, rep__in=rep_ids).exists()
