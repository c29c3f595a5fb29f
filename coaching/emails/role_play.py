"""The mail about a role-play or a call that was scored: to the rep, or to the mentor where the rep did it."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.emails.letter import may_open_plan
from plans.models import Plan, Scoring
from salesgym.kinds import Group, Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.people.models import User

Refs = Mapping[str, int]
SCORED = "coaching.role_play_scored"


def scored_is_wanted(recipient: User, refs: Refs, at: datetime) -> bool:
    """While the plan is open and this person may read its scores."""
    may_read = Plan.objects.visible_to(recipient).open().filter(pk=refs["plan"]).exists()
    return may_read and Scoring.objects.visible_to(recipient).filter(pk=refs["scoring"]).exists()


def role_play_scored(recipient: User, refs: Refs, at: datetime) -> Rendered:
    """Each behavior with its score, and what was noted. How sure the rep feels is in no mail."""
    scoring = Scoring.objects.select_related("plan", "rep", "skill", "scored_by").get(pk=refs["scoring"])
    context = {
        "plan": scoring.plan,
        "scoring": scoring,
        "is_rep": recipient.pk == scoring.rep_id,
        "scores": list(scoring.scores.select_related("behavior").order_by("behavior__position", "pk")),
        "url": absolute(f"{reverse('coaching:plan_practice', args=[refs['plan']])}#scores"),
    }
    return render("role_play_scored", recipient=recipient, kind=SCORED, context=context)


KINDS = (
    Kind(
        name=SCORED,
        label=_("A role-play or call on a plan of yours is scored"),
        policy=Policy.AT_LEAST_ONCE,
        render=role_play_scored,
        still_wanted=scored_is_wanted,
        may_open=may_open_plan,
        group=Group.PROGRESS,
    ),
)
