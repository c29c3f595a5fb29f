"""Mentoring of a plan: a person is invited, accepts or declines, and the pairing is ended."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.actions import announcement, history
from plans.actions.version import lock, save
from plans.models import Event, Mentorship, Plan
from plans.models.mentorship import MENTOR_CAPACITY
from plans.queries import mentors
from plans.queries.calendar import local_day
from plans.queries.people import managing
from salesgym.errors import Refused
from salesgym.people.models import User

OPEN = (Mentorship.Status.ASKED, Mentorship.Status.ACCEPTED)


class CannotMentor(Refused):
    """This person cannot be this plan's mentor, or the plan cannot have one; the message says why."""


class PlaceIsTaken(Refused):
    """The plan has a mentor, or an invitation that waits for an answer."""


class NotWaiting(Refused):
    """The invitation was answered or taken back, or the plan is closed."""


class NobodyToEnd(Refused):
    """The plan has no mentor, or no invitation that waits."""


@transaction.atomic
def invite(
    *, plan: Plan, mentor: User, by: User, at: datetime, message: str = "", is_agreed: bool = False
) -> Mentorship:
    """Invite a person to mentor this plan. Raises CannotMentor, or PlaceIsTaken for a second invitation.

    Whom both signed for (`is_agreed`) is asked although they are away.
    """
    plan = lock(plan)
    _refuse_wrong_person(plan, mentor)
    if not is_agreed:
        _refuse_away(mentor, at)
    if plan.status in {Plan.Status.DRAFT, Plan.Status.CLOSED}:
        raise CannotMentor(_("A mentor is asked once the plan is agreed and while it runs."))
    waiting = plan.mentorships.filter(status__in=OPEN).select_related("mentor").first()
    if waiting is not None:
        raise PlaceIsTaken(_taken(waiting))
    return ask(plan, mentor, by=by, at=at, message=message)


def ask(plan: Plan, mentor: User, *, by: User, at: datetime, message: str = "") -> Mentorship:
    """Ask a person who may be asked for a locked plan on which nobody else is asked. PlaceIsTaken where somebody is."""
    try:
        with transaction.atomic():
            mentorship = Mentorship.objects.create(
                plan=plan, mentor=mentor, invited_by=by, message=message.strip(), asked_at=at
            )
    except IntegrityError as error:
        raise PlaceIsTaken(_("Somebody has been asked a moment ago. Wait for the answer first.")) from error
    _record(mentorship, Event.MENTOR_ASKED, by, at)
    announcement.mentor_invited(mentorship, at=at)
    return mentorship


@transaction.atomic
def accept(*, mentorship: Mentorship, at: datetime, answer: str = "") -> Mentorship:
    """Accept the invitation: the person is the plan's mentor from now on. CannotMentor over `MENTOR_CAPACITY`.

    Whoever was the mentor until now is thanked.
    """
    # Lock the person's row first, so that two answers at the same time cannot exceed the limit together.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=mentorship.mentor_id)
    mentorship = _lock_waiting(mentorship)
    plan = mentorship.plan
    if managing(plan.rep).filter(pk=mentorship.mentor_id).exists():
        raise CannotMentor(
            _(
                "You manage %(rep)s by now, and a mentor stands beside that. Decline, so that a peer can be asked."
            )
            % {"rep": plan.rep.first_name}
        )
    if mentors.is_full(mentorship.mentor):
        raise CannotMentor(
            _("You mentor %(count)s people already. End one pairing first, or decline this time.")
            % {"count": MENTOR_CAPACITY}
        )
    _thank_former(plan, at)
    _answer(mentorship, Mentorship.Status.ACCEPTED, answer, at)
    plan.mentor = mentorship.mentor
    save(plan, "mentor")
    _record(mentorship, Event.MENTOR_ACCEPTED, mentorship.mentor, at)
    announcement.mentor_answered(mentorship, at=at)
    return mentorship


@transaction.atomic
def decline(*, mentorship: Mentorship, at: datetime, answer: str = "") -> Mentorship:
    """Decline the invitation, so that somebody else can be invited: the next match is offered at once."""
    mentorship = _lock_waiting(mentorship)
    _answer(mentorship, Mentorship.Status.DECLINED, answer, at)
    silent = mentorship.plan.mentorships.filter(status=Mentorship.Status.ACCEPTED).first()
    offer(silent or mentorship, at=at)
    _record(mentorship, Event.MENTOR_DECLINED, mentorship.mentor, at)
    announcement.mentor_answered(mentorship, at=at)
    return mentorship


def offer(mentorship: Mentorship, *, at: datetime, but: Collection[int] = ()) -> User | None:
    """Keep with a mentorship of a locked plan whom to ask instead, but none of these ids; None where nobody fits."""
    mentorship.offered = mentors.next_match(mentorship.plan, on=local_day(at), but=but)
    mentorship.offered_at = at
    mentorship.save(update_fields=["offered", "offered_at"])
    return mentorship.offered


@transaction.atomic
def end(*, plan: Plan, by: User, at: datetime) -> Mentorship:
    """End the pairing: a former mentor loses access at once. NobodyToEnd without a mentor.

    With a party's end goes the invitation beside it; a mentor who steps down leaves it to who was asked to follow.
    """
    plan = lock(plan)
    pairing = (
        plan.mentorships.filter(status=Mentorship.Status.ACCEPTED).select_related("mentor", "plan").first()
    )
    if pairing is None:
        raise NobodyToEnd(_("There is no mentor on this plan any more."))
    if by.pk == pairing.mentor_id:
        plan.mentor = None
        _end_pairing(pairing, by=by, at=at)
    else:
        end_open(plan, by=by, at=at)
    save(plan, "mentor")
    return pairing


@transaction.atomic
def take_back(*, plan: Plan, by: User, at: datetime) -> Mentorship:
    """Take back the invitation that waits, and nothing else: a mentor beside it stays. NobodyToEnd without one."""
    plan = lock(plan)
    waiting = plan.mentorships.filter(status=Mentorship.Status.ASKED).select_related("mentor", "plan").first()
    if waiting is None:
        raise NobodyToEnd(_("No invitation waits on this plan any more. Look at who is on it now."))
    withdraw(waiting, by=by, at=at)
    return waiting


def end_open(plan: Plan, *, by: User | None, at: datetime) -> None:
    """End the pairing and the invitation of a locked plan, which the caller saves, where there are any."""
    plan.mentor = None
    for mentorship in plan.mentorships.filter(status__in=OPEN).select_related("mentor", "plan"):
        end_one = withdraw if mentorship.status == Mentorship.Status.ASKED else _end_pairing
        end_one(mentorship, by=by, at=at)


def withdraw(mentorship: Mentorship, *, by: User | None, at: datetime) -> None:
    """Take an invitation of a locked plan back."""
    stop(mentorship, at=at)
    _record(mentorship, Event.MENTOR_TAKEN_BACK, by, at)


def _end_pairing(mentorship: Mentorship, *, by: User | None, at: datetime) -> None:
    stop(mentorship, at=at)
    _record(mentorship, Event.MENTOR_ENDED, by, at)


def stop(mentorship: Mentorship, *, at: datetime) -> None:
    """End a pairing, or take an invitation back."""
    mentorship.status = Mentorship.Status.ENDED
    mentorship.ended_at = at
    mentorship.save(update_fields=["status", "ended_at"])


def _thank_former(plan: Plan, at: datetime) -> None:
    former = (
        plan.mentorships.filter(status=Mentorship.Status.ACCEPTED).select_related("mentor", "plan").first()
    )
    if former is not None:
        stop(former, at=at)
        _record(former, Event.MENTOR_HANDED_ON, former.mentor, at)
        announcement.mentor_thanked(former, at=at)


def _refuse_wrong_person(plan: Plan, mentor: User) -> None:
    if mentor.pk == plan.rep_id:
        raise CannotMentor(_("A mentor is somebody else than the rep. Choose another person."))
    if not mentor.is_active:
        raise CannotMentor(_("%(name)s can no longer sign in. Choose another person.") % {"name": mentor})
    if managing(plan.rep).filter(pk=mentor.pk).exists():
        raise CannotMentor(
            _("%(name)s manages %(rep)s. A mentor stands beside that: choose another person.")
            % {"name": mentor.first_name, "rep": plan.rep.first_name}
        )


def _refuse_away(mentor: User, at: datetime) -> None:
    leave = mentors.away_for_long(local_day(at)).filter(person=mentor).order_by("-ends_on").first()
    if leave is not None:
        raise CannotMentor(
            _("%(name)s is away until %(day)s. Ask somebody who can begin now.")
            % {"name": mentor.first_name, "day": date_format(leave.ends_on, "j F")}
        )


def _taken(mentorship: Mentorship) -> str:
    name = {"name": mentorship.mentor.first_name}
    if mentorship.status == Mentorship.Status.ACCEPTED:
        return _("%(name)s is the mentor on this plan. End that pairing first.") % name
    return _("%(name)s has been asked. Wait for the answer, or take the invitation back first.") % name


def _lock_waiting(mentorship: Mentorship) -> Mentorship:
    plan = lock(mentorship.plan)
    found = Mentorship.objects.select_for_update(of=("self",)).select_related("mentor", "invited_by")
    mentorship = found.get(pk=mentorship.pk)
    mentorship.plan = plan
    if mentorship.status != Mentorship.Status.ASKED or not plan.is_open:
        raise NotWaiting(
            _("This invitation is no longer waiting for an answer. Thank you for looking at it.")
        )
    return mentorship


def _answer(mentorship: Mentorship, status: Mentorship.Status, answer: str, at: datetime) -> None:
    mentorship.status = status
    mentorship.answered_at = at
    mentorship.answer = answer.strip()
    # Who was offered while they had not answered is past with the answer.
    mentorship.offered = mentorship.offered_at = None
    mentorship.save(update_fields=["status", "answered_at", "answer", "offered", "offered_at"])


def _record(mentorship: Mentorship, event: Event, actor: User | None, at: datetime) -> None:
    detail: dict[str, object] = {"mentor": mentorship.mentor_id, "name": str(mentorship.mentor)}
    if event in {Event.MENTOR_ACCEPTED, Event.MENTOR_DECLINED} and mentorship.answer:
        detail["answer"] = mentorship.answer
    history.record(plan=mentorship.plan, actor=actor, event=event, at=at, detail=detail)
