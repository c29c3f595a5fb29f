"""Promises of a check-in: made, worded anew and withdrawn until one side confirmed, kept, taken back, given up."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions import check_in, check_in_telling
from coaching.models import CheckIn, TalkPromise
from coaching.permissions import can_give_up_promise
from plans.actions import attachment, history
from plans.models import Commitment, Event, Plan
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.people.models import User


class AlreadyKept(Refused):
    """The promise is marked as kept already."""


class GivenUp(Refused):
    """The promise was released: it is not needed any more."""


class NotTheirs(Refused):
    """Somebody else leads the talk, and the promise was made to somebody else."""


class NotKept(Refused):
    """The promise is not marked as kept, or was on another day."""


class Withdrawn(Refused):
    """The promise was taken off the list meanwhile."""


@transaction.atomic
def promise(
    *, talk: CheckIn, owner: User, to: User, what: str, cue: str, due_on: date, at: datetime
) -> Commitment:
    """Write down what somebody owes the other by a day. `cue` is the situation of an if-then line, or "".

    The same line twice, as by a double click, is one promise.
    """
    found = check_in.lock(talk, at)
    check_in.refuse_confirmed(found)
    terms = {"promised_by": owner, "promised_to": to, "what": what, "cue": cue, "due_on": due_on}
    known = Commitment.objects.filter(talk__check_in=found, **terms).first()
    if known is not None:
        return known
    made = Commitment.objects.create(kind=Commitment.Kind.TALK, **terms)
    TalkPromise.objects.create(check_in=found, commitment=made)
    return made


@transaction.atomic
def withdraw(*, promise: TalkPromise, at: datetime) -> None:
    """Take a promise off the list again with its files, before anybody confirmed it. Withdrawn where it is."""
    found = check_in.lock(promise.check_in, at)
    check_in.refuse_confirmed(found)
    made = _locked(promise)
    attachment.forget(made)
    made.delete()


@transaction.atomic
def keep(*, promise: TalkPromise, by: User, at: datetime) -> Commitment:
    """Mark the promise as kept today. AlreadyKept where it is, GivenUp where it is not needed any more."""
    made = _locked(promise)
    if made.given_up_on is not None:
        raise GivenUp(_("This promise is not needed any more, so it stays as it is."))
    _refuse_kept(made)
    made.delivered_on, made.delivered_by = local_day(at), by
    made.save(update_fields=["delivered_on", "delivered_by"])
    _record(promise, made, event=Event.CHECK_IN_PROMISE_KEPT, by=by, at=at)
    return made


@transaction.atomic
def take_back(*, promise: TalkPromise, by: User, at: datetime) -> Commitment:
    """Mark a promise that was marked as kept today as open again. NotKept where it was not, or on another day."""
    made = _locked(promise)
    if made.delivered_on is None or made.delivered_on != local_day(at):
        raise NotKept(_("Only what was marked today can be taken back."))
    made.delivered_on = made.delivered_by = None
    made.save(update_fields=["delivered_on", "delivered_by"])
    _record(promise, made, event=Event.CHECK_IN_PROMISE_REOPENED, by=by, at=at)
    return made


def _record(promise: TalkPromise, made: Commitment, *, event: Event, by: User, at: datetime) -> None:
    """Tell the history of the talk's plan while it is open."""
    plan = promise.check_in.plan
    if plan is not None and plan.is_open and plan.status != Plan.Status.DRAFT:
        told = {"check_in": promise.check_in_id, "promise": made.pk, "what": made.what}
        history.record(plan=plan, actor=by, event=event, at=at, detail=told)


@transaction.atomic
def give_up(*, promise: TalkPromise, by: User, at: datetime) -> Commitment:
    """Release a promise that is not needed any more: nobody owes it from today on, and its people are told.

    A second click changes nothing. AlreadyKept where it was kept. NotTheirs where they promised it themselves, or
    neither lead the talk today nor were promised it.
    """
    if not can_give_up_promise(by, promise):
        raise NotTheirs(
            _(
                "Only who leads the talk, or waits for this, can say that it is not needed: never who promised it."
            )
        )
    made = _locked(promise)
    _refuse_kept(made)
    if made.given_up_on is None:
        made.given_up_on = local_day(at)
        made.save(update_fields=["given_up_on"])
        _record(promise, made, event=Event.CHECK_IN_PROMISE_GIVEN_UP, by=by, at=at)
        check_in_telling.released(promise, made, by=by, at=at)
    return made


def _refuse_kept(made: Commitment) -> None:
    if made.delivered_on is not None:
        raise AlreadyKept(_("This promise is marked as kept already."))


def _locked(promise: TalkPromise) -> Commitment:
    made = Commitment.objects.select_for_update(of=("self",)).filter(pk=promise.commitment_id).first()
    if made is None:
        raise Withdrawn(_("This promise was taken off the list meanwhile."))
    return made
