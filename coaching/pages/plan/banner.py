"""The one loud moment of a plan page, and the one sentence that says what happens next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.queries.opened_plan import OpenedPlan
from coaching.queries.standing import Standing
from plans import permissions
from plans.calculations.status import StatusWord
from plans.models import Milestone, Plan, Reward
from plans.pages.acknowledgement import runs_as
from plans.queries.step_question import Asked
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


@dataclass(frozen=True, slots=True)
class Notice:
    """What happens next on a plan that is not simply running."""

    kind: str
    icon: str
    title: str
    text: str
    button: str = ""
    url: str = ""


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


def notice(opened: OpenedPlan, standing: Standing, *, reader: User, on: date) -> Notice | None:
    """What waits, for whom, and what happens next; None on a plan that runs and was not signed today."""
    plan = opened.plan
    asked = next((question for question in opened.step_questions if question.is_open), None)
    if asked is not None and permissions.is_party(reader, plan):
        return _vague(plan, asked, reader)
    if plan.status == Plan.Status.PROPOSED:
        return _proposed(opened, reader)
    if opened.amended_by and permissions.can_see_terms(reader, plan):
        return _new_dates(opened, reader)
    if plan.status == Plan.Status.PAUSED:
        return _rests(opened, reader)
    if plan.status == Plan.Status.IN_REVIEW:
        return _in_review(plan, reader, on=on)
    return _running(opened, standing, reader=reader, on=on)


def _rests(opened: OpenedPlan, reader: User) -> Notice:
    """Rep and manager told each other why; a mentor knows that it rests."""
    reason = opened.pause_reason if permissions.can_see_terms(reader, opened.plan) else ""
    text = _("Every open date moves by the working days of the pause. %(reason)s") % {"reason": reason}
    return Notice("lake", "tree-palm", _("This plan rests"), text)


def _running(opened: OpenedPlan, standing: Standing, *, reader: User, on: date) -> Notice | None:
    """What is said once both have signed: when it starts, that it has, or that it may be the wrong plan."""
    plan = opened.plan
    if opened.without_answer and permissions.can_see_terms(reader, plan):
        return Notice(
            "lake", "pen-line", "", runs_as(opened.without_answer), _("Read it"),
            reverse("plans:agreement", args=[plan.pk]),
        )  # fmt: skip
    if standing.status == StatusWord.WAITING_TO_START and plan.starts_on:
        said = {"day": words.long_day(plan.starts_on)}
        text = _("The plan starts %(day)s.") if plan.is_formal else _("Both signed. The plan starts %(day)s.")
        return Notice("leaf", "circle-check", "", text % said)
    if plan.activated_at is not None and timezone.localtime(plan.activated_at).date() == on:
        return _signed_today(opened, reader)
    if standing.status == StatusWord.STALLED and permissions.manages(reader, plan):
        return Notice(
            "lake", "lightbulb", _("Two quiet weeks may mean the plan is wrong"),
            _("Ask what got in the way before asking for more: the drill, the leads, the time."),
        )  # fmt: skip
    return None


def _vague(plan: Plan, asked: Asked, reader: User) -> Notice:
    """The meaning of a step waits for an answer: of managers; until the signing the plan waits with it."""
    said = {"name": plan.rep.first_name, "number": asked.position}
    if permissions.is_rep(reader, plan):
        return Notice(
            "lake", "circle-question-mark", _("You asked what step %(number)s means") % said,
            _("Your manager answers, then both of you can sign.")
            if plan.status == Plan.Status.PROPOSED
            else _("Your manager answers. The plan runs on meanwhile."),
        )  # fmt: skip
    return Notice(
        "lake", "circle-question-mark", _("%(name)s finds step %(number)s vague") % said,
        asked.unclear, _("Read and answer"), reverse("plans:answer_step", args=[asked.pk]),
    )  # fmt: skip


def _signed_today(opened: OpenedPlan, reader: User) -> Notice:
    """Both names are under it since today, and its first day is here. A formal plan says no more than that."""
    if opened.plan.is_formal:
        return Notice("leaf", "circle-check", "", _("The plan begins."))
    if not permissions.is_rep(reader, opened.plan):
        return Notice("leaf", "circle-check", "", _("Both signed. The plan is on its way."))
    if not opened.programme:
        return Notice("leaf", "circle-check", "", _("Both signed. Your plan is on its way."))
    text = _("Begin with %(drill)s.") % {"drill": opened.programme[0].drill}
    return Notice("leaf", "circle-check", _("Both signed. First workout today."), text)


def _proposed(opened: OpenedPlan, reader: User) -> Notice:
    plan = opened.plan
    url = reverse("plans:proposal", args=[plan.pk])
    to_sign = reverse("plans:acknowledgement" if plan.is_formal else "plans:agreement", args=[plan.pk])
    rep = plan.rep.first_name
    signed = {signature.party for signature in opened.signatures}
    if permissions.is_rep(reader, plan):
        if "rep" in signed:
            text = _("You have signed. %(name)s signs next, then it starts.") % {
                "name": plan.manager.first_name
            }
            return Notice("leaf", "circle-check", "", text)
        return Notice(
            "lake", "book-open", _("%(name)s proposes this plan") % {"name": plan.manager.first_name},
            _("Read it, add how you see it, and say what you would change."), _("Read and answer"), url,
        )  # fmt: skip
    if plan.suggested_at:
        return Notice(
            "lake", "message-square-diff", _("%(name)s suggests a change") % {"name": rep},
            plan.suggested_changes, _("Read and answer"), url,
        )  # fmt: skip
    if "rep" in signed and "manager" not in signed:
        return Notice(
            "lake", "pen-line", _("%(name)s has signed, your turn") % {"name": rep}, "",
            _("Read and sign"), to_sign,
        )  # fmt: skip
    by_manager = next((one for one in opened.signatures if one.party == "manager"), None)
    if by_manager is not None:
        said = {"name": rep, "manager": by_manager.name}
        text = _("%(manager)s has signed. %(name)s signs next, then it starts.") % said
        return Notice("leaf", "circle-check", "", text)
    return Notice(
        "lake",
        "clock",
        "",
        _("%(name)s reads it now. You hear as soon as they answer.") % {"name": rep},
    )


def _new_dates(opened: OpenedPlan, reader: User) -> Notice:
    """New dates wait for the rep; whoever manages them reads that they do."""
    plan, url = opened.plan, reverse("plans:amend_plan", args=[opened.plan.pk])
    said = {"manager": opened.amended_by, "name": plan.rep.first_name}
    if permissions.is_rep(reader, plan):
        text = _("Until you sign, what was signed holds.")
        return Notice(
            "lake", "file-diff", _("%(manager)s proposes new dates") % said, text, _("Read and answer"), url
        )
    text = _("%(name)s reads the new dates now. You hear as soon as they answer.") % said
    return Notice("lake", "clock", "", text, _("See them"), url)


def _in_review(plan: Plan, reader: User, *, on: date) -> Notice:
    said = {"day": words.long_day(plan.review_due_on)}
    is_late = plan.review_due_on is not None and plan.review_due_on < on
    icon = "clock" if is_late else "clipboard-check"
    if permissions.can_close(reader, plan):
        return Notice(
            "lake", icon, _("Ready for its outcome"),
            _("Was due %(day)s. Look at the numbers together first.") % said
            if is_late
            else _("Due %(day)s. Look at the numbers together first.") % said,
            _("Decide the outcome"), reverse("plans:close_plan", args=[plan.pk]),
        )  # fmt: skip
    if is_late and permissions.is_rep(reader, plan):
        text = _("Your manager writes the outcome, which was due %(day)s.") % said
    elif is_late:
        text = _("The manager writes the outcome, which was due %(day)s.") % said
    elif permissions.is_rep(reader, plan):
        text = _("Your manager writes the outcome by %(day)s.") % said
    else:
        text = _("The manager writes the outcome by %(day)s.") % said
    return Notice("lake", icon, "", text)


def readers(people: Sequence[User], *, reader: User) -> str:
    """Marcus and Sofia will see this."""
    names = [person.first_name for person in people if person.pk != reader.pk]
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s will see this.") % {"name": names[0]}
    return _("%(names)s and %(last)s will see this.") % {"names": ", ".join(names[:-1]), "last": names[-1]}
