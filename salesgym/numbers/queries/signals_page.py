"""The page of early signals: what waits for a manager, what became of what was, and how many to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.models import EarlySignal
from salesgym.numbers.queries import after_signals, signal_card, signal_words
from salesgym.numbers.queries.after_signals import PlanOpened
from salesgym.numbers.queries.scorecard import weekly_series
from salesgym.numbers.queries.signal_card import SHOWN_WEEKS, Card
from salesgym.people.models import Organization, Team, User

MOST_WAITING = 20
YEAR = timedelta(weeks=52)
METRIC = ("metric", "metric__numerator", "metric__denominator")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page says about all signals of a reader: his reps, the budget, what the last year brought."""

    is_manager: bool
    time_zone: str
    budget: Decimal
    reps: int
    waiting: int
    past: int
    last_year: int

    @property
    def budget_words(self) -> str:
        """How many false alarms to expect, beside how many signals there were."""
        said = {
            "budget": f"{self.budget.normalize():f}",
            "found": self.last_year,
            "reps": ngettext("%(count)s rep", "%(count)s reps", self.reps) % {"count": self.reps},
        }
        expected = (
            _("About one false alarm per rep and year is expected.")
            if self.budget == 1
            else _("About %(budget)s false alarms per rep and year are expected.") % said
        )
        found = ngettext(
            "%(found)s signal in the last 52 weeks for %(reps)s.",
            "%(found)s signals in the last 52 weeks for %(reps)s.",
            self.last_year,
        )
        return f"{expected} {found % said}"


@dataclass(frozen=True, slots=True)
class Past:
    """One signal that no longer waits, and what became of it. The note is there for whoever wrote it."""

    signal: EarlySignal
    title: str
    facts: str
    became: str
    talked: str
    note: str
    plan: PlanOpened | None


def frame(user: User, *, at: datetime) -> Frame:
    """The counts of the page. One query."""
    own = EarlySignal.objects.visible_to(user).filter(rep__is_active=True)
    organization = Organization.objects.all()
    row = (
        User.objects.filter(pk=user.pk)
        .annotate(
            is_manager=Exists(Team.objects.managed_by(user)),
            zone=Subquery(organization.values("time_zone")[:1]),
            budget=Subquery(organization.values("false_alarms_a_year")[:1]),
            reps=_counted(User.objects.managed_by(user).active()),
            waiting=_counted(own.waiting()),
            seen=_counted(own),
            last_year=_counted(own.filter(week__gt=at.date() - YEAR)),
        )
        .values("is_manager", "zone", "budget", "reps", "waiting", "seen", "last_year")
        .get()
    )
    return Frame(
        is_manager=row["is_manager"],
        time_zone=row["zone"] or "UTC",
        budget=row["budget"] or Decimal(1),
        reps=row["reps"],
        waiting=row["waiting"],
        past=row["seen"] - row["waiting"],
        last_year=row["last_year"],
    )


def build(user: User, past: Sequence[EarlySignal], *, on: date) -> tuple[list[Card], list[Past]]:
    """What waits for this manager, worries first, and these past signals. Three queries."""
    waiting = _waiting(user)
    metrics = {signal.metric_id: signal.metric for signal in waiting}
    series = weekly_series(
        {signal.rep_id for signal in waiting}, metrics.values(), until=on, weeks=SHOWN_WEEKS
    )
    plans = after_signals.plans(user, {signal.rep_id for signal in (*waiting, *past)})
    cards = [
        signal_card.build(signal, series[signal.rep_id, signal.metric_id], plans[signal.rep_id])
        for signal in waiting
    ]
    return cards, [_past(signal, plans[signal.rep_id], user) for signal in past]


def past_signals(user: User) -> QuerySet[EarlySignal]:
    """What no longer waits, the newest first."""
    own = EarlySignal.objects.visible_to(user).filter(rep__is_active=True)
    return (
        own.exclude(pk__in=own.waiting().values("pk"))
        .select_related("rep", "talked_by", *METRIC)
        .order_by("-week", "rep__name", "pk")
    )


def _waiting(user: User) -> list[EarlySignal]:
    own = EarlySignal.objects.visible_to(user).filter(rep__is_active=True)
    signals = own.waiting().select_related("rep", *METRIC)
    return list(signals.order_by("is_good", "-week", "rep__name", "pk")[:MOST_WAITING])


def _past(signal: EarlySignal, plans: Sequence[PlanOpened], reader: User) -> Past:
    return Past(
        signal=signal,
        title=signal_words.title(signal),
        facts=f"{signal_words.short(signal)} {signal_words.found_in(signal)}",
        became=signal_words.became(signal),
        talked=_talked(signal),
        note=signal.note if signal.talked_by_id == reader.pk else "",
        plan=next((one for one in plans if one.opened_at >= signal.found_at), None),
    )


def _talked(signal: EarlySignal) -> str:
    if signal.talked_by is None or signal.talked_at is None:
        return ""
    return _("%(name)s talked about it on %(day)s") % {
        "name": signal.talked_by.name,
        "day": date_format(signal.talked_at, "j M Y"),
    }


def _counted(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
