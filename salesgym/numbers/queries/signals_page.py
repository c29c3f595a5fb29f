"""The page of early signals: what waits for a manager, what became of what was, and how many to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages.signals import card, words
from salesgym.numbers.pages.signals.card import SHOWN_WEEKS, Card
from salesgym.numbers.queries import after_signals
from salesgym.numbers.queries.after_signals import PlanOpened
from salesgym.numbers.queries.scorecard import weekly_series
from salesgym.people.models import Membership, Organization, Team, User

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers

MOST_WAITING = 20
YEAR = timedelta(weeks=52)
METRIC = ("metric", "metric__numerator", "metric__denominator")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page says about all signals of a reader: his reps, the budget, what the last year brought."""

    is_manager: bool
    time_zone: str
    currency: str
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
    """The reps and signals of this manager as one JSON row; no row where there is nobody.

    One pass over the reps with their signals. A count of its own for each number looks the managed people up
    again for every signal, where PostgreSQL takes the tables for empty.
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


def build(
    user: User, past: Sequence[EarlySignal], *, on: date, say: "Sayers"
) -> tuple[list[Card], list[Past]]:
    """What waits for this manager, worries first, and these past signals. Three queries."""
    waiting = _waiting(user)
    metrics = {signal.metric_id: signal.metric for signal in waiting}
    series = weekly_series(
        {signal.rep_id for signal in waiting}, metrics.values(), until=on, weeks=SHOWN_WEEKS
    )
    plans = after_signals.plans(user, {signal.rep_id for signal in (*waiting, *past)})
    cards = [
        card.build(signal, series[signal.rep_id, signal.metric_id], plans[signal.rep_id], say)
        for signal in waiting
    ]
    return cards, [_past(signal, plans[signal.rep_id], user, say) for signal in past]


def past_signals(user: User) -> QuerySet[EarlySignal]:
    """What no longer waits, the newest first."""
    own = EarlySignal.objects.visible_to(user).filter(rep__is_active=True)
    return own.past().select_related("rep", "talked_by", *METRIC).order_by("-week", "rep__name", "pk")


def _waiting(user: User) -> list[EarlySignal]:
    own = EarlySignal.objects.visible_to(user).filter(rep__is_active=True)
    signals = own.waiting().select_related("rep", *METRIC)
    return list(signals.order_by("is_good", "-week", "rep__name", "pk")[:MOST_WAITING])


def _past(signal: EarlySignal, plans: Sequence[PlanOpened], reader: User, say: "Sayers") -> Past:
    return Past(
        signal=signal,
        title=words.title(signal),
        facts=f"{words.short(signal, say)} {words.found_in(signal)}",
        became=words.became(signal),
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
