"""A manager and a rep of one team, and the days of January 2026, which begins on a Thursday."""

from datetime import UTC, date, datetime, time

from coaching.actions import rhythm
from coaching.models import CheckIn, Rhythm
from salesgym.people.models import User
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory

MONDAY = date(2026, 1, 12)
# The Friday before, in the morning.
FRIDAY = datetime(2026, 1, 9, 9, tzinfo=UTC)
TEN = time(10)


def pair(**zones: str) -> tuple[User, User]:
    """Dana, who manages, and Lena."""
    OrganizationFactory()
    dana = UserFactory(name="Dana Whitfield", **zones)
    return dana, RepFactory(name="Lena Fischer", team=TeamFactory(manager=dana))


def weekly(dana: User, lena: User, **facts: object) -> Rhythm:
    """Every Monday at ten from 12 January on, set on the Friday before."""
    said = {"weeks": 1, "first_on": MONDAY, "hour": TEN, "at": FRIDAY, **facts}
    return rhythm.set_rhythm(rep=lena, by=dana, **said)


def days(rep: User | None = None) -> list[date]:
    """The days of the talks that stand."""
    talks = CheckIn.objects.standing().order_by("planned_for")
    return [talk.planned_for.date() for talk in (talks.filter(rep=rep) if rep else talks)]
