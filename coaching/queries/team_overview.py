"""Teams below a manager, or an HR partner's teams: plans counted, numbers by team, no names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.numbers.calculations.rates import rate
from salesgym.numbers.calculations.weeks import complete_weeks
from salesgym.numbers.calculations.wording import Style, in_words
from salesgym.numbers.queries.team_weeks import BesideBefore, beside_before
from salesgym.people.models import Membership, Organization, Team, Today, User

WEEKS = 4
COLUMNS = ("active", "waiting", "paused", "in_review")
NUMBERS = ("opportunities", "wins", "decided", "revenue")
UNKNOWN = BesideBefore()

Sums = Mapping[tuple[int, str], BesideBefore]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the last weeks in words, and the one of the weeks before; empty where nobody knows it."""

    now: str
    before: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One team in figures. `plans` counts open plans by status, `cells` follow the overview's `heads`."""

    name: str
    parent: str
    people: int
    plans: Mapping[str, int]
    cells: list[Cell]

    @property
    def with_plan(self) -> int:
        return sum(self.plans.values())


@dataclass(frozen=True, slots=True)
class Overview:
    lines: list[TeamLine]
    heads: list[str]
    from_on: date
    to_on: date


def teams_of(user: User) -> QuerySet[Team]:
    """The teams under those he manages; for HR partners their teams, or all where none are named."""
    below = Q(pk__in=Team.objects.below(user).values("pk"))
    if not user.is_hr_partner:
        return Team.objects.filter(below)
    named = user.hr_teams.values("pk")
    return Team.objects.filter(below | Q(pk__in=named)) if named.exists() else Team.objects.all()


def overview(teams: QuerySet[Team], *, on: date) -> Overview:
    """Every team in figures, in four queries."""
    mondays = complete_weeks(until=on, weeks=WEEKS)
    currency = Organization.objects.current().currency
    counted = _plans(teams)
    running = Q(memberships__starts_on__lte=Today()) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=Today())
    )
    rows = teams.select_related("parent").annotate(people=Count("memberships", filter=running, distinct=True))
    shown = [team for team in rows.order_by("parent__name", "name", "pk") if team.people]
    sums = beside_before([team.pk for team in shown], NUMBERS, until=on, weeks=WEEKS)
    lines = [_line(team, counted[team.pk], _cells(team.pk, sums, currency)) for team in shown]
    heads = [_("Opportunities"), _("Wins"), _("Win rate"), _("Revenue won")]
    return Overview(lines, heads, mondays[0], mondays[-1] + timedelta(days=6))


def _line(team: Team, plans: Mapping[str, int], cells: list[Cell]) -> TeamLine:
    return TeamLine(
        name=team.name,
        parent=team.parent.name if team.parent else "",
        people=team.people,  # type: ignore[attr-defined] # annotated by overview
        plans=plans,
        cells=cells,
    )


def _cells(team_id: int, sums: Sums, currency: str) -> list[Cell]:
    opened, wins, decided, revenue = (sums.get((team_id, key), UNKNOWN) for key in NUMBERS)
    won = BesideBefore(_share(wins.now, decided.now), _share(wins.before, decided.before))
    return [
        _cell(opened, Style.PLAIN, currency),
        _cell(wins, Style.PLAIN, currency),
        _cell(won, Style.SHARE, currency),
        _cell(revenue, Style.MONEY, currency),
    ]


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or whole is None else rate(part, whole)


def _cell(found: BesideBefore, style: Style, currency: str) -> Cell:
    now, before = (
        "" if value is None else in_words(value, style, currency=currency)
        for value in (found.now, found.before)
    )
    return Cell(now, before)


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


def title(found: Overview) -> str:
    people = sum(line.people for line in found.lines)
    plans = sum(line.with_plan for line in found.lines)
    return _("%(plans)s plans, %(people)s people") % {"plans": plans, "people": people}
