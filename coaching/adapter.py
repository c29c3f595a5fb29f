"""What coaching adds to hooks: where a person who was found by name leads, and what an inbox tells of."""

from collections.abc import Sequence
from html import unescape

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from coaching.actions.comment import BATCH
from coaching.models import Comment
from coaching.queries import inbox
from coaching.queries.find import open_plans
from coaching.templatetags.markdown import markdown
from plans.models import Plan
from salesgym.notices.models import Notice
from salesgym.notices.queries.inbox import Told
from salesgym.people.models import User
from salesgym.people.queries.directory import Link

BEGINNING = 160  # characters of what was said that the inbox shows


def links(user: User, people: Sequence[User]) -> dict[int, list[Link]]:
    """The plan page of each of these people with an open plan that this person may see."""
    return {
        rep: [Link(_("Open plan"), reverse("coaching:plan_page", args=[pk]))]
        for rep, pk in open_plans(user, people).items()
    }


def notice_words(user: User, notices: Sequence[Notice]) -> dict[int, Told]:
    """The plan that each notice is about, and how the comment that it tells of begins, in two queries at most."""
    plans = inbox.plans_of(user, {notice.ref_ids["plan"] for notice in notices if "plan" in notice.ref_ids})
    about = {notice.pk: plans.get(notice.ref_ids.get("plan", 0)) for notice in notices}
    times = {
        notice.pk: inbox.Stretch(notice.ref_ids["plan"], *inbox.quarter(notice.at, BATCH))
        for notice in notices
        if notice.kind == "coaching.comment" and about[notice.pk]
    }
    said = inbox.said_in(user, times.values())
    return {
        pk: _told(user, plan, said.get(times[pk]) if pk in times else None)
        for pk, plan in about.items()
        if plan is not None
    }


def _told(user: User, plan: Plan, comment: Comment | None) -> Told:
    is_own = user.pk == plan.rep_id
    about = str(plan.skill) if is_own else _("%(name)s, %(focus)s") % {"name": plan.rep, "focus": plan.skill}
    if comment is None:
        return Told(about)
    said = {"name": comment.author.first_name, "rep": plan.rep.first_name}
    if comment.author_id == plan.rep_id:
        who = said["name"]
    else:
        who = (_("%(name)s to you") if is_own else _("%(name)s to %(rep)s")) % said
    words = " ".join(unescape(strip_tags(markdown(comment.body))).split())
    return Told(about, who, Truncator(words).chars(BEGINNING))
