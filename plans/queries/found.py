"""One plan, or one thing on it, for the person who asks: the row, or None where it does not exist for them.

Every function starts at `Plan.objects.visible_to` or at something narrower. A view answers 404 for None:

    plan = or_404(found.plan(request.user, pk))

Nearly every page and form of a plan begins here, and writing the guard takes the ORM longer than PostgreSQL needs to
answer it: what is asked most is compiled.
"""

from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from plans.models import Commitment, Mentorship, Milestone, Plan, Reward
from plans.permissions import can_see_terms, remember_manages
from plans.queries.days_off import days_off
from plans.queries.last_saved import last_saved
from plans.queries.observation import OBSERVED, observed
from plans.queries.plan import PlanWhole, whole_of, with_what_hangs_on
from plans.queries.step_question import of_last_terms
from salesgym.compiled import compiled
from salesgym.people.models import User

R = TypeVar("R")


def plan(user: User, pk: int) -> Plan | None:
    """The plan, with the people and things that every page names."""
    return _one(_plan(user, pk=pk))


@compiled
def _plan(user: User, *, pk: int) -> QuerySet[Plan]:
    return _with_names(user).filter(pk=pk)


def pictured(user: User, pk: int) -> Plan | None:
    """The same with what its big picture reads besides: the role of the rep, the parts of the number, its bars, and what
    the rep believes it is worth.
    """
    return _one(_pictured(user, pk=pk))


@compiled
def _pictured(user: User, *, pk: int) -> QuerySet[Plan]:
    read_too = ("rep__job_role", "metric__numerator", "metric__denominator", "basis", "own_figure")
    return _with_names(user).select_related(*read_too).filter(pk=pk)


def being_changed(rep: User, pk: int | None = None) -> Plan | None:
    """The plan that was put before this rep and taken back to be changed: they may not read it until it comes again."""
    drafts = taken_back(rep)
    if pk is not None:
        drafts = drafts.filter(pk=pk)
    return drafts.select_related("skill", "manager", "rep").first()


def taken_back(rep: User) -> QuerySet[Plan]:
    """The same as a question to ask on."""
    return Plan.objects.filter(rep=rep, status=Plan.Status.DRAFT, agreements__number=1)


def has_open_plan(rep: User) -> bool:
    """Whether the rep has a plan or a proposal that they may read."""
    return Plan.objects.open().filter(rep=rep).exclude(status=Plan.Status.DRAFT).exists()


def to_be_mentored(user: User, pk: int) -> Plan | None:
    """The same as `plan` with whether the person manages the rep, so that asking a mentor for it needs no other query."""
    seen = _one(_to_be_mentored(user, pk=pk))
    if seen is not None:
        remember_manages(seen, user, vars(seen)["is_managed"])
    return seen


@compiled
def _to_be_mentored(user: User, *, pk: int) -> QuerySet[Plan]:
    return _with_names(user).annotate(is_managed=_is_managed(user)).filter(pk=pk)


def whole(user: User, pk: int) -> PlanWhole | None:
    """The plan with everything that hangs on it, for its two parties: what they agree is not for the mentor.

    Six queries.
    """
    seen = _one(_whole(user, pk=pk))
    if seen is None:
        return None
    remember_manages(seen, user, vars(seen)["is_managed"])
    return whole_of(seen) if can_see_terms(user, seen) else None


@compiled
def _whole(user: User, *, pk: int) -> QuerySet[Plan]:
    plans = Plan.objects.visible_to(user).filter(pk=pk).annotate(is_managed=_is_managed(user))
    return with_what_hangs_on(plans)


def draft(user: User, pk: int) -> Plan | None:
    """The plan with all that several steps of the wizard read, for those who manage its rep today."""
    return _one(_draft(user, pk=pk))


@compiled
def _draft(user: User, *, pk: int) -> QuerySet[Plan]:
    plans = Plan.objects.managed_by(user).select_related(
        "rep__job_role", "manager", "mentor_wish", "skill__metric", "metric__numerator", "metric__denominator", "diagnosis", "basis",
        "focus_question__asked_by", "focus_question__manager_pick", "focus_question__rep_pick",
    )  # fmt: skip
    more = {
        "days_off": days_off(),
        "last_saved": last_saved(),
        "asked": of_last_terms(),
        OBSERVED: observed(),
    }
    return plans.annotate(**more).filter(pk=pk)


def step(user: User, pk: int) -> Milestone | None:
    """The step, with its plan, number and reward."""
    return _one(_step(user, pk=pk))


@compiled
def _step(user: User, *, pk: int) -> QuerySet[Milestone]:
    steps = Milestone.objects.filter(plan__in=_seen(user))
    people = ("plan__rep", "plan__manager", "plan__skill", "metric", "reward")
    return steps.select_related(*people).filter(pk=pk)


def reward(user: User, pk: int) -> Reward | None:
    """The reward, with its step, plan and rep."""
    return _one(_reward(user, pk=pk))


@compiled
def _reward(user: User, *, pk: int) -> QuerySet[Reward]:
    rewards = Reward.objects.filter(milestone__plan__in=_seen(user))
    return rewards.select_related("milestone__plan__rep").filter(pk=pk)


def promise(user: User, pk: int) -> Commitment | None:
    """The promised support, with its plan and rep."""
    return _one(_promise(user, pk=pk))


@compiled
def _promise(user: User, *, pk: int) -> QuerySet[Commitment]:
    promises = Commitment.objects.filter(plan__in=_seen(user))
    return promises.select_related("plan__rep").filter(pk=pk)


def mentorship(user: User, pk: int) -> Mentorship | None:
    """A pairing or invitation of a plan that the user may see."""
    return _one(_mentorship(user, pk=pk))


@compiled
def _mentorship(user: User, *, pk: int) -> QuerySet[Mentorship]:
    seen = Mentorship.objects.filter(plan__in=_seen(user))
    return seen.select_related("plan__rep", "mentor", "offered").filter(pk=pk)


def invitation(user: User, pk: int) -> Mentorship | None:
    """The invitation of a mentor, for the person who was asked and for nobody else."""
    return _one(_invitation(user, pk=pk))


@compiled
def _invitation(user: User, *, pk: int) -> QuerySet[Mentorship]:
    people = ("plan__rep", "plan__skill", "plan__metric", "invited_by", "mentor")
    return Mentorship.objects.filter(mentor=user).select_related(*people).filter(pk=pk)


def _one(rows: list[R]) -> R | None:
    return rows[0] if rows else None


def _with_names(user: User) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).select_related("rep", "manager", "mentor", "skill", "metric")


def _is_managed(user: User) -> Exists:
    """What `remember_manages` takes, as an annotation of plans."""
    return Exists(User.objects.managed_by(user).filter(pk=OuterRef("rep")))


def _seen(user: User) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user)
