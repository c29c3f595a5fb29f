"""Teams whose numbers have grown old, and who brings them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.models import TeamWeek, WeeklyValue
from salesgym.people.models import Leave, Management, Organization, Team, User, running_today

OLD_DAYS = 8
# A team that stopped half a year ago is not reminded for ever.
ASKED_FOR = timedelta(weeks=26)

# A team, and whether its deals are meant or its other numbers.
Family = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class StaleTeam:
    """One team whose deals, or whose other numbers, end more than eight days ago."""

    team_id: int
    team: str
    is_deals: bool
    known_to: date


def stale_teams(*, on: date) -> dict[Family, StaleTeam]:
    """The teams whose newest week ended more than eight days before this day. Two queries."""
    rows = (
        TeamWeek.objects.filter(week_start__range=(on - ASKED_FOR, on))
        .values_list("team", "metric__from_deals")
        .annotate(newest=Max("week_start"))
        .order_by()
    )
    old = {
        (team, is_deals): newest for team, is_deals, newest in rows if (on - ends_on(newest)).days > OLD_DAYS
    }
    names = dict(Team.objects.filter(pk__in={team for team, _deals in old}).values_list("pk", "name"))
    return {
        family: StaleTeam(family[0], names[family[0]], family[1], ends_on(newest))
        for family, newest in sorted(old.items(), key=lambda item: (names[item[0][0]], item[0]))
    }


def stale_by_person(*, at: datetime) -> dict[User, list[StaleTeam]]:
    """Who is asked for which numbers: whoever brought the newest file of a team and may do so today, else
    its managers. Seven queries, however many teams.
    """
    on = Organization.objects.current().day(at)
    found = stale_teams(on=on)
    if not found:
        return {}
    managers = managers_of_teams({team for team, _deals in found})
    bringers = _bringers(found, on=on)
    people = User.objects.active().in_bulk(
        {*bringers.values(), *(pk for pks in managers.values() for pk in pks)}
    )
    away = _away(people, at=at)
    asked: defaultdict[User, list[StaleTeam]] = defaultdict(list)
    for family, stale in found.items():
        here = [people[pk] for pk in sorted(managers[family[0]]) if pk in people and pk not in away]
        bringer = people.get(bringers.get(family, 0))
        may_bring = bringer is not None and (bringer.is_staff or bringer.pk in managers[family[0]])
        for person in [bringer] if bringer and may_bring and bringer.pk not in away else here:
            asked[person].append(stale)
    return dict(asked)


def _bringers(families: Iterable[Family], *, on: date) -> dict[Family, int]:
    """Who brought the newest file with numbers of each team, where somebody did."""
    rows = (
        WeeklyValue.objects.filter(
            running_today("rep__memberships__"),
            rep__memberships__team__in={team for team, _deals in families},
            week_start__range=(on - ASKED_FOR, on),
            source__in=[WeeklyValue.Source.DEALS, WeeklyValue.Source.IMPORT],
        )
        .order_by("rep__memberships__team", "metric__from_deals", "-entered_at", "-pk")
        .distinct("rep__memberships__team", "metric__from_deals")
        .values_list("rep__memberships__team", "metric__from_deals", "entered_by")
    )
    return {(team, is_deals): person for team, is_deals, person in rows if person is not None}


def managers_of_teams(team_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Who manages each team today, and who stands in for one who is away. Two queries."""
    running = Management.objects.today().filter(team__in=team_ids)
    pairs = list(running.values_list("team", "person"))
    leaves = Leave.objects.today().filter(person__in={person for _team, person in pairs})
    deputies = dict(leaves.exclude(deputy=None).values_list("person", "deputy"))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for team, person in pairs:
        found[team] |= {person, deputies.get(person, person)}
    return found


def _away(people: Mapping[int, User], *, at: datetime) -> set[int]:
    """Who is on leave today, by the day in their own time zone."""
    near = (at.date() - timedelta(days=1), at.date() + timedelta(days=1))
    leaves = Leave.objects.filter(person__in=people, starts_on__lte=near[1], ends_on__gte=near[0])
    return {
        person
        for person, starts_on, last in leaves.values_list("person", "starts_on", "ends_on")
        if starts_on <= at.astimezone(people[person].zone).date() <= last
    }
