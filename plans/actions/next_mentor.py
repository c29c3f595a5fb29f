"""Somebody else is asked to be the mentor: after a no, after days without an answer, or where a mentor is silent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import mentor
from plans.actions.mentor import CannotMentor, PlaceIsTaken
from plans.actions.version import lock
from plans.models import Mentorship, Plan
from plans.queries import mentors
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.people.models import User

ASKED, ACCEPTED = Mentorship.Status.ASKED, Mentorship.Status.ACCEPTED


class NobodyOffered(Refused):
    """Nobody was offered in place of this person, or that offer is over."""


def ask_next(*, mentorship: Mentorship, by: User, at: datetime) -> Mentorship:
    """Ask whoever was offered in place of this person; sent twice, they are asked once.

    An invitation without an answer is taken back; a mentor stays until the one who is asked says yes. Raises
    NobodyOffered, PlaceIsTaken, and CannotMentor where the person can no longer be asked: then another is offered.
    """
    asked = _ask(mentorship, by, at)
    if asked is not None:
        return asked
    raise CannotMentor(_renew(mentorship, at))


@transaction.atomic
def _ask(mentorship: Mentorship, by: User, at: datetime) -> Mentorship | None:
    """The invitation; None where the person who was offered can no longer be asked."""
    plan = lock(mentorship.plan)
    mentorship = plan.mentorships.select_related("offered").get(pk=mentorship.pk)
    if mentorship.offered is None or not plan.is_working:
        raise NobodyOffered(_("Nobody is offered here any more. Choose somebody on the plan's page."))
    waiting = plan.mentorships.filter(status=ASKED).select_related("mentor").first()
    if waiting is not None and waiting.mentor_id == mentorship.offered_id:
        return waiting
    if _is_over(mentorship, plan, waiting):
        raise PlaceIsTaken(_("Somebody else was asked meanwhile, or is the mentor. Look at the plan's page."))
    if not mentors.may_mentor(plan, mentorship.offered, on=local_day(at)):
        return None
    if waiting is not None:
        mentor.withdraw(waiting, by=by, at=at)
    return mentor.ask(plan, mentorship.offered, by=by, at=at)


def _is_over(mentorship: Mentorship, plan: Plan, waiting: Mentorship | None) -> bool:
    """Whether the plan has moved on since the offer: another person is asked, or is the mentor."""
    if waiting is not None:
        return waiting.pk != mentorship.pk
    return plan.mentor_id is not None and mentorship.status != ACCEPTED


@transaction.atomic
def _renew(mentorship: Mentorship, at: datetime) -> str:
    """Offer somebody else, and say so."""
    plan = lock(mentorship.plan)
    mentorship = plan.mentorships.select_related("offered").get(pk=mentorship.pk)
    mentorship.plan = plan
    gone = mentorship.offered
    found = mentor.offer(mentorship, at=at, but=[gone.pk] if gone else [])
    words = {"name": gone.first_name if gone else "", "next": found.first_name if found else ""}
    if found is None:
        return _("%(name)s has no room any more or is away. Choose somebody on the plan's page.") % words
    return _("%(name)s has no room any more or is away. %(next)s could be asked instead.") % words


@transaction.atomic
def offer_instead(*, mentorship: Mentorship, at: datetime) -> User | None:
    """Whom to ask in place of somebody who has not answered, kept once; None where the answer came, or nobody fits."""
    plan = lock(mentorship.plan)
    mentorship = plan.mentorships.get(pk=mentorship.pk)
    if mentorship.status != ASKED or mentorship.offered_at is not None or not plan.is_open:
        return None
    mentorship.plan = plan
    return mentor.offer(mentorship, at=at)


@transaction.atomic
def offer_second(*, plan: Plan, silent_since: datetime, at: datetime) -> Mentorship | None:
    """The mentor's pairing, with whom to ask in their place: once for each time that they fall silent.

    None where that was done, where somebody is asked already, or where nobody fits.
    """
    plan = lock(plan)
    running = plan.mentorships.filter(status__in=[ASKED, ACCEPTED]).select_related("mentor")
    of = {one.status: one for one in running}
    pairing = of.get(ACCEPTED)
    if pairing is None or ASKED in of or not plan.is_working:
        return None
    if pairing.offered_at is not None and pairing.offered_at >= silent_since:
        return None
    pairing.plan = plan
    return pairing if mentor.offer(pairing, at=at) is not None else None
