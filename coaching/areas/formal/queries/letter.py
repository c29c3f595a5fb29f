"""HR's letter of the month: whose moment has come, and what each of them is told of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from coaching.areas.formal.queries import desk
from coaching.areas.formal.queries.desk import DeskPlan
from coaching.queries.digest_due import DigestDue
from coaching.queries.team_plans import PlanCounts
from salesgym.numbers.calculations.money.attainment import months_later
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """The formal plans of one HR partner as their desk has them, and the coaching plans of their teams as counts."""

    plans: Sequence[DeskPlan]
    coaching: PlanCounts


def due(*, since: datetime, at: datetime) -> Iterator[DigestDue]:
    """Every HR partner, once for each first of a month, at the hour of their letters, from `since` on until now."""
    partners = User.objects.active().filter(is_hr_partner=True).order_by("pk")
    for person in partners.only("email", "name", "time_zone", "digest_hour", "is_active"):
        here = ZoneInfo(person.time_zone)
        first = at.astimezone(here).date().replace(day=1)
        if _moment(first, person.digest_hour, here) > at:
            first = months_later(first, -1)
        while (moment := _moment(first, person.digest_hour, here)) >= since:
            next_at = _moment(months_later(first, 1), person.digest_hour, here)
            yield DigestDue(person, moment, f"{first:%Y-%m}", next_at)
            first = months_later(first, -1)


def facts_for(partner: User, *, on: date, at: datetime) -> LetterFacts | None:
    """None for whoever is no HR partner, and where nothing is open. Eight queries for any number of plans."""
    if not partner.is_hr_partner:
        return None
    plans, coaching = desk.plans_of(partner, on=on, at=at), desk.coaching_of(partner)
    return LetterFacts(plans, coaching) if plans or coaching.total else None


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
