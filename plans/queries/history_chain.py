"""Whether the events of plans still fit together, the records they name, and the ends that were kept apart."""

import json
import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from plans.calculations.chain import Break, Link, first_break, text_sha256, values_sha256
from plans.models import AnnouncedOutcome, Event, History, Outcome, Plan, Signature
from plans.queries import answer_records, kept_formal, kept_records, kept_terms
from plans.queries.kept_records import ANYBODY, Kept

logger = logging.getLogger(__name__)
# What stands in place of a text that was erased.
ERASED = {"erased": True}
COLUMNS = ("seq", "event", "actor_id", "at", "detail_sha256", "prev_hash", "hash")
# The names of our files of ends begin with their moment, so that they sort by it.
FILE = re.compile(r"\d{4}-\d\d-\d\dT\d{6}\w*\.json")


class Loose(StrEnum):
    """What does not fit beside the links of a chain themselves."""

    NO_EVENTS = "no_events"
    HEAD = "head"
    AGREEMENT = "agreement"
    SIGNATURE = "signature"
    ANSWER = "answer"
    OUTCOME = "outcome"
    LOOK_BACK = "look_back"
    SCORES = "scores"
    QUESTION = "question"
    EVIDENCE = "evidence"
    OVERRIDE = "override"
    STATEMENT = "statement"
    NEW_DATES = "new_dates"
    APPROVAL = "approval"
    ANNOUNCED = "announced"
    NUMBER = "number"


KEPT: tuple[tuple[Kept, Loose], ...] = (
    (kept_records.LOOKS, Loose.LOOK_BACK),
    (kept_records.SCORES, Loose.SCORES),
    (kept_records.QUESTIONS, Loose.QUESTION),
    (kept_records.ANSWERS, Loose.QUESTION),
    (kept_records.EVIDENCE, Loose.EVIDENCE),
    (kept_terms.PROPOSED, Loose.AGREEMENT),
    (kept_terms.NEW_DATES, Loose.AGREEMENT),
    *((kept, Loose.NEW_DATES) for kept in kept_terms.DATES_ANSWERED),
    *((kept, Loose.APPROVAL) for kept in kept_formal.APPROVALS),
    *((kept, Loose.OVERRIDE) for kept in kept_formal.OVERRIDES),
    *((kept, Loose.ANNOUNCED) for kept in kept_formal.ANNOUNCED),
    *((kept, Loose.STATEMENT) for kept in kept_formal.STATEMENTS),
    (kept_records.CONFIRMED, Loose.NUMBER),
)


@dataclass(frozen=True)
class Bad:
    """A place that does not fit: the plan, the number of its event (0 where no event names a record), and what of it."""

    plan_id: int
    seq: int
    what: Break | Loose


@dataclass(frozen=True)
class Verified:
    """What was looked at: plans, events, and files of ends by name. `erased` are places of erased texts, `bad` the bad ones."""

    plans: int
    events: int
    files: list[str]
    erased: list[tuple[int, int]]
    bad: list[Bad]


@dataclass(frozen=True)
class Heads:
    """A file of ends: the newest event it knows, by primary key and digest, and number and digest of each plan's last."""

    until: int
    until_hash: str
    heads: Mapping[int, tuple[int, str]]


def verify() -> Verified:
    """Look at every event of every plan, as the database stands at one moment; of each plan the first bad link.

    Inside a transaction of the caller's it is that transaction's view.
    """
    is_own = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if is_own:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
        return _verify()


def _verify() -> Verified:
    plans = events = 0
    erased: list[tuple[int, int]] = []
    bad: list[Bad] = []
    for plan_id, links in _chains():
        plans, events = plans + 1, events + len(links)
        erased += [(plan_id, link.seq) for link in links if link.detail is None]
        found = first_break(plan_id, links)
        if found is not None:
            bad.append(Bad(plan_id, *found))
    bad += [*_without_events(), *_cut_off(), *_records()]
    return Verified(
        plans, events, head_files(), erased, sorted(bad, key=lambda place: (place.plan_id, place.seq))
    )


def head_files() -> list[str]:
    """The names of the files that hold ends, the oldest first."""
    try:
        _folders, names = storages["heads"].listdir("")
    except FileNotFoundError:
        return []
    return sorted(name for name in names if FILE.fullmatch(name))


def read_heads(name: str) -> Heads | None:
    """A file of ends; None, and an error in the log, where it cannot be read."""
    try:
        with storages["heads"].open(name) as file:
            told = json.load(file)
        heads = {int(plan_id): (seq, digest) for plan_id, (seq, digest) in told["heads"].items()}
        return Heads(told["until"], told["until_hash"], heads)
    except (OSError, ValueError, KeyError, TypeError):
        logger.exception("the file of ends %s cannot be read", name)
        return None


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
    """Plans in which an event that was kept apart is gone or another one; the first of each."""
    files = filter(None, map(read_heads, head_files()))
    kept = {(plan_id, seq): digest for file in files for plan_id, (seq, digest) in file.heads.items()}
    rows = History.objects.filter(seq__in={seq for _plan, seq in kept}).values_list("plan_id", "seq", "hash")
    found = {(plan_id, seq): digest for plan_id, seq, digest in rows.iterator()}
    gone: dict[int, Bad] = {}
    for (plan_id, seq), digest in sorted(kept.items()):
        if found.get((plan_id, seq)) != digest:
            gone.setdefault(plan_id, Bad(plan_id, seq, Loose.HEAD))
    yield from gone.values()


@dataclass(frozen=True)
class _Record:
    """What a row says that its event says as well. `told` is compared where the event has it: earlier ones lack some."""

    by: int | None
    at: datetime
    told: Mapping[str, object]


Key = tuple[object, ...]


def _records() -> Iterator[Bad]:
    """Records that are not those of their events, and those that no event names."""
    yield from _compared([Event.AGREEMENT_SIGNED], _signatures(), _of_signature, Loose.SIGNATURE)
    for event, rows in answer_records.BY_EVENT.items():
        records = {key: _Record(*row) for key, row in rows().items()}
        yield from _compared([event], records, _of_answer, Loose.ANSWER)
    yield from _compared(
        [Event.PLAN_CLOSED, Event.DRAFT_DISCARDED], _outcomes(), lambda _detail: (), Loose.OUTCOME
    )
    for kept, what in KEPT:
        records = {key: _Record(*row) for key, row in kept.rows().items()}
        yield from _compared(kept.events, records, kept.key_of, what)


def _of_answer(detail: Mapping[str, object]) -> Key:
    return (detail.get("agreement"),)


def _of_signature(detail: Mapping[str, object]) -> Key:
    return detail.get("agreement"), detail.get("party")


def _signatures() -> dict[Key, _Record]:
    names = (
        "agreement__plan",
        "agreement__number",
        "party",
        "comment",
        "answer",
        "agreement__sha256",
        "signer",
        "signed_at",
    )
    return {
        (plan_id, number, party): _Record(
            by, at, {"comment_sha256": text_sha256(comment), "sha256": digest, "says": answer}
        )
        for plan_id, number, party, comment, answer, digest, by, at in Signature.objects.values_list(
            *names
        ).iterator()
    }


def _outcomes() -> dict[Key, _Record]:
    """How plans ended. What a formal plan's employee read first has to say the same."""
    shown = AnnouncedOutcome.objects.filter(
        plan=OuterRef("plan"), final_at=OuterRef("decided_at"), reasons=OuterRef("reasons")
    )
    by_rule = Q(result=Outcome.Result.NOT_MET, plan__kind=Plan.Kind.FORMAL)
    rows = Outcome.objects.annotate(is_shown=~by_rule | Exists(shown))
    return {
        (outcome.plan_id,): _Record(
            outcome.decided_by_id,
            outcome.decided_at,
            {**outcome_digests(outcome), **({} if vars(outcome)["is_shown"] else {"result": ""})},
        )
        for outcome in rows.iterator(chunk_size=2000)
    }


def outcome_digests(outcome: Outcome) -> dict[str, object]:
    """What the event that closes a plan keeps of its outcome."""
    figure = [outcome.value, outcome.numerator, outcome.denominator]
    return {
        "reasons_sha256": text_sha256(outcome.reasons),
        "learned_sha256": text_sha256(outcome.learned),
        "result": str(outcome.result),
        "next_step": str(outcome.next_step),
        "next_skill": outcome.next_skill_id,
        "figure_sha256": values_sha256(figure),
    }


def _compared(
    events: Collection[Event],
    records: Mapping[Key, _Record],
    key_of: Callable[[Mapping[str, object]], Key],
    what: Loose,
) -> Iterator[Bad]:
    named: set[Key] = set()
    rows = History.objects.filter(event__in=events).order_by("plan_id", "seq")
    for plan_id, seq, by, at, detail in rows.values_list(
        "plan_id", "seq", "actor", "at", "detail"
    ).iterator():
        if "reason" in detail:
            detail = {**detail, "reasons_sha256": text_sha256(detail["reason"])}
        key = (plan_id, *key_of(detail))
        record = records.get(key)
        named.add(key)
        if record is None or record.by not in {by, ANYBODY} or record.at != at or _differs(record, detail):
            yield Bad(plan_id, seq, what)
    yield from (Bad(int(str(key[0])), 0, what) for key in records if key not in named)


def _differs(record: _Record, detail: Mapping[str, object]) -> bool:
    return any(detail.get(name, value) != value for name, value in record.told.items())
