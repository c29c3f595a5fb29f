"""Teams below a manager, or an HR partner's teams: plans counted, numbers by team, no names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.numbers.calculations.weeks import complete_weeks
from salesgym.numbers.models import WeeklyValue
from salesgym.people.models import Membership, Team, Today, User

WEEKS = 4
COLUMNS = ("active", "waiting", "paused", "in_review")
NUMBERS = ("opportunities", "wins", "losses", "revenue")


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One team in figures. `plans` counts open plans by status, `numbers` are totals of the last weeks."""

    name: str
    parent: str
    people: int
    plans: Mapping[str, int]
    opportunities: Decimal
    wins: Decimal
    win_rate: Decimal | None
    revenue: Decimal

    @property
    def with_plan(self) -> int:
        return sum(self.plans.values())


@dataclass(frozen=True, slots=True)
class Overview:
    lines: list[TeamLine]
    from_on: date
    to_on: date


def teams_of(user: User) -> QuerySet[Team]:
    """The teams under those he manages; for HR partners their teams, or all where none are named."""
    below = Q(pk__in=Team.objects.below(user).values("pk"))
    if user.is_hr_partner:
        named = user.hr_teams.values("pk")
        below |= Q(pk__in=named) | (Q() if not named.exists() else Q(pk__in=[]))
    return Team.objects.filter(below)


def overview(teams: QuerySet[Team], *, on: date) -> Overview:
    """Every team in figures, in three queries."""
    mondays = complete_weeks(until=on, weeks=WEEKS)
    counted = _plans(teams)
    numbers = _numbers(teams, mondays)
    running = Q(memberships__starts_on__lte=Today()) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=Today())
    )
    rows = teams.select_related("parent").annotate(people=Count("memberships", filter=running, distinct=True))
    lines = [
        _line(team, counted[team.pk], numbers[team.pk])
        for team in rows.order_by("parent__name", "name", "pk")
        if team.people
    ]
    return Overview(lines, mondays[0], mondays[-1] + timedelta(days=6))


def _line(team: Team, plans: Mapping[str, int], numbers: Mapping[str, Decimal]) -> TeamLine:
    wins, losses = numbers.get("wins", Decimal(0)), numbers.get("losses", Decimal(0))
    return TeamLine(
        name=team.name,
        parent=team.parent.name if team.parent else "",
        people=team.people,  # type: ignore[attr-defined] # annotated by overview
        plans=plans,
        opportunities=numbers.get("opportunities", Decimal(0)),
        wins=wins,
        win_rate=wins / (wins + losses) * 100 if wins + losses else None,
        revenue=numbers.get("revenue", Decimal(0)),
    )


def _current() -> Q:
    return Q(starts_on__lte=Today()) & (Q(ends_on=None) | Q(ends_on__gte=Today()))


def _plans(teams: QuerySet[Team]) -> Mapping[int, dict[str, int]]:
    members = Membership.objects.filter(_current(), team__in=teams)
    rows = (
        Plan.objects.open()
        .exclude(status=Plan.Status.DRAFT)
        .filter(rep__memberships__in=members)
        .values_list("rep__memberships__team", "status")
        .annotate(many=Count("pk", distinct=True))
        .order_by()
    )
    found: defaultdict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    for team_id, status, many in rows:
        found[team_id]["waiting" if status == Plan.Status.PROPOSED else status] += many
    return found


def _numbers(teams: QuerySet[Team], mondays: tuple[date, ...]) -> Mapping[int, dict[str, Decimal]]:
    members = Membership.objects.filter(_current(), team__in=teams)
    rows = (
        WeeklyValue.objects.filter(
            metric__key__in=NUMBERS,
            week_start__range=(mondays[0], mondays[-1]),
            rep__memberships__in=members,
        )
        .values_list("rep__memberships__team", "metric__key")
        .annotate(total=Sum("value"))
        .order_by()
    )
    found: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    for team_id, key, total in rows:
        found[team_id][key] = total
    return found


def title(found: Overview) -> str:
    people = sum(line.people for line in found.lines)
    plans = sum(line.with_plan for line in found.lines)
    return _("%(plans)s plans, %(people)s people") % {"plans": plans, "people": people}
