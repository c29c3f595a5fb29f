"""What reps say of a manager's check-ins together: a mean of at least `FEWEST_REPS` people, and never a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count

from coaching.models import FEWEST_REPS, CheckInKind, HelpRating
from salesgym.people.models import User

LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Together:
    """The mean of the latest answer of so many reps, 1 to 4."""

    mean: float
    reps: int


def together(manager: User, *, at: datetime) -> Together | None:
    """The latest answer of each rep to a check-in that this manager led within `LOOK_BACK`, as one mean.

    None under `FEWEST_REPS` different reps. One query.
    """
    recent = HelpRating.objects.filter(
        led_by=manager, check_in__kind=CheckInKind.LINE, rated_at__gt=at - LOOK_BACK
    )
    latest = recent.order_by("rep", "-rated_at", "-pk").distinct("rep")
    found = HelpRating.objects.filter(pk__in=latest.values("pk")).aggregate(
        mean=Avg("helped"), reps=Count("rep")
    )
    return Together(float(found["mean"]), found["reps"]) if found["reps"] >= FEWEST_REPS else None
