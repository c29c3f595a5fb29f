"""Which weeks of whose numbers are missing, metric by metric."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.calculations.weeks.missing import Run, runs
from salesgym.numbers.models import TeamWeek, WeeklyValue
from salesgym.numbers.queries.exposure import absent_weeks
from salesgym.people.models import Membership, Team, User

WEEKS = 13


@dataclass(frozen=True, slots=True)
class Told:
    """What is told together: one typed metric, or all that follows from the deals of a file."""

    key: str
    name: str
    from_deals: bool


@dataclass(frozen=True, slots=True)
class RepGap:
    """One rep and his missing weeks of one metric. `can_type` where the reader may type them himself."""

    rep_id: int
    name: str
    runs: list[Run]
    can_type: bool


@dataclass(frozen=True, slots=True)
class MetricGaps:
    """One metric and who misses weeks of it, by name."""

    told: Told
    reps: list[RepGap]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The page: metrics with missing weeks, and the reps who have no numbers at all, each once."""

    metrics: list[MetricGaps]
    without: list[str]
    first: date
    last: date


def reps_asked(user: User) -> QuerySet[User]:
    """Whose gaps this person looks after: the reps he manages, for site admins everybody in a team."""
    place = Membership.objects.today().filter(person=OuterRef("pk")).values("team")[:1]
    people = (
        User.objects.in_teams(Team.objects.all()) if user.is_site_admin else User.objects.managed_by(user)
    )
    may_type = Q(pk__in=User.objects.managed_by(user).values("pk"))
    return (
        people.active()
        .annotate(team_id=Subquery(place), may_type=ExpressionWrapper(may_type, BooleanField()))
        .order_by("name", "pk")
    )


def gaps_of(reps: Sequence[User], *, until: date, weeks: int = WEEKS) -> Gaps:
    """What is missing of these reps (of reps_asked) in the last complete weeks. Three queries for any number.

    A metric that nobody in the rep's team uses is no gap; neither are weeks of leave, nor weeks before he joined.
    """
    mondays = complete_weeks(until=until, weeks=weeks)
    ids = [rep.pk for rep in reps]
    known = _known(ids, mondays)
    used = _used({_team_of(rep) for rep in reps}, mondays)
    away = absent_weeks(ids, first=mondays[0], last=mondays[-1])
    found: defaultdict[Told, list[RepGap]] = defaultdict(list)
    with_numbers = {rep_id for rep_id, _told in known}
    for rep in reps:
        if rep.pk in with_numbers:
            due = [week for week in mondays if _is_due(rep, week) and (rep.pk, week) not in away]
            for told in used[_team_of(rep)]:
                missing = set(due) - known.get((rep.pk, told), set())
                if missing:
                    found[told].append(RepGap(rep.pk, rep.name, runs(missing), _can_type(rep, told)))
    order = list(dict.fromkeys(told for several in used.values() for told in several))
    return Gaps(
        metrics=[MetricGaps(told, found[told]) for told in order if told in found],
        without=[rep.name for rep in reps if rep.pk not in with_numbers and _is_due(rep, mondays[-1])],
        first=mondays[0],
        last=mondays[-1],
    )


def _team_of(rep: User) -> int:
    return rep.team_id  # type: ignore[attr-defined] # annotated by reps_asked


def _can_type(rep: User, told: Told) -> bool:
    return rep.may_type and not told.from_deals  # type: ignore[attr-defined] # annotated by reps_asked


def _is_due(rep: User, week: date) -> bool:
    """The week began when he had joined already."""
    return rep.joined_on is None or rep.joined_on <= week


def _known(ids: Collection[int], mondays: Sequence[date]) -> Mapping[tuple[int, Told], set[date]]:
    rows = WeeklyValue.objects.filter(rep__in=ids, week_start__range=(mondays[0], mondays[-1]))
    found: defaultdict[tuple[int, Told], set[date]] = defaultdict(set)
    for rep_id, week, key, name, from_deals in rows.values_list(
        "rep", "week_start", "metric__key", "metric__name", "metric__from_deals"
    ).order_by():
        found[rep_id, _told(key, name, from_deals)].add(week)
    return found


def _used(team_ids: Collection[int], mondays: Sequence[date]) -> Mapping[int, list[Told]]:
    """What each team tells at all in these weeks, in the order of pages: the deals first."""
    rows = TeamWeek.objects.filter(team__in=team_ids, week_start__range=(mondays[0], mondays[-1]))
    found: defaultdict[int, dict[Told, None]] = defaultdict(dict)
    for team_id, _position, key, name, from_deals in (
        rows.values_list("team", "metric__position", "metric__key", "metric__name", "metric__from_deals")
        .distinct()
        .order_by("-metric__from_deals", "metric__position", "metric__key")
    ):
        found[team_id][_told(key, name, from_deals)] = None
    return defaultdict(list, {team_id: list(told) for team_id, told in found.items()})


def _told(key: str, name: str, from_deals: bool) -> Told:
    return Told("deals", _("Deals"), True) if from_deals else Told(key, name, False)
