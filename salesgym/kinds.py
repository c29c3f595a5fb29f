"""The registry of notice kinds: each app says in ready() what it tells people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Policy(StrEnum):
    """What to do when we cannot know whether a mail arrived."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


@dataclass(frozen=True)
class Rendered:
    """A notice as words: for the inbox a title and a link, for email all of it."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Kind:
    """One kind of notice and everything the pipeline must know about it.

    `render(recipient, refs, at)` builds the mail from current data. `still_wanted(recipient,
    refs, at)` is asked right before sending: may he still receive it, and does it still
    matter? `prefetch(items)` may load what a whole batch needs at once; its answer is passed
    to render and still_wanted as `loaded`.
    """

    name: str
    label: Any  # a lazy translation: shown where people choose what to hear about
    policy: Policy
    render: Callable[..., Rendered]
    still_wanted: Callable[..., bool]
    group: str = "plans"
    is_digest: bool = False
    ignores_quiet_hours: bool = False  # account mail: the person is waiting for it
    can_be_off: bool = True
    lifetime: timedelta | None = None
    in_app: bool = True
    prefetch: Callable[[Sequence[Any], datetime], Mapping[str, Any]] | None = None
    tags: frozenset[str] = field(default_factory=frozenset)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Each name belongs to one kind."""
    if kind.name in _kinds and _kinds[kind.name] is not kind:
        raise ValueError(f"notice kind {kind.name} is registered twice")
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind of this name; KeyError where no app registered it."""
    return _kinds[name]


def all_kinds() -> list[Kind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())
