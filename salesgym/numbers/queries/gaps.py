"""Which weeks of whose numbers are missing, metric by metric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.calculations.weeks.missing import Run, runs
from salesgym.numbers.models import TeamWeek, WeeklyValue
from salesgym.numbers.queries.exposure import absent_weeks
from salesgym.people.models import Membership, Team, User

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    AskedRep = WithAnnotations[User, "Place"]

WEEKS = 13


class Place(TypedDict):
    """The team of a rep, and whether the reader may type the rep's numbers."""

    team_id: int
    may_type: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What is brought together: one typed metric, or all that follows from deals, which has no name of its own."""

    key: str
    name: str
    from_deals: bool


DEALS = Subject("deals", "", True)


@dataclass(frozen=True, slots=True)
class RepGap:
    """One rep and their missing weeks of one metric. `can_type`: the reader may type these weeks."""

    rep_id: int
    name: str
    runs: list[Run]
    can_type: bool


@dataclass(frozen=True, slots=True)
class MetricGaps:
    """One metric and who misses weeks of it, by name."""

    subject: Subject
    reps: list[RepGap]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The page: metrics with missing weeks, and the reps who have no numbers at all, each once."""

    metrics: list[MetricGaps]
    without: list[User]
    first: date
    last: date


def reps_asked(user: User) -> QuerySet[AskedRep]:
    """Whose gaps this person looks after: the reps they manage, for site admins everybody in a team."""
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


def gaps_of(reps: Sequence[AskedRep], *, until: date, weeks: int = WEEKS) -> Gaps:
    """What is missing of these reps (of reps_asked) in the last complete weeks. Three queries for any number.

    A metric that nobody in the rep's team uses is no gap; neither are weeks of leave, nor weeks before the rep joined.
    """
    mondays = complete_weeks(until=until, weeks=weeks)
    ids = [rep.pk for rep in reps]
    stored = _stored(ids, mondays)
    used = _used({rep.team_id for rep in reps}, mondays)
    away = absent_weeks(ids, first=mondays[0], last=mondays[-1])
    gaps: defaultdict[Subject, list[RepGap]] = defaultdict(list)
    with_numbers = {rep_id for rep_id, _subject in stored}
    for rep in reps:
        if rep.pk in with_numbers:
            due = [week for week in mondays if _is_due(rep, week) and (rep.pk, week) not in away]
            for subject in used[rep.team_id]:
                missing = set(due) - stored.get((rep.pk, subject), set())
                if missing:
                    gaps[subject].append(RepGap(rep.pk, rep.name, runs(missing), _can_type(rep, subject)))
    order = list(dict.fromkeys(subject for several in used.values() for subject in several))
    return Gaps(
        metrics=[MetricGaps(subject, gaps[subject]) for subject in order if subject in gaps],
        without=[rep for rep in reps if rep.pk not in with_numbers and _is_due(rep, mondays[-1])],
        first=mondays[0],
        last=mondays[-1],
    )


def _can_type(rep: AskedRep, subject: Subject) -> bool:
    return rep.may_type and not subject.from_deals


def _is_due(rep: User, week: date) -> bool:
    """True where the rep had joined when the week began."""
    return rep.joined_on is None or rep.joined_on <= week


def _stored(ids: Collection[int], mondays: Sequence[date]) -> Mapping[tuple[int, Subject], set[date]]:
    rows = WeeklyValue.objects.filter(rep__in=ids, week_start__range=(mondays[0], mondays[-1]))
    weeks: defaultdict[tuple[int, Subject], set[date]] = defaultdict(set)
    for rep_id, week, key, name, from_deals in rows.values_list(
        "rep", "week_start", "metric__key", "metric__name", "metric__from_deals"
    ).order_by():
        weeks[rep_id, _subject(key, name, from_deals)].add(week)
    return weeks


def _used(team_ids: Collection[int], mondays: Sequence[date]) -> Mapping[int, list[Subject]]:
    """What each team has any numbers of in these weeks, in the order of pages: the deals first."""
    rows = TeamWeek.objects.filter(team__in=team_ids, week_start__range=(mondays[0], mondays[-1]))
    subjects: defaultdict[int, dict[Subject, None]] = defaultdict(dict)
    for team_id, _position, key, name, from_deals in (
        rows.values_list("team", "metric__position", "metric__key", "metric__name", "metric__from_deals")
        .distinct()
        .order_by("-metric__from_deals", "metric__position", "metric__key")
    ):
        subjects[team_id][_subject(key, name, from_deals)] = None
    return defaultdict(list, {team_id: list(of_team) for team_id, of_team in subjects.items()})


def _subject(key: str, name: str, from_deals: bool) -> Subject:
    return DEALS if from_deals else Subject(key, name, False)
