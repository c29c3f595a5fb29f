"""A check-in as its page is opened, with all that was said around it: one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, TruncDate

from coaching.models import CheckIn, HelpRating, PrivateNote, TalkPromise, Topic
from coaching.queries import carried
from coaching.queries import talk_found as found
from plans.models import Commitment
from salesgym.compiled import compiled
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.queries.rep_numbers import SIGNAL_COLUMNS
from salesgym.people.models import User

# Whether promises came is asked of a rep once in so many days.
QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class OpenedTalk:
    """A check-in of `talk_found.talk` with what hangs on it. `last_held` is when the one before it was that both
    confirmed, `many_held` how many there were.

    `promises` are its own, and those of earlier ones that are open or were kept since the last. `topics` wait for it or
    were talked about in it. `note` is the reader's own. `ratings` are what the rep said of it and of any in a quarter:
    a rep's alone. `signals` are the open ones of the rep, to be read with the metrics.
    """

    talk: CheckIn
    last_held: datetime | None
    many_held: int
    promises: Sequence[TalkPromise]
    topics: Sequence[Topic]
    note: str
    ratings: Sequence[HelpRating]
    signals: Sequence[Mapping[str, Any]]

    def signals_with(self, metrics: Mapping[int, Metric]) -> list[EarlySignal]:
        """The signals, each with its metric. No query."""
        signals = [carried.read(EarlySignal, row) for row in self.signals]
        for signal in signals:
            signal.metric = metrics[signal.metric_id]
        return signals


def find(user: User, person: int, pk: int, *, at: datetime) -> OpenedTalk | None:
    """The check-in of this person, if the reader may open it."""
    rows = _whole(user, person, pk=pk, since=at - QUARTER, is_own=person == user.pk)
    return _opened(rows[0], vars(rows[0])) if rows else None


@compiled
def _whole(user: User, person: int, *, pk: int, since: datetime, is_own: bool) -> QuerySet[CheckIn]:
    talks = found.talks_of(user, person, is_own=is_own).filter(pk=pk)
    return talks.annotate(**_around(user, since=since))


def _around(user: User, *, since: datetime) -> dict[str, Any]:
    here = {"rep": OuterRef("rep"), "kind": OuterRef("kind")}
    before = CheckIn.objects.held().filter(**here, planned_for__lt=OuterRef("planned_for"))
    counted = before.values("rep").annotate(many=Count("pk"))
    notes = PrivateNote.objects.of(user).filter(check_in=OuterRef("pk"))
    # They are read by the rep who gave them alone.
    ratings = HelpRating.objects.filter(rep=user).of_outer_talk_or_since(since)
    signals = EarlySignal.objects.filter(rep=OuterRef("rep")).open()
    return {
        "last_held": Subquery(before.order_by("-planned_for", "-pk").values("planned_for")[:1]),
        "last_held_on": TruncDate("last_held"),
        "many_held": Coalesce(Subquery(counted.values("many")), Value(0)),
        "promises_said": _promises(),
        "topics_said": _topics(),
        "note": Subquery(notes.values("text")[:1]),
        "ratings_said": ArraySubquery(ratings.values(row=carried.whole(HelpRating))),
        "signals": ArraySubquery(signals.values(row=carried.whole(EarlySignal, names=SIGNAL_COLUMNS))),
    }


def _promises() -> ArraySubquery:
    rows = TalkPromise.objects.of_outer_talk().order_by("commitment__due_on", "pk")
    return ArraySubquery(
        rows.values(
            row=JSONObject(
                link=carried.whole(TalkPromise),
                commitment=carried.whole(Commitment, under="commitment__"),
                by=carried.named("commitment__promised_by__"),
            )
        )
    )


def _topics() -> ArraySubquery:
    rows = Topic.objects.of_outer_talk().order_by("added_at", "pk")
    row = JSONObject(topic=carried.whole(Topic), by=carried.named("added_by__"))
    return ArraySubquery(rows.values(row=row))


def _opened(talk: CheckIn, annotated: Mapping[str, Any]) -> OpenedTalk:
    return OpenedTalk(
        talk=talk,
        last_held=annotated["last_held"],
        many_held=annotated["many_held"],
        promises=[_promise(row) for row in annotated["promises_said"]],
        topics=[_topic(row) for row in annotated["topics_said"]],
        note=annotated["note"] or "",
        ratings=[carried.read(HelpRating, row) for row in annotated["ratings_said"]],
        signals=annotated["signals"],
    )


def _promise(row: Mapping[str, Any]) -> TalkPromise:
    promise = carried.read(TalkPromise, row["link"])
    promise.commitment = carried.read(Commitment, row["commitment"])
    promise.commitment.promised_by = carried.read(User, row["by"])
    return promise


def _topic(row: Mapping[str, Any]) -> Topic:
    topic = carried.read(Topic, row["topic"])
    topic.added_by = carried.read(User, row["by"])
    return topic
