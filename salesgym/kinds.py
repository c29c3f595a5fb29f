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
    """A mail as words, ready to send."""

    subject: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of notice and everything the pipeline must know about it.

    `render(recipient, refs, at)` builds the mail from current data. `still_wanted(recipient,
    refs, at)` is asked right before sending: may he still receive it, and does it still
    matter? `prefetch(items, at)` gets the (recipient, refs) pairs of a whole batch and loads
    what they need at once; where a kind has it, its answer is passed to render and
    still_wanted as `loaded=`. Account mail brings its words along and has neither.

    A mail not sent within `lifetime` after it was due is dropped, visibly.
    """

    name: str
    label: Any  # a lazy translation: shown where people choose what to hear about
    policy: Policy
    render: Callable[..., Rendered] | None = None
    still_wanted: Callable[..., bool] | None = None
    group: str = "plans"
    is_digest: bool = False  # sent in large batches, marked a hundred at a time
    ignores_quiet_hours: bool = False  # account mail: the person is waiting for it
    can_be_off: bool = True
    lifetime: timedelta | None = None
    in_app: bool = True
    # May this person still open what the notice points at? Without it: yes.
    may_open: Callable[..., bool] | None = None
    prefetch: Callable[[Sequence[Any], datetime], Mapping[Any, Any]] | None = None
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


def find(name: str) -> Kind | None:
    """The kind of this name, if any app registered it."""
    return _kinds.get(name)


def all_kinds() -> list[Kind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())


def forget(name: str) -> None:
    """Take a kind out again: for tests that bring their own."""
    _kinds.pop(name, None)


Moment = tuple[int, datetime]  # a person's id, and when we would like to write to him
NextAllowed = Callable[[int, datetime], datetime]
ManyAllowed = Callable[[Sequence[Moment]], list[datetime]]


@dataclass
class _Calendar:
    one: NextAllowed
    many: ManyAllowed | None = None


_calendar = _Calendar(one=lambda _person_id, at: at)


def set_calendar(next_allowed: NextAllowed, *, many: ManyAllowed | None = None) -> None:
    """Let the app that knows people say when each may be written to.

    `next_allowed(person_id, at)` gives `at`, or the first moment after it that is outside his
    quiet hours, free days and leave. `many` answers a whole batch in a few queries.
    """
    _calendar.one = next_allowed
    _calendar.many = many


def allowed_times(moments: Sequence[Moment]) -> list[datetime]:
    """When each of these people may be written to at the earliest, in the order asked."""
    if not moments:
        return []
    if _calendar.many is not None:
        return _calendar.many(moments)
    return [_calendar.one(person_id, at) for person_id, at in moments]
