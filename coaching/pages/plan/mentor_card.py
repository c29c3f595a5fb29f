"""What the card of people says about the mentor: how soon they answer, whom to ask as well, why there is none."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages.board import mentor_needs
from coaching.queries.mentor_needs import MentorWaits
from coaching.queries.opened_plan import OpenedPlan
from plans import permissions
from plans.models import Mentorship
from salesgym.people.models import User

# The words for how soon an answer comes, each up to so many days; a longer wait is not said.
DAY, TWO_DAYS, WEEK = timedelta(days=1), timedelta(days=2), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who could be asked: a sentence, and the one click."""

    text: str
    verb: str
    url: str


def answers_words(usual: timedelta | None) -> str:
    """Usually answers within a day. Empty while too little is known, and for waits of more than a week."""
    if usual is None or usual > WEEK:
        return ""
    if usual <= DAY:
        return _("Usually answers within a day")
    return _("Usually answers within two days") if usual <= TWO_DAYS else _("Usually answers within a week")


def offer(opened: OpenedPlan, reader: User) -> Offer | None:
    """Whom either party could ask with one click; None where nobody was offered."""
    plan, need = opened.plan, opened.mentor_need
    if need is None or not need.instead or not permissions.can_ask_next_mentor(reader, plan):
        return None
    words = {
        MentorWaits.INVITATION: _("%(mentor)s has not answered. %(instead)s could be asked instead."),
        MentorWaits.DECLINED: _("%(instead)s could be asked instead."),
        MentorWaits.SECOND: _(
            "%(mentor)s has been quiet for a while. %(instead)s could take over; %(mentor)s stays until they say yes."
        ),
    }[MentorWaits(need.waits)]
    return Offer(
        words % {"mentor": need.name, "instead": need.instead},
        _("Ask %(name)s") % {"name": need.instead},
        mentor_needs.ask_url(need),
    )


def second_asked(opened: OpenedPlan, reader: User) -> str:
    """Who was asked beside a mentor, for the two who may take that back; "" where nobody was."""
    plan, pairing = opened.plan, opened.pairing
    if plan.mentor is None or pairing is None or pairing.status != Mentorship.Status.ASKED:
        return ""
    if not permissions.can_take_back_invitation(reader, plan):
        return ""
    said = _("%(name)s is asked to take over. %(mentor)s stays until they say yes.")
    return said % {"name": pairing.name.split()[0], "mentor": plan.mentor.first_name}


def sheet_url(opened: OpenedPlan, reader: User) -> str:
    """The sheets of the pair, for the two of them while the plan works; "" for anybody else, or without a mentor."""
    plan = opened.plan
    is_of_pair = plan.mentor_id is not None and reader.pk in {plan.rep_id, plan.mentor_id}
    return reverse("coaching:pair_sheets", args=[plan.pk]) if is_of_pair and plan.is_working else ""


def reason(opened: OpenedPlan, reader: User) -> str:
    """Why the plan goes without a mentor, for whoever manages the rep; "" where there is one, or somebody is asked."""
    plan = opened.plan
    is_without = plan.mentor_id is None and opened.mentor_need is None
    return plan.no_mentor_reason if is_without and permissions.manages(reader, plan) else ""
