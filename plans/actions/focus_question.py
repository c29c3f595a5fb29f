"""The focus question: manager and rep each pick a skill, and see the other's pick once both have picked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import announcement, history
from plans.actions.draft import lock_draft
from plans.actions.version import lock
from plans.models import Event, FocusQuestion, Outcome, Plan, Skill
from plans.models.focus_question import FEWEST_OFFERED, MOST_OFFERED
from salesgym.errors import Refused
from salesgym.people.models import User


class NothingToAsk(Refused):
    """Fewer than two or more than eight skills are offered, or the manager's pick is none of them."""


class AlreadyAsked(Refused):
    """The plan has a question already, with another pick or reason."""


class NotAsked(Refused):
    """There is no question: nobody asked, or it was taken back."""


class NotOpenForAnswer(Refused):
    """The plan is no longer a draft, so nobody waits for the answer."""


class AlreadyAnswered(Refused):
    """The rep has answered, so neither answer nor question can change."""


class NotOffered(Refused):
    """The answer is none of the skills that were offered."""


@transaction.atomic
def ask(
    *, plan: Plan, by: User, pick: Skill, offered: Sequence[int], at: datetime, reason: str = ""
) -> FocusQuestion:
    """Ask the rep which of these skills (ids, two to six) they would pick; `pick` is the manager's own."""
    draft = lock_draft(plan=plan)
    skills = list(dict.fromkeys(offered))
    if not FEWEST_OFFERED <= len(skills) <= MOST_OFFERED or pick.pk not in skills:
        raise NothingToAsk(
            _("A question offers two to eight skills, your pick among them. Choose one and ask again.")
        )
    existing = FocusQuestion.objects.filter(plan=draft).first()
    if existing is not None:
        # The same question again, as from a double click, gives the first one.
        if (existing.manager_pick_id, existing.manager_reason) == (pick.pk, reason.strip()):
            return existing
        raise AlreadyAsked(
            _("%(name)s has been asked already. Wait for the answer, or take the question back first.")
            % {"name": draft.rep.first_name}
        )
    question = FocusQuestion.objects.create(
        plan=draft,
        asked_by=by,
        asked_at=at,
        offered=skills,
        manager_pick=pick,
        manager_reason=reason.strip(),
    )
    # The pick is not recorded: the rep may read the history, and must not see the pick before they answer.
    history.record(plan=draft, actor=by, event=Event.FOCUS_ASKED, at=at)
    announcement.focus_asked(question, at=at)
    return question


@transaction.atomic
def answer(
    *, question: FocusQuestion, by: User, pick: Skill, at: datetime, reason: str = ""
) -> FocusQuestion:
    """Store the rep's pick and their reason. From now on both people see both picks."""
    question = _lock(question.plan)
    if question.is_answered:
        # The same answer again, as from a double click, changes nothing.
        if (question.rep_pick_id, question.rep_reason) == (pick.pk, reason.strip()):
            return question
        raise AlreadyAnswered(_("You have answered already. What both of you picked stands on this page."))
    if question.plan.status != Plan.Status.DRAFT:
        raise _closed(question.plan)
    if pick.pk not in question.offered:
        raise NotOffered(_("Choose one of the skills on this page."))
    question.rep_pick = pick
    question.rep_reason = reason.strip()
    question.answered_at = at
    question.save(update_fields=["rep_pick", "rep_reason", "answered_at"])
    history.record(plan=question.plan, actor=by, event=Event.FOCUS_ANSWERED, at=at)
    announcement.focus_answered(question, at=at)
    return question


@transaction.atomic
def take_back(*, plan: Plan, by: User, at: datetime) -> None:
    """Delete a question that is not answered yet. Raises NotAsked without one, AlreadyAnswered after the answer."""
    question = _lock(plan)
    if question.is_answered:
        raise AlreadyAnswered(
            _("%(name)s has answered, so the question stays. Both picks stand on this page.")
            % {"name": question.plan.rep.first_name}
        )
    question.delete()
    history.record(plan=plan, actor=by, event=Event.FOCUS_TAKEN_BACK, at=at)


def _closed(plan: Plan) -> NotOpenForAnswer:
    if Outcome.objects.filter(plan=plan, result=Outcome.Result.WITHDRAWN).exists():
        return NotOpenForAnswer(_("The plan was withdrawn. There is nothing to answer, and nothing to do."))
    return NotOpenForAnswer(
        _("The plan has gone on, so the question is closed. Say what you think when you read the plan.")
    )


def _lock(plan: Plan) -> FocusQuestion:
    """The question with its plan's row locked and fresh."""
    locked = lock(plan)
    question = FocusQuestion.objects.select_related("asked_by", "manager_pick").filter(plan=locked).first()
    if question is None:
        raise NotAsked(_("The question was taken back. There is nothing to answer, and nothing to do."))
    question.plan = locked
    return question
