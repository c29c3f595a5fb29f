"""What of plans rests on a rep's numbers, so that they may no longer be taken back as if they had never come."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from plans.models import Plan


def on_numbers(rep_ids: Collection[int], since: datetime) -> str:
    """Why these reps' numbers stay: terms were proposed, or an outcome written, after they came. Names nobody."""
    resting = Plan.objects.filter(rep__in=rep_ids).filter(
        Q(agreements__created_at__gte=since) | Q(closed_at__gte=since)
    )
    if not resting.exists():
        return ""
    return _(
        "A plan was proposed or closed since, and rests on these numbers. Bring a corrected file, or correct single weeks."
    )
