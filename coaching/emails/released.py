"""The mail about a promise of a check-in that is not needed any more: to who made it, and to who waited for it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.emails import talk
from coaching.models import TalkPromise
from coaching.pages.check_ins.addresses import promise_url
from coaching.queries import talk_found, talk_promise
from plans.emails.letter import Letter, kind_of
from plans.emails.matter import Refs
from salesgym.kinds import Group
from salesgym.notices.emails import absolute
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Told:
    """One promise, who released it, and who reads of that."""

    promise: TalkPromise
    by: User
    reader: User
    is_side: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a batch of these mails is about. `mentoring` has the (mentor id, rep id) of today."""

    talks: talk.Loaded
    promises: Mapping[int, TalkPromise]
    people: Mapping[int, User]
    mentoring: set[tuple[int, int]]


def prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> Loaded:
    """The same number of queries for any number of mails."""
    promises = TalkPromise.objects.select_related("check_in", "commitment__promised_by").in_bulk(
        {int(refs["promise"]) for _person, refs in items}
    )
    return Loaded(
        talks=talk.prefetch(items, at),
        promises=promises,
        people=User.objects.in_bulk({int(refs["by"]) for _person, refs in items}),
        mentoring=talk_promise.mentoring_pairs({one.check_in.rep_id for one in promises.values()}),
    )


def told_of(reader: User, refs: Refs, at: datetime, loaded: Loaded | None) -> Told | None:
    """None where the promise is gone, or is not this person's to read any more."""
    everything = loaded or prefetch([(reader, refs)], at)
    promise = everything.promises.get(int(refs["promise"]))
    by = everything.people.get(int(refs["by"]))
    if promise is None or by is None:
        return None
    is_side = talk.told_of(reader, refs, at, everything.talks) is not None
    is_mentor = (reader.pk, promise.check_in.rep_id) in everything.mentoring
    is_own = is_mentor and reader.pk == promise.commitment.promised_by_id
    return Told(promise, by, reader, is_side) if is_side or is_own else None


def may_open(recipient: User, refs: Refs) -> bool:
    """The promise is this person's to read today."""
    return talk_found.promise(recipient, int(refs["promise"])) is not None


def _released(told: Told) -> dict[str, Any]:
    made = told.promise.commitment
    owner = made.promised_by or told.by
    if owner == told.reader:
        text = _("You promised it by %(day)s. Nobody expects it from you now.")
    else:
        text = _("%(owner)s promised it by %(day)s. Nobody owes it any more.")
    letter = Letter(
        subject=_("A promise of a check-in is not needed any more"),
        title=_("Not needed any more"),
        text=text % {"owner": owner.first_name, "day": date_format(made.due_on, "j F")},
        quote=made.what,
        quote_by=owner.name,
        button=_("See your promises"),
        url=absolute(promise_url(told.promise.check_in, is_side=told.is_side)),
    )
    why = _("You get this because you made this promise, or it was made to you.")
    return {**asdict(letter), "why": why}


KINDS = (
    kind_of(
        "coaching.promise_released",
        gettext_lazy("A promise of a check-in is not needed any more"),
        Group.PEOPLE,
        matter_of=told_of,
        prefetch=prefetch,
        context=_released,
        wanted=lambda told: told.promise.commitment.given_up_on is not None,
        may_open=may_open,
    ),
)
