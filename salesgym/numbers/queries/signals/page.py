"""The page of early signals: what waits for a manager, what became of what was, and how many to expect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from salesgym.numbers.calculations.statistics.setting_weeks import Setting
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.queries.scorecard import Series, weekly_series
from salesgym.numbers.queries.signals import after_signals
from salesgym.numbers.queries.signals.after_signals import PlanOpened
from salesgym.numbers.queries.usual import settings_of
from salesgym.people.models import Membership, Organization, Team, User

MOST_WAITING = 20
# The weeks that the drawing of a signal shows.
SHOWN_WEEKS = 26
YEAR = timedelta(weeks=52)
METRIC = ("metric", "metric__numerator", "metric__denominator")


@dataclass(frozen=True, slots=True)
class Frame:
    """Counts over all signals of a reader: their reps, what waits, what is past, what the last 52 weeks brought.

    `budget` is how many false alarms per rep and year are expected.
    """

    is_manager: bool
    time_zone: str
    currency: str
    budget: Decimal
    reps: int
    waiting: int
    past: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of a page: those that wait, worries first, and the given past ones, with what words need.

    `series` has the weeks of every number that waits, by (rep id, metric id), from those that set what is usual on;
    `settings` says which these are for each rep, `plans` has those of each rep.
    """

    waiting: tuple[EarlySignal, ...]
    past: tuple[EarlySignal, ...]
    series: Mapping[tuple[int, int], Series]
    settings: Mapping[int, Setting]
    plans: Mapping[int, Sequence[PlanOpened]]


def frame(user: User, *, at: datetime) -> Frame:
    """The counts of the page. One query."""
    organization = Organization.objects.all()
    row = (
        User.objects.filter(pk=user.pk)
        .annotate(
            is_manager=Exists(Team.objects.managed_by(user)),
            zone=Organization.objects.setting("time_zone"),
            currency=Organization.objects.setting("currency"),
            budget=Subquery(organization.values("false_alarms_a_year")[:1]),
            counts=Subquery(_counts(user, last_year_from=at.date() - YEAR)),
        )
        .values("is_manager", "zone", "currency", "budget", "counts")
        .get()
    )
    return Frame(
        is_manager=row["is_manager"],
        time_zone=row["zone"],
        currency=row["currency"],
        budget=row["budget"] or Decimal(1),
        **(row["counts"] or {"reps": 0, "waiting": 0, "past": 0, "last_year": 0}),
    )


def _counts(user: User, *, last_year_from: date) -> QuerySet[Membership, Any]:
    """The reps and signals of this manager as one JSON row; no row where they manage nobody.

    One pass over the reps with their signals. With a subquery for each count PostgreSQL, where it has no
    statistics yet and takes the tables for empty, looks up the managed people again for every signal.
    """
    waits = Q(person__early_signals__talked_at=None, person__early_signals__ended_on=None)
    lately = Q(person__early_signals__week__gt=last_year_from)
    return (
        Membership.objects.managed_by(user)
        .filter(person__is_active=True)
        .order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(
            row=JSONObject(
                reps=Count("person", distinct=True),
                waiting=_signals(waits),
                past=_signals(~waits),
                last_year=_signals(lately),
            )
        )
        .values("row")
    )


def _signals(condition: Q) -> Count:
    """Signals counted once, though somebody may be in two of the teams."""
    return Count("person__early_signals", filter=condition, distinct=True)


def signals_of(user: User, past: Sequence[EarlySignal], *, on: date) -> Signals:
    """What waits for this manager, and these past signals. Four queries."""
    waiting = _waiting(user)
    metrics = {signal.metric_id: signal.metric for signal in waiting}
    reps = {signal.rep_id for signal in waiting}
    settings = settings_of(reps, on=on)
    weeks = max([SHOWN_WEEKS, *(setting.weeks_back(on) for setting in settings.values())])
    return Signals(
        waiting=tuple(waiting),
        past=tuple(past),
        series=weekly_series(reps, metrics.values(), until=on, weeks=weeks, with_spread=True),
        settings=settings,
        plans=after_signals.plans(user, reps | {signal.rep_id for signal in past}),
    )


def past_signals(user: User) -> QuerySet[EarlySignal]:
    """What no longer waits, the newest first."""
    own = EarlySignal.objects.visible_to(user).filter(rep__is_active=True)
    return own.past().select_related("rep", "talked_by", *METRIC).order_by("-week", "rep__name", "pk")


def _waiting(user: User) -> list[EarlySignal]:
    own = EarlySignal.objects.visible_to(user).filter(rep__is_active=True)
    signals = own.waiting().select_related("rep", *METRIC)
    return list(signals.order_by("is_good", "-week", "rep__name", "pk")[:MOST_WAITING])
