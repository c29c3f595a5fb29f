"""The notices about the steps of a plan and their rewards: one function for each kind, which says who receives it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions.announcement import again, give, once, page_of
from plans.models import Event, Milestone, Plan, Reward, StepQuestion
from plans.queries.people import managers_of
from salesgym.people.models import User

# What can happen to a step again and again, each time as news.
OPENS_AGAIN = frozenset({"plans.milestone_sent_back", "plans.milestone_taken_back"})


def step_questioned(question: StepQuestion, plan: Plan, *, at: datetime) -> None:
    """Ask those who manage the rep today for an answer, once for each question."""
    give(
        "plans.step_questioned",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s finds step %(number)s vague and asks what it means")
        % {"rep": plan.rep.first_name, "number": question.position},
        url=reverse("plans:answer_step", args=[question.pk]),
        occurrence="",
        at=at,
        refs={"step_question": question.pk},
    )


def step_answered(question: StepQuestion, plan: Plan, *, at: datetime) -> None:
    give(
        "plans.step_answered",
        plan,
        to=[plan.rep],
        title=_("What step %(number)s means is answered") % {"number": question.position},
        url=reverse("plans:answer_step", args=[question.pk]),
        occurrence="",
        at=at,
        refs={"step_question": question.pk},
    )


def milestone_reached(milestone: Milestone, *, at: datetime) -> None:
    """Tell everybody on the plan. Managers get a second notice, that they can verify the step."""
    plan, kind = milestone.plan, "plans.milestone_reached"
    others = [*([plan.mentor] if plan.mentor else []), *managers_of(plan.rep)]
    own, theirs = _("You reached step %(number)s: %(title)s"), _("%(rep)s reached step %(number)s: %(title)s")
    _give_milestone(kind, milestone, to=[plan.rep], title=own, at=at)
    _give_milestone(kind, milestone, to=others, title=theirs, at=at)
    milestone_to_verify(milestone, at=at)


def milestone_to_verify(milestone: Milestone, *, at: datetime) -> None:
    """Tell the managers of today, once for each day on which the step is reached."""
    _give_milestone(
        "plans.milestone_to_verify",
        milestone,
        to=managers_of(milestone.plan.rep),
        title=_("Step %(number)s of %(rep)s is ready for you to verify: %(title)s"),
        at=at,
    )


def milestone_verified(milestone: Milestone, by: User, *, at: datetime) -> None:
    """Tell the rep and the mentor, if there is one, apart from who verified it."""
    plan = milestone.plan
    _give_milestone(
        "plans.milestone_verified",
        milestone,
        to=[plan.rep, *([plan.mentor] if plan.mentor and plan.mentor != by else [])],
        title=_("%(by)s verified step %(number)s: %(title)s"),
        words={"by": by.first_name},
        at=at,
    )


def milestone_sent_back(milestone: Milestone, by: User, *, at: datetime) -> None:
    _give_milestone(
        "plans.milestone_sent_back",
        milestone,
        to=[milestone.plan.rep],
        title=_("%(by)s asks for a little more on step %(number)s: %(title)s"),
        words={"by": by.first_name},
        at=at,
    )


def milestone_taken_back(milestone: Milestone, *, at: datetime, value: str) -> None:
    """Tell everybody on the plan that corrected numbers have opened the step again.

    `value` is what they say now, "" where they say nothing any more.
    """
    plan = milestone.plan
    _give_milestone(
        "plans.milestone_taken_back",
        milestone,
        to=[plan.rep, *([plan.mentor] if plan.mentor else []), *managers_of(plan.rep)],
        title=_("Step %(number)s of %(rep)s is open again: the corrected numbers say %(value)s")
        if value
        else _("Step %(number)s of %(rep)s is open again: its numbers were taken back"),
        words={"value": value},
        at=at,
    )


def reward_to_deliver(reward: Reward, *, at: datetime) -> None:
    """Tell the managers, and the giver where they may open the plan; once for each time that it is earned."""
    plan = reward.milestone.plan
    give(
        "plans.reward_to_deliver",
        plan,
        to=givers_of(reward),
        title=_("Reward ready to give: %(what)s for %(rep)s")
        % {"what": reward.what, "rep": plan.rep.first_name},
        url=page_of(plan),
        occurrence=again(plan, Event.REWARD_WAITS, milestone=reward.milestone_id),
        at=at,
        refs={"milestone": reward.milestone_id},
    )


def givers_of(reward: Reward) -> list[User]:
    """Who hands the reward over and may open the plan: the managers of today, and its giver where they are the mentor."""
    plan = reward.milestone.plan
    giver = [reward.given_by] if reward.given_by_id == plan.mentor_id else []
    return once([*managers_of(plan.rep), *giver])


def _give_milestone(
    kind: str,
    milestone: Milestone,
    *,
    to: Iterable[User],
    title: str,
    at: datetime,
    words: Mapping[str, str] | None = None,
) -> None:
    names = {
        "rep": milestone.plan.rep.first_name,
        "number": milestone.position,
        "title": milestone.title or milestone.plan.skill,
    }
    give(
        kind,
        milestone.plan,
        to=once(to),
        title=title % {**names, **(words or {})},
        url=page_of(milestone.plan),
        occurrence=at.isoformat() if kind in OPENS_AGAIN else _reached_for_the(milestone),
        at=at,
        refs={"milestone": milestone.pk},
    )


def _reached_for_the(milestone: Milestone) -> str:
    """The day it was reached on, and which time it is where it was open or unverified in between: each is told once."""
    events = [Event.MILESTONE_SENT_BACK, Event.MILESTONE_TAKEN_BACK, Event.MILESTONE_PUT_RIGHT]
    opened_again = milestone.plan.history.filter(event__in=events, detail__milestone=milestone.pk).count()
    return f"{milestone.reached_on}-{opened_again + 1}" if opened_again else str(milestone.reached_on)
