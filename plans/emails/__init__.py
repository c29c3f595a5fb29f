"""What plans tell people by mail, and who may still get it when it is sent."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from plans.emails import letters
from plans.emails.letters import Letter
from plans.emails.matter import Loaded, Matter, Refs, matter_of, prefetch
from plans.models import FocusQuestion, Mentorship, Milestone, Plan
from salesgym.kinds import Kind, Policy, Rendered
from salesgym.notices.emails import render
from salesgym.people.models import User


def _must_sign(matter: Matter) -> bool:
    if matter.plan.status != Plan.Status.PROPOSED:
        return False
    if matter.is_rep:
        return "rep" not in matter.signed
    return matter.manages and "manager" not in matter.signed


def _reward_waits(matter: Matter) -> bool:
    reward = getattr(matter.milestone, "reward", None)
    gives_it = reward is not None and reward.given_by_id == matter.reader.pk and matter.is_mentor
    return (
        reward is not None and reward.is_earned and not reward.is_delivered and (matter.manages or gives_it)
    )


def _step_is(matter: Matter, *statuses: str) -> bool:
    return matter.milestone is not None and matter.milestone.status in statuses


def _is_asked(matter: Matter) -> bool:
    asked = matter.mentorship
    return (
        asked is not None
        and asked.status == Mentorship.Status.ASKED
        and asked.mentor_id == matter.reader.pk
        and matter.plan.is_open
    )


def _has_question(matter: Matter, *, answered: bool) -> bool:
    question = matter.question
    if question is None or question.is_answered is not answered or matter.plan.status != Plan.Status.DRAFT:
        return False
    return matter.manages if answered else matter.is_rep


REACHED, VERIFIED, AHEAD = Milestone.Status.REACHED, Milestone.Status.VERIFIED, Milestone.Status.AHEAD
Wanted = Callable[[Matter], bool]
Words = Callable[[Matter], Letter]


def may_open_plan(recipient: User, refs: Refs) -> bool:
    """The plan that a notice points at is this person's to open today."""
    return Plan.objects.visible_to(recipient).filter(pk=refs["plan"]).exists()


def _may_open_invitation(recipient: User, refs: Refs) -> bool:
    return Mentorship.objects.filter(plan_id=int(refs["plan"]), mentor=recipient).exists()


def _may_open_question(recipient: User, refs: Refs) -> bool:
    return FocusQuestion.objects.put_to(recipient).filter(plan=int(refs["plan"])).exists()


def _always(recipient: User, refs: Refs) -> bool:
    """It points at a page of their own."""
    return True


MAY_OPEN = {
    "plans.mentor_invited": _may_open_invitation,
    "plans.taken_back": _always,
    "plans.focus_asked": _may_open_question,
}


def _kind(name: str, label: Any, words: Words, wanted: Wanted) -> Kind:
    """A kind of notice from its words and from the question whether it still matters."""

    def render_kind(recipient: User, refs: Refs, at: datetime, loaded: Loaded | None = None) -> Rendered:
        matter = matter_of(recipient, refs, at, loaded)
        if matter is None:
            raise LookupError(f"nothing left to say about {name}")
        context = {
            **asdict(words(matter)),
            "is_rep": matter.is_rep,
        }
        return render("plans_letter", recipient=recipient, kind=name, context=context)

    def still_wanted(recipient: User, refs: Refs, at: datetime, loaded: Loaded | None = None) -> bool:
        matter = matter_of(recipient, refs, at, loaded)
        return matter is not None and wanted(matter)

    return Kind(
        name=name,
        label=label,
        policy=Policy.AT_LEAST_ONCE,
        render=render_kind,
        still_wanted=still_wanted,
        may_open=MAY_OPEN.get(name, may_open_plan),
        group="plans",
        prefetch=prefetch,
    )


KINDS = (
    _kind(
        "plans.agreement_to_sign",
        gettext_lazy("An agreement waits for you"),
        letters.agreement_to_sign,
        _must_sign,
    ),
    _kind(
        "plans.focus_asked",
        gettext_lazy("A manager asks which skill you would pick"),
        letters.focus_asked,
        lambda matter: _has_question(matter, answered=False),
    ),
    _kind(
        "plans.focus_answered",
        gettext_lazy("A rep has answered which skill to pick"),
        letters.focus_answered,
        lambda matter: _has_question(matter, answered=True),
    ),
    _kind(
        "plans.changes_suggested",
        gettext_lazy("A rep suggests changes"),
        letters.changes_suggested,
        lambda matter: (
            matter.plan.status == Plan.Status.PROPOSED
            and matter.manages
            and bool(matter.plan.suggested_changes)
        ),
    ),
    _kind(
        "plans.taken_back",
        gettext_lazy("A proposal is taken back"),
        letters.taken_back,
        lambda matter: matter.plan.status == Plan.Status.DRAFT and matter.is_rep,
    ),
    _kind(
        "plans.started",
        gettext_lazy("A plan starts"),
        letters.started,
        lambda matter: matter.plan.is_working and matter.is_party,
    ),
    _kind(
        "plans.milestone_reached",
        gettext_lazy("A step is reached"),
        letters.milestone_reached,
        lambda matter: _step_is(matter, REACHED, VERIFIED) and (matter.is_party or matter.is_mentor),
    ),
    _kind(
        "plans.milestone_to_verify",
        gettext_lazy("A step waits to be verified"),
        letters.milestone_to_verify,
        lambda matter: _step_is(matter, REACHED) and matter.manages and matter.plan.is_working,
    ),
    _kind(
        "plans.milestone_verified",
        gettext_lazy("A step is verified"),
        letters.milestone_verified,
        lambda matter: _step_is(matter, VERIFIED) and (matter.is_rep or matter.is_mentor),
    ),
    _kind(
        "plans.milestone_sent_back",
        gettext_lazy("A step needs a little more"),
        letters.milestone_sent_back,
        lambda matter: _step_is(matter, AHEAD) and matter.is_rep and matter.plan.is_working,
    ),
    _kind(
        "plans.reward_to_deliver",
        gettext_lazy("A reward is ready to give"),
        letters.reward_to_deliver,
        _reward_waits,
    ),
    _kind("plans.mentor_invited", gettext_lazy("You are asked to mentor"), letters.mentor_invited, _is_asked),
    _kind(
        "plans.mentor_answered",
        gettext_lazy("A mentor has answered"),
        letters.mentor_answered,
        lambda matter: matter.is_party and matter.plan.is_open,
    ),
    _kind(
        "plans.review_due",
        gettext_lazy("A plan is ready for its outcome"),
        letters.review_due,
        lambda matter: matter.plan.status == Plan.Status.IN_REVIEW and matter.manages,
    ),
    _kind(
        "plans.closed",
        gettext_lazy("A plan has its outcome"),
        letters.closed,
        lambda matter: matter.plan.status == Plan.Status.CLOSED and matter.is_rep,
    ),
)
