"""Plans the reminders to import newer numbers. Repeated runs send nothing twice."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from salesgym.notices.actions import notice
from salesgym.notices.actions.notice import Item
from salesgym.numbers.pages.days import short_day
from salesgym.numbers.queries.stale import StaleTeam, stale_by_person
from salesgym.people.calculations.calendar import instant
from salesgym.people.models import User

KIND = "numbers.stale"
MONDAY = 1
# The first and the last time zone to begin a day, as offsets from UTC.
FIRST_ZONE, LAST_ZONE = timedelta(hours=14), timedelta(hours=-12)


def plan_stale_numbers(*, at: datetime) -> int:
    """On Mondays remind those who import a team's numbers, once a week; returns how many were reminded."""
    here = at.astimezone(UTC)
    if MONDAY not in {(here + FIRST_ZONE).isoweekday(), (here + LAST_ZONE).isoweekday()}:
        return 0
    items = [
        _item(person, teams, due_at)
        for person, teams in stale_by_person(at=at).items()
        if (due_at := _moment(person, at=at)) is not None and due_at <= at
    ]
    return notice.give_many(KIND, items, at=at) if items else 0


def _moment(person: User, *, at: datetime) -> datetime | None:
    """The person's digest hour of today, where it is Monday in their time zone; None otherwise."""
    today = at.astimezone(person.zone).date()
    return instant(today, time(person.digest_hour), person.zone) if today.isoweekday() == MONDAY else None


def _item(person: User, teams: Sequence[StaleTeam], due_at: datetime) -> Item:
    year, week, _day = due_at.astimezone(person.zone).isocalendar()
    return Item(
        to=person,
        title=_title(teams, due_at),
        url=reverse("numbers:upload"),
        subject_key="stale",
        occurrence=f"{year}-W{week:02}",
        due_at=due_at,
    )


def _title(teams: Sequence[StaleTeam], due_at: datetime) -> str:
    names = list(dict.fromkeys(one.team for one in teams))
    newest = min(one.known_to for one in teams)
    day = short_day(newest, beside=due_at.date())
    if len(names) == 1:
        return _("The numbers of %(team)s end %(day)s. A new file brings them up to date") % {
            "team": names[0],
            "day": day,
        }
    return _("The numbers of %(count)s teams end %(day)s or later. New files bring them up to date") % {
        "count": len(names),
        "day": day,
    }
