"""Offers of somebody else where a mentor does not answer: an invitation for days, or what a mentee wrote for a week."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.queries import unanswered, unasked
from coaching.queries.unanswered import SECOND_AFTER, WaitingWord
from plans.actions import next_mentor
from plans.models import Mentorship
from plans.queries.people import managers_of
from salesgym.notices.actions import notice
from salesgym.notices.actions.notice import Item

KIND = "coaching.second_mentor_offered"


def offer_for_invitations(*, at: datetime) -> int:
    """Keep whom to ask instead of everybody who has not answered for three of their working days; how many were found."""
    waiting = list(unasked.invitations_waiting(at=at))
    found = [next_mentor.offer_instead(mentorship=one, at=at) for one in waiting]
    return sum(person is not None for person in found)


def offer_second_mentors(*, at: datetime) -> int:
    """Offer rep and managers a second mentor, once for each wait of six days; how many notices were new."""
    words = list(unanswered.waiting_for_days(at=at, days=SECOND_AFTER))
    silent = unasked.without_offer({word.plan.pk: word.at for word in words})
    return sum(_offer_second(word, at) for word in words if word.plan.pk in silent)


@transaction.atomic
def _offer_second(word: WaitingWord, at: datetime) -> int:
    """Both or neither: an offer that stands is not made again, so that an untold one would stay untold."""
    pairing = next_mentor.offer_second(plan=word.plan, silent_since=word.at, at=at)
    if pairing is None:
        return 0
    return notice.give_many(KIND, list(_items(word, pairing)), at=at)


def _items(word: WaitingWord, pairing: Mentorship) -> Iterator[Item]:
    plan, instead = word.plan, pairing.offered
    if instead is None:
        return
    page = f"{reverse('coaching:plan_page', args=[plan.pk])}#people"
    said = {"mentor": pairing.mentor.first_name, "instead": instead.first_name, "rep": plan.rep.first_name}
    for person in [plan.rep, *managers_of(plan.rep)]:
        is_rep = person.pk == plan.rep_id
        words = (
            _("%(mentor)s has been quiet for a while. %(instead)s could help too")
            if is_rep
            else _("%(rep)s waits for a word of %(mentor)s. %(instead)s could help too")
        )
        yield Item(
            to=person,
            title=words % said,
            url=page,
            refs={"plan": plan.pk, "mentorship": pairing.pk},
            occurrence=word.at.isoformat(),
        )
