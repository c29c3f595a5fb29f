"""The chain of a plan's history: each event carries a digest of itself and of the event before it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

# What stands in the first event of a plan in place of the digest of an earlier one.
START = "0" * 64


@dataclass(frozen=True)
class Link:
    """An event as the database holds it. `detail` is its text there, None once it was erased."""

    seq: int
    event: str
    actor_id: int | None
    at: datetime
    detail: str | None
    detail_sha256: str
    prev_hash: str
    hash: str


class Break(StrEnum):
    """What does not fit at the first bad link."""

    GAP = "gap"
    TEXT = "text"
    BEFORE = "before"
    ITSELF = "itself"


def text_sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def values_sha256(values: Iterable[object]) -> str:
    """The SHA-256 of these values, each on a line: numbers without zeros at their end, days as in 2026-01-05, nothing for None.

    Texts are choices of ours, without a line break.
    """
    return text_sha256("\n".join(_plain(value) for value in values))


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def link_sha256(*, plan_id: int, link: Link) -> str:
    """The digest that this event must carry: of its own columns and of `prev_hash`.

    The same bytes as the function plans_link of the database: each on a line of its own, nothing for no actor, the
    time in UTC with six digits of the second.
    """
    parts = (
        link.prev_hash,
        str(plan_id),
        str(link.seq),
        link.event,
        "" if link.actor_id is None else str(link.actor_id),
        link.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"),
        link.detail_sha256,
    )
    return text_sha256("\n".join(parts))


def first_break(plan_id: int, links: Iterable[Link]) -> tuple[int, Break] | None:
    """The number of the first event of this plan that does not fit, and what of it; None where all do.

    `links` come in the order of their numbers. An erased text has no digest to compare: the one in its row stays part
    of the chain.
    """
    return next(_breaks(plan_id, links), None)


def _breaks(plan_id: int, links: Iterable[Link]) -> Iterator[tuple[int, Break]]:
    before, expected = START, 1
    for link in links:
        if link.seq != expected:
            yield expected, Break.GAP
        if link.detail is not None and text_sha256(link.detail) != link.detail_sha256:
            yield link.seq, Break.TEXT
        if link.prev_hash != before:
            yield link.seq, Break.BEFORE
        if link_sha256(plan_id=plan_id, link=link) != link.hash:
            yield link.seq, Break.ITSELF
        before, expected = link.hash, link.seq + 1
