"""Whether the events of plans still fit together, the texts they name, and the heads that were kept apart."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from django.core.files.storage import storages
from django.db.models import F, TextField
from django.db.models.functions import Cast

from plans.calculations.chain import Break, Link, first_break, text_sha256
from plans.models import Agreement, Event, History, Outcome, Plan, Signature

# What stands in place of a text that was erased.
ERASED = {"erased": True}
COLUMNS = ("seq", "event", "actor_id", "at", "detail_sha256", "prev_hash", "hash")


class Loose(StrEnum):
    """What does not fit beside the links of a chain themselves."""

    NO_EVENTS = "no_events"
    HEAD = "head"
    AGREEMENT = "agreement"
    SIGNATURE = "signature"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Bad:
    """A place that does not fit: the plan, the number of its event, and what of it."""

    plan_id: int
    seq: int
    what: Break | Loose


@dataclass(frozen=True)
class Verified:
    """How many plans and events were looked at, how many of their texts are erased, and the bad places by plan."""

    plans: int
    events: int
    erased: int
    bad: list[Bad]


@dataclass(frozen=True)
class Head:
    """The newest event of a plan as it was kept apart from the database."""

    plan_id: int
    seq: int
    hash: str


def verify() -> Verified:
    """Look at every event of every plan; of each plan the first bad place of each kind. Reads them in one pass."""
    plans = events = erased = 0
    bad: list[Bad] = []
    for plan_id, links in _chains():
        plans, events = plans + 1, events + len(links)
        erased += sum(link.detail is None for link in links)
        found = first_break(plan_id, links)
        if found is not None:
            bad.append(Bad(plan_id, *found))
    bad += [*_without_events(), *_cut_off(), *_texts()]
    return Verified(plans, events, erased, sorted(bad, key=lambda place: (place.plan_id, place.seq)))


def kept_heads() -> Iterator[Head]:
    """The heads that were kept apart, the oldest first; none where nothing was ever kept."""
    for name in head_files():
        with storages["heads"].open(name) as file:
            heads = json.load(file)["heads"]
        yield from (Head(int(plan_id), seq, digest) for plan_id, (seq, digest) in heads.items())


def head_files() -> list[str]:
    """The names of the files that hold heads, the oldest first."""
    try:
        _folders, names = storages["heads"].listdir("")
    except FileNotFoundError:
        return []
    return sorted(name for name in names if name.endswith(".json"))


def _chains() -> Iterator[tuple[int, list[Link]]]:
    rows = (
        History.objects.order_by("plan_id", "seq")
        .annotate(text=Cast("detail", TextField()))
        .values("plan_id", "detail", "text", *COLUMNS)
    )
    for plan_id, events in groupby(rows.iterator(), key=itemgetter("plan_id")):
        yield plan_id, [_link(event) for event in events]


def _link(row: dict[str, object]) -> Link:
    text = None if row["detail"] == ERASED else row["text"]
    return Link(detail=text, **{name: row[name] for name in COLUMNS})  # type: ignore[arg-type]  # values() by name


def _without_events() -> Iterator[Bad]:
    """Plans that have no event at all, though opening one is an event."""
    for plan_id in Plan.objects.filter(history=None).values_list("pk", flat=True):
        yield Bad(plan_id, 1, Loose.NO_EVENTS)


def _cut_off() -> Iterator[Bad]:
    """Plans in which an event that was kept apart is gone or another one."""
    heads = list(kept_heads())
    numbers = {(head.plan_id, head.seq) for head in heads}
    rows = History.objects.filter(seq__in={seq for _plan, seq in numbers}).values_list(
        "plan_id", "seq", "hash"
    )
    found = {(plan_id, seq): digest for plan_id, seq, digest in rows.iterator()}
    gone: dict[int, Bad] = {}
    for head in heads:
        if found.get((head.plan_id, head.seq)) != head.hash:
            gone.setdefault(head.plan_id, Bad(head.plan_id, head.seq, Loose.HEAD))
    yield from gone.values()


def _texts() -> Iterator[Bad]:
    """Signed texts and reasons that are not those whose digests the events carry."""
    yield from _compared(Event.PLAN_PROPOSED, "sha256", _agreements(), Loose.AGREEMENT)
    yield from _compared(Event.AGREEMENT_SIGNED, "comment_sha256", _signatures(), Loose.SIGNATURE)
    yield from _compared(Event.PLAN_CLOSED, "reasons_sha256", _outcomes(), Loose.OUTCOME)


Texts = dict[tuple[int, object, object], str]


def _agreements() -> Texts:
    """The proposed texts; none for one beside which another digest is stored than its own."""
    rows = Agreement.objects.values_list("plan_id", "number", "text", "sha256")
    return {
        (plan_id, number, None): text
        for plan_id, number, text, digest in rows.iterator()
        if text_sha256(text) == digest
    }


def _signatures() -> Texts:
    rows = Signature.objects.annotate(plan_id=F("agreement__plan"), number=F("agreement__number"))
    return {
        (plan_id, number, party): comment
        for plan_id, number, party, comment in rows.values_list("plan_id", "number", "party", "comment")
    }


def _outcomes() -> Texts:
    return {
        (plan_id, None, None): text for plan_id, text in Outcome.objects.values_list("plan_id", "reasons")
    }


def _compared(event: Event, key: str, texts: Texts, what: Loose) -> Iterable[Bad]:
    """Events of this kind, from the day on which they carry this digest, whose text is gone or another one."""
    rows = History.objects.filter(event=event, detail__has_key=key).order_by("plan_id", "seq")
    for plan_id, seq, detail in rows.values_list("plan_id", "seq", "detail").iterator():
        text = texts.get((plan_id, detail.get("agreement"), detail.get("party")))
        if text is None or text_sha256(text) != detail[key]:
            yield Bad(plan_id, seq, what)
