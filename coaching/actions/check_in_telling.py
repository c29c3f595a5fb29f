"""Tells the other side of a check-in what changed, in the transaction of the change."""

from datetime import datetime

from django.utils.translation import gettext as _

from coaching.models import CheckIn, CheckInKind, TalkPromise
from coaching.pages.check_ins.addresses import promise_url, talk_url
from coaching.queries import talk_found
from plans.models import Commitment
from plans.queries import people
from salesgym.notices.actions import notice
from salesgym.people.models import User


def confirm_wanted(talk: CheckIn, *, by: User, at: datetime) -> None:
    """One side confirmed: the other is asked, once for each talk and person."""
    title = _("%(name)s confirmed your check-in. Is this what you agreed?") % {"name": by.first_name}
    _give("coaching.check_in_confirm", talk, _others(talk, by), title, at)


def seen_differently(talk: CheckIn, *, at: datetime) -> None:
    """The rep sees it differently: who leads is asked to answer."""
    title = _("%(name)s sees your check-in differently") % {"name": talk.rep.first_name}
    _give("coaching.check_in_differs", talk, leaders(talk), title, at)


def answered(talk: CheckIn, *, by: User, at: datetime) -> None:
    """The rep's other view was answered."""
    title = _("%(name)s answered how you see your check-in") % {"name": by.first_name}
    _give("coaching.check_in_answered", talk, [talk.rep], title, at)


def released(promise: TalkPromise, made: Commitment, *, by: User, at: datetime) -> None:
    """A promise is not needed any more: who made it and who waits for it are told, where they may still read it."""
    title = _("%(name)s says that this is not needed any more: %(what)s")
    people = {one.pk: one for one in (made.promised_by, made.promised_to) if one is not None and one != by}
    for person in people.values():
        if talk_found.promise(person, promise.pk) is None:
            continue
        notice.give(
            "coaching.promise_released",
            to=person,
            refs={"check_in": promise.check_in_id, "promise": promise.pk, "by": by.pk},
            title=title % {"name": by.first_name, "what": made.what},
            url=promise_url(promise.check_in, is_side=talk_found.opens(person, promise.check_in)),
            at=at,
        )


def leaders(talk: CheckIn) -> list[User]:
    """Who leads it today: the rep's managers, or the mentor of the pair."""
    return [talk.led_by] if talk.kind == CheckInKind.PAIR else people.managers_of(talk.rep)


def _others(talk: CheckIn, by: User) -> list[User]:
    return leaders(talk) if by.pk == talk.rep_id else [talk.rep]


def _give(kind: str, talk: CheckIn, to: list[User], title: str, at: datetime) -> None:
    notice.give(
        kind,
        to=to,
        refs={"check_in": talk.pk},
        occurrence=str(talk.pk),
        title=title,
        url=talk_url(talk),
        at=at,
    )
