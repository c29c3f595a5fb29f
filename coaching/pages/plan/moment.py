"""The one loud moment of a plan page: a step was reached."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from plans import permissions
from plans.models import Milestone, Plan, Reward
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

NEWS_DAYS = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Moment:
    """A step was reached: one sentence, one next step. A manager sees it until they have verified it."""

    key: str
    title: str
    text: str
    button: str = ""
    url: str = ""
    step_pk: int | None = None
    position: int = 0
    # Numbers are not sent back: the step follows them once they are put right.
    can_send_back: bool = False


def moment(
    plan: Plan, steps: Sequence[Milestone], *, reader: User, seen: Collection[str], say: Sayers, on: date
) -> Moment | None:
    """The newest reached step this reader has not seen yet; for managers the first one to verify.

    A claim is no news to others before a manager has verified it, and a formal plan is not celebrated.
    """
    if not plan.is_open:
        return None
    if permissions.can_verify(reader, plan):
        waiting = next((step for step in steps if step.is_to_verify), None)
        return _to_verify(plan, waiting, say) if waiting else None
    if plan.kind == Plan.Kind.FORMAL:
        return None
    for step in reversed(steps):
        is_new = step.reached_on is not None and on - step.reached_on <= NEWS_DAYS
        if step.is_reached and not step.is_claimed and is_new and _key(step) not in seen:
            return _reached(plan, step, reader, say)
    return None


def _key(step: Milestone) -> str:
    return f"{step.pk}-{step.reached_on:%y%m%d}"


def _title(step: Milestone, say: Sayers) -> str:
    """26%. Second step done, four days early."""
    early = (step.due_on - step.reached_on).days if step.reached_on else 0
    label = words.step_goal(step, say)
    if step.measure == Milestone.Measure.DONE:
        label = step.title.rstrip(".")
    said = {"label": label, "done": words.step_done(step.position)}
    if early > 0:
        said["days"] = words.counted_within(early)
        return (
            ngettext(
                "%(label)s. %(done)s, %(days)s day early.", "%(label)s. %(done)s, %(days)s days early.", early
            )
            % said
        )
    return _("%(label)s. %(done)s.") % said


def _reached(plan: Plan, step: Milestone, reader: User, say: Sayers) -> Moment:
    reward = getattr(step, "reward", None)
    facts = words.step_facts(step, say)
    is_rep = permissions.is_rep(reader, plan)
    after = _verified(plan, step, reward) if is_rep else _("A word from you will count today.")
    return Moment(
        _key(step), _title(step, say), f"{facts} {after}".strip(), _("Log a workout") if is_rep else "",
        reverse("coaching:log_practice") if is_rep else "",
    )  # fmt: skip


def _verified(plan: Plan, step: Milestone, reward: Reward | None) -> str:
    """Who verified the step, or that the manager of that day will, and what it earns; said to the rep."""
    by = step.verified_by or plan.manager
    said = {"name": by.first_name, "what": reward.what if reward else ""}
    if step.is_to_verify and reward:
        return _("Your manager will verify it; next is your reward: %(what)s.") % said
    if step.is_to_verify:
        return _("Your manager will verify it.")
    if reward:
        return _("%(name)s verified it; earned: %(what)s.") % said
    return _("%(name)s verified it.") % said


def _to_verify(plan: Plan, step: Milestone, say: Sayers) -> Moment:
    reward = getattr(step, "reward", None)
    text = words.step_facts(step, say)
    if step.evidence:
        text = f"{text} {plan.rep.first_name}: {step.evidence}".strip()
    if reward:
        said = {"name": plan.rep.first_name, "what": reward.what}
        text = " ".join((text, _("Verifying it earns %(name)s the reward: %(what)s.") % said))
    title = _title(step, say)
    if step.is_claimed:
        said = {
            "name": plan.rep.first_name,
            "number": step.position,
            "step": words.step_name(plan, step, say),
        }
        title = _("%(name)s says that step %(number)s is done: %(step)s") % said
    return Moment(
        _key(step), title, text.strip(), _("Verify"), reverse("plans:verify_milestone", args=[step.pk]),
        step_pk=step.pk, position=step.position, can_send_back=step.is_claimed,
    )  # fmt: skip
