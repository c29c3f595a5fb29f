"""The mail about what others said on a plan."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.models import Comment
from plans.emails.letter import may_open_plan
from plans.models import Plan
from salesgym.kinds import Group, Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.notices.models import Outbox
from salesgym.people.models import User

Refs = Mapping[str, int]
RECENT = timedelta(days=4)


def _comments_for(recipient: User, refs: Refs, at: datetime) -> list[Comment]:
    """What the others said or edited on this plan since this person's last mail about it, the newest five, oldest first.

    After quiet hours several mails are due at once: the first one has all comments, so the others have none.
    """
    told = Outbox.objects.filter(
        kind="coaching.comment", recipient=recipient, ref_ids__plan=refs["plan"], sent_at__isnull=False
    ).aggregate(last=Max("sent_at"))["last"]
    since = max(told or at - RECENT, at - RECENT)
    said = Comment.objects.standing().filter(plan=refs["plan"]).exclude(author=recipient)
    said = said.filter(Q(created_at__gt=since) | Q(edited_at__gt=since))
    return list(said.select_related("author").order_by("-created_at")[:5])[::-1]


def comment_is_wanted(recipient: User, refs: Refs, at: datetime) -> bool:
    """Whether others have commented since this person's last mail, on an open plan that they may read."""
    may_read = Plan.objects.visible_to(recipient).open().filter(pk=refs["plan"]).exists()
    return may_read and bool(_comments_for(recipient, refs, at))


def comment(recipient: User, refs: Refs, at: datetime) -> Rendered:
    """The newest comments of the others, at most five, oldest first."""
    comments = _comments_for(recipient, refs, at)
    plan = Plan.objects.select_related("rep", "skill").get(pk=refs["plan"])
    context = {
        "plan": plan,
        "comments": comments,
        "first": comments[0].author,
        "is_rep": recipient.pk == plan.rep_id,
        "url": absolute(reverse("coaching:plan_page", args=[plan.pk]) + "#conversation"),
    }
    return render("comment", recipient=recipient, kind="coaching.comment", context=context)


KINDS = (
    Kind(
        name="coaching.comment",
        label=_("Somebody comments on a plan of yours"),
        policy=Policy.AT_MOST_ONCE,
        render=comment,
        still_wanted=comment_is_wanted,
        may_open=may_open_plan,
        group=Group.PEOPLE,
    ),
)
