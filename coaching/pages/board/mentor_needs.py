"""Lines of the queue about the mentor of a plan: nobody has answered, a no, a mentor who has gone silent."""

from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages.board.need import Need, Waiting
from coaching.queries.mentor_needs import MentorNeed, MentorWaits
from plans.models import Plan
from salesgym.people.pages.sentence import sentence


def waiting(plan: Plan, need: MentorNeed | None, since: date | None) -> list[Waiting]:
    """The line for this plan, if anything waits about its mentor."""
    if need is None:
        return []
    build = {
        MentorWaits.INVITATION: _invitation,
        MentorWaits.DECLINED: _declined,
        MentorWaits.SECOND: _silent,
    }[MentorWaits(need.waits)]
    return [Waiting(need.waits, since, partial(build, plan, need))]


def ask_words(need: MentorNeed) -> str:
    """The verb of the one click: Ask Noah instead."""
    return _("Ask %(name)s instead") % {"name": need.instead}


def ask_url(need: MentorNeed) -> str:
    """Where the one click goes."""
    return reverse("plans:ask_next_mentor", args=[need.mentorship])


def _invitation(plan: Plan, need: MentorNeed) -> Need:
    title = _("%(mentor)s has not answered about %(name)s yet")
    text = _("Asked to mentor %(focus)s. A word in passing often helps, or ask somebody else.")
    return _line(plan, need, "user-round-plus", title, text % {"focus": plan.skill}, _("See the invitation"))


def _declined(plan: Plan, need: MentorNeed) -> Need:
    title = (
        _("%(mentor)s cannot be %(name)s's mentor. Ask %(instead)s instead?")
        if need.instead
        else _("%(name)s has no mentor: the person who was asked cannot")
    )
    text = _("%(focus)s. Ask somebody else while the plan is young.") % {"focus": plan.skill}
    elsewhere = reverse("plans:invite_mentor", args=[plan.pk])
    return _line(plan, need, "user-round-x", title, text, _("Ask somebody"), elsewhere)


def _silent(plan: Plan, need: MentorNeed) -> Need:
    title = _("%(name)s waits for a word of %(mentor)s. Ask %(instead)s as well?")
    text = _("%(mentor)s stays the mentor until %(instead)s says yes, and is thanked then.")
    said = {"mentor": need.name, "instead": need.instead}
    return _line(plan, need, "user-round-plus", title, text % said, _("See the plan"))


def _line(
    plan: Plan, need: MentorNeed, icon: str, title: str, text: str, verb: str, elsewhere: str = ""
) -> Need:
    """One click asks who was offered; where nobody was, the verb leads to a page."""
    said = {"mentor": need.name, "name": plan.rep.first_name, "instead": need.instead}
    page = f"{reverse('coaching:plan_page', args=[plan.pk])}#people"
    return Need(
        need.waits,
        icon,
        "",
        sentence(title, said, name=plan.rep_id),
        text,
        ask_words(need) if need.instead else verb,
        elsewhere or page,
        ask_url(need) if need.instead else "",
    )
