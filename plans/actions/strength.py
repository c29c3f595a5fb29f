"""A rep says whether others may ask them about a number in which they are strong."""

from datetime import datetime

from django.db import transaction

from plans.models import StrengthAnswer
from salesgym.numbers.models import Metric
from salesgym.people.models import User


@transaction.atomic
def answer(*, rep: User, metric: Metric, may_ask: bool, at: datetime) -> StrengthAnswer:
    """Keep the answer; a later one takes its place."""
    said = {"may_ask": may_ask, "answered_at": at}
    kept, _is_new = StrengthAnswer.objects.update_or_create(rep=rep, metric=metric, defaults=said)
    return kept
