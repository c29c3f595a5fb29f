"""The type of a kind of notice, and the kinds that the apps have added to the hook `notice_kinds`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from salesgym import hooks

# How long after it was due a mail may still go out, for whatever reason it waits. Then the delivery page lists it as too
# late. A digest waits until the next one is due, an invitation as long as its link works.
LIFE_OF_REMINDERS = timedelta(days=3)
LIFE_OF_OTHERS = timedelta(days=7)
LIFE_OF_ACCOUNT_MAIL = timedelta(minutes=10)  # somebody waits for it, and may ask again


class Policy(StrEnum):
    """What to do with a mail when nobody can know whether it arrived."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


class Group(StrEnum):
    """The kinds that people turn on and off together: what they are told of, as they see it."""

    WAITS = "waits"
    PROGRESS = "progress"
    PEOPLE = "people"
    LETTERS = "letters"


@dataclass(frozen=True)
class Attachment:
    """One file of a mail; `mime` may carry parameters, as a calendar's method."""

    name: str
    content: str
    mime: str


@dataclass(frozen=True)
class Rendered:
    """A mail's subject, text, HTML and files, ready to send."""

    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    # What it is about is not said to whoever looks over a shoulder, as a formal plan is not.
    is_discreet: bool = False


@dataclass(frozen=True)
class Line:
    """One thing that is told along with others in one mail: in a line, and a link to its page."""

    title: str
    url: str


@dataclass(frozen=True)
class Kind:
    """One kind of notice and everything the pipeline must know about it.

    `render(recipient, refs, at)` builds the mail from current data. `still_wanted(recipient,
    refs, at)` is asked right before sending: may they still receive it, and does it still
    matter? `prefetch(items, at)` gets the (recipient, refs) pairs of a whole batch and loads
    what they need at once; where a kind has it, its answer is passed to render and
    still_wanted as `loaded=`. Account mail is stored with its text and needs none of the three.

    A mail not sent within `lifetime` after it was due is not sent; the delivery page lists it as too late.
    """

    name: str
    label: Any  # a lazy translation: shown where people choose what to hear about
    policy: Policy
    render: Callable[..., Rendered] | None = None
    still_wanted: Callable[..., bool] | None = None
    group: Group = Group.PROGRESS
    # Many at the same hour: claimed and written in large batches; its `render` gets as `also` the lines of what goes along.
    is_digest: bool = False
    # A reminder that may be a line of another mail to the same person, where both are due at the same moment.
    goes_along: bool = False
    ignores_quiet_hours: bool = False  # account mail: the person is waiting for it
    can_be_off: bool = True
    lifetime: timedelta = LIFE_OF_OTHERS
    in_app: bool = True
    by_email: bool = True  # without it the notice in the app is all, and `render` is never called
    # Whether this person may still open the page that the notice links to; without it they always may.
    may_open: Callable[..., bool] | None = None
    prefetch: Callable[[Sequence[Any], datetime], Any] | None = None


def get(name: str) -> Kind:
    """The kind of this name; KeyError where no app added it."""
    kind = find(name)
    if kind is None:
        raise KeyError(name)
    return kind


def find(name: str) -> Kind | None:
    """The kind of this name, if any app added it."""
    return hooks.notice_kinds.find(name)


def all_kinds() -> list[Kind]:
    """Every kind, in the order in which apps added them."""
    return list(hooks.notice_kinds)


def allowed_times(moments: Sequence[tuple[int, datetime]]) -> list[datetime]:
    """For each (person id, moment), in order: when that person may be written to, at the moment or later."""
    people = [person_id for person_id, _at in moments]
    times = [at for _person_id, at in moments]
    for later in hooks.writing_times if moments else ():
        times = list(later(list(zip(people, times, strict=True))))
    return times
