"""The notices about events of a plan: one function for each kind, which says who receives it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import Agreement, FocusQuestion, Mentorship, Milestone, Plan, Reward
from plans.queries.people import managers_of
from salesgym.notices.actions import notice
from salesgym.people.models import User


def to_sign_by_rep(plan: Plan, agreement: Agreement, *, at: datetime) -> None:
    _give(
        "plans.agreement_to_sign",
        plan,
        to=[plan.rep],
        title=_("%(manager)s proposes a plan: %(focus)s. Read it, add your side, then sign")
        % {"manager": agreement.proposed_by.first_name, "focus": plan.skill},
        url=reverse("plans:proposal", args=[plan.pk]),
        occurrence=f"agreement{agreement.number}",
        at=at,
    )


def to_sign_by_manager(plan: Plan, agreement: Agreement, *, at: datetime) -> None:
    """Tell everybody who may sign for the managers today, deputies too, that the rep has signed."""
    _give(
        "plans.agreement_to_sign",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s signed the agreement, your turn") % {"rep": plan.rep.first_name},
        url=reverse("plans:agreement", args=[plan.pk]),
        occurrence=f"agreement{agreement.number}",
        at=at,
    )


def changes_suggested(plan: Plan, *, at: datetime) -> None:
    _give(
        "plans.changes_suggested",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s suggests a change to the plan") % {"rep": plan.rep.first_name},
        url=reverse("plans:proposal", args=[plan.pk]),
        occurrence=at.isoformat(),
        at=at,
    )


def taken_back(plan: Plan, by: User, *, at: datetime) -> None:
    """Tell the rep, once for each version of the plan. It links to Today, as reps may not open drafts."""
    _give(
        "plans.taken_back",
        plan,
        to=[plan.rep],
        title=_("%(manager)s took the plan back to change it. You will read it again before it starts")
        % {"manager": by.first_name},
        url=reverse("coaching:today"),
        occurrence=f"version{plan.version}",
        at=at,
    )


def started(plan: Plan, *, at: datetime) -> None:
    """Tell the rep and their managers, once in the plan's life."""
    day = _day(plan.starts_on)
    _give(
        "plans.started",
        plan,
        to=[plan.rep, *managers_of(plan.rep)],
        title=_("Both signed. %(focus)s starts on %(day)s") % {"focus": plan.skill, "day": day},
        url=_page(plan),
        occurrence="",
        at=at,
    )


def milestone_reached(milestone: Milestone, *, at: datetime) -> None:
    """Tell everybody on the plan. Managers get a second notice, that they can verify the step."""
    plan = milestone.plan
    everybody = [plan.rep, *([plan.mentor] if plan.mentor else []), *managers_of(plan.rep)]
    _give_milestone(
        "plans.milestone_reached",
        milestone,
        to=everybody,
        title=_("%(rep)s reached step %(number)s: %(title)s"),
        at=at,
    )
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
    """Tell the rep and the mentor, if there is one."""
    plan = milestone.plan
    _give_milestone(
        "plans.milestone_verified",
        milestone,
        to=[plan.rep, *([plan.mentor] if plan.mentor else [])],
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


def reward_to_deliver(reward: Reward, *, at: datetime) -> None:
    """Tell the managers, and the giver where they may open the plan; once for each reward."""
    plan = reward.milestone.plan
    _give(
        "plans.reward_to_deliver",
        plan,
        to=_once([*managers_of(plan.rep), *_giver(reward)]),
        title=_("Reward ready to give: %(what)s for %(rep)s")
        % {"what": reward.what, "rep": plan.rep.first_name},
        url=_page(plan),
        occurrence="",
        at=at,
        refs={"milestone": reward.milestone_id},
    )


def mentor_invited(mentorship: Mentorship, *, at: datetime) -> None:
    plan = mentorship.plan
    _give(
        "plans.mentor_invited",
        plan,
        to=[mentorship.mentor],
        title=_("%(asker)s asks you to be %(rep)s's mentor for %(focus)s")
        % {"asker": mentorship.invited_by.first_name, "rep": plan.rep.first_name, "focus": plan.skill},
        url=reverse("plans:mentor_invitation", args=[mentorship.pk]),
        occurrence="",
        at=at,
        refs={"mentorship": mentorship.pk},
    )


def mentor_answered(mentorship: Mentorship, *, at: datetime) -> None:
    """Tell the rep and their managers whether the person who was asked says yes."""
    plan = mentorship.plan
    if mentorship.status == Mentorship.Status.ACCEPTED:
        title = _("%(mentor)s says yes and is the mentor for %(focus)s")
    else:
        title = _("%(mentor)s cannot be the mentor for %(focus)s this time")
    _give(
        "plans.mentor_answered",
        plan,
        to=_once([plan.rep, *managers_of(plan.rep)]),
        title=title % {"mentor": mentorship.mentor.first_name, "focus": plan.skill},
        url=_page(plan),
        occurrence=mentorship.status,
        at=at,
        refs={"mentorship": mentorship.pk},
    )


def focus_asked(question: FocusQuestion, *, at: datetime) -> None:
    plan = question.plan
    _give(
        "plans.focus_asked",
        plan,
        to=[plan.rep],
        title=_("%(manager)s asks you one thing: which skill would you pick next?")
        % {"manager": question.asked_by.first_name},
        url=reverse("plans:answer_focus", args=[plan.pk]),
        # A question that was taken back and asked again is a new row, so the rep gets a new notice.
        occurrence=f"question{question.pk}",
        at=at,
        refs={"question": question.pk},
    )


def focus_answered(question: FocusQuestion, *, at: datetime) -> None:
    plan = question.plan
    _give(
        "plans.focus_answered",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s has answered which skill to pick") % {"rep": plan.rep.first_name},
        url=reverse("plans:wizard_focus", args=[plan.pk]),
        occurrence=f"question{question.pk}",
        at=at,
        refs={"question": question.pk},
    )


def review_due(plan: Plan, *, at: datetime) -> None:
    _give(
        "plans.review_due",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s's plan is ready for its outcome, due %(day)s")
        % {"rep": plan.rep.first_name, "day": _day(plan.review_due_on)},
        url=reverse("plans:close_plan", args=[plan.pk]),
        occurrence="",
        at=at,
    )


def closed(plan: Plan, *, at: datetime) -> None:
    _give(
        "plans.closed",
        plan,
        to=[plan.rep],
        title=_("Your plan %(focus)s has its outcome") % {"focus": plan.skill or ""},
        url=_page(plan),
        occurrence="",
        at=at,
    )


def _day(day: date | None) -> str:
    return date_format(day, "l j F") if day else ""


def _page(plan: Plan) -> str:
    return reverse("coaching:plan_page", args=[plan.pk])


def _giver(reward: Reward) -> list[User]:
    """The person who gives the reward, if they are the mentor or the manager and may so open the plan."""
    plan = reward.milestone.plan
    return [reward.given_by] if reward.given_by_id in {plan.mentor_id, plan.manager_id} else []


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())


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
    _give(
        kind,
        milestone.plan,
        to=_once(to),
        title=title % {**names, **(words or {})},
        url=_page(milestone.plan),
        # A step that is reached again on another day gets a new notice; on the same day the dedupe key is the same.
        occurrence=at.isoformat() if kind == "plans.milestone_sent_back" else str(milestone.reached_on),
        at=at,
        refs={"milestone": milestone.pk},
    )


def _give(
    kind: str,
    plan: Plan,
    *,
    to: Iterable[User],
    title: str,
    url: str,
    occurrence: str,
    at: datetime,
    refs: Mapping[str, int] | None = None,
) -> None:
    notice.give(
        kind,
        to=list(to),
        refs={"plan": plan.pk, **(refs or {})},
        occurrence=occurrence,
        title=title,
        url=url,
        at=at,
    )
