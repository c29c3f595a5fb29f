"""Ask first: manager and rep each pick a focus, neither sees the other's before both have picked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import announcement, history
from plans.actions.draft import lock_draft
from plans.actions.version import lock
from plans.models import Event, FocusQuestion, Outcome, Plan, Skill
from salesgym.errors import Refused
from salesgym.people.models import User

FEWEST_OFFERED, MOST_OFFERED = 2, 6


class NothingToAsk(Refused):
    """A question offers two skills or more, and the manager's pick is one of them."""


class AlreadyAsked(Refused):
    """One question a plan."""


class NotAsked(Refused):
    """There is no question: nobody asked, or it was taken back."""


class NotOpenForAnswer(Refused):
    """The plan has gone on without the answer, or was withdrawn."""


class AlreadyAnswered(Refused):
    """An answer stays as it was given."""


class NotOffered(Refused):
    """The answer is one of the skills that were shown."""


@transaction.atomic
def ask(
    *, plan: Plan, by: User, pick: Skill, offered: Sequence[int], at: datetime, reason: str = ""
) -> FocusQuestion:
    """Put one question to the rep: which of these would you pick, and why? The manager's pick is fixed first."""
    draft = lock_draft(plan=plan)
    skills = list(dict.fromkeys(offered))
    if not FEWEST_OFFERED <= len(skills) <= MOST_OFFERED or pick.pk not in skills:
        raise NothingToAsk(
            _("A question offers two to six skills, your pick among them. Choose one and ask again.")
        )
    existing = FocusQuestion.objects.filter(plan=draft).first()
    if existing is not None:
        # A double click asks once.
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
    # What was picked stands in the question itself: the rep may read the history later.
    history.record(plan=draft, actor=by, event=Event.FOCUS_ASKED, at=at)
    announcement.focus_asked(question, at=at)
    return question


@transaction.atomic
def answer(
    *, question: FocusQuestion, by: User, pick: Skill, at: datetime, reason: str = ""
) -> FocusQuestion:
    """Keep the rep's pick and his reason. From now on both see both."""
    question = _lock(question.plan)
    if question.is_answered:
        # A double click answers once.
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
    """Withdraw a question that nobody has answered yet."""
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
