"""What reps say of a manager's check-ins together: a mean of at least `FEWEST_REPS` people, and never a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, DateTimeField, Func, Q, QuerySet, Value

from coaching.models import CONFIRM_FOR, FEWEST_REPS, CheckInKind, HelpRating
from salesgym.people.models import Organization, User

LOOK_BACK = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Together:
    """The mean of the latest answer of so many reps, 1 to 4; `came` is that of promises, None under FEWEST_REPS."""

    mean: float
    reps: int
    came: float | None


def together(manager: User, *, at: datetime) -> Together | None:
    """The latest answer of each rep to check-ins that this manager led, as one mean of three months that are over.

    None under `FEWEST_REPS` different reps. What it says is the same all month: it counts talks whose answers could
    not change any more when the organization's month began, so nobody's answer can be read from a change. One query.
    """
    month = _month_of(at)
    over = HelpRating.objects.filter(
        led_by=manager,
        check_in__kind=CheckInKind.LINE,
        check_in__planned_for__gt=month - Value(LOOK_BACK),
        check_in__planned_for__lte=month - Value(CONFIRM_FOR),
        rated_at__lt=month,
    )
    helped = Q(pk__in=_latest(over))
    came = Q(pk__in=_latest(over.filter(promises_came__isnull=False)))
    found = HelpRating.objects.filter(helped | came).aggregate(
        mean=Avg("helped", filter=helped),
        reps=Count("pk", filter=helped),
        came=Avg("promises_came", filter=came),
        answered=Count("pk", filter=came),
    )
    if found["reps"] < FEWEST_REPS:
        return None
    has_come = found["answered"] >= FEWEST_REPS
    return Together(float(found["mean"]), found["reps"], float(found["came"]) if has_come else None)


def _latest(ratings: QuerySet[HelpRating]) -> QuerySet[HelpRating, int]:
    rows = ratings.order_by("rep", "-rated_at", "-pk").distinct("rep")
    return rows.values_list("pk", flat=True)


def _month_of(at: datetime) -> Func:
    """When the month of this moment began for the organization; asked with the rest."""
    zone = Organization.objects.setting("time_zone")
    return Func(Value("month"), Value(at), zone, function="date_trunc", output_field=DateTimeField())
