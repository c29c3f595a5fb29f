"""A rep says that a step is vague, and a manager answers; until then nobody signs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history, step_announcement
from plans.actions.version import lock
from plans.calculations.chain import text_sha256
from plans.models import Event, Milestone, Plan, StepQuestion
from plans.pages.figures import step_words
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User


class NotOpenToQuestions(Refused):
    """The plan is a draft or closed, so there are no terms to ask about."""


class NothingSaid(Refused):
    """A question or an answer without words."""


class AlreadyAsked(Refused):
    """A question about this step waits already."""


class AlreadySettled(Refused):
    """The question was answered, or it went with the terms that it was about."""


@transaction.atomic
def ask(*, step: Milestone, by: User, unclear: str, at: datetime) -> StepQuestion:
    """Say that this step of the newest terms is vague, and tell the managers. Asked twice alike, it is one question."""
    plan = lock(step.plan)
    agreement = plan.agreements.order_by("-number").first()
    if agreement is None or not (plan.is_working or plan.status == Plan.Status.PROPOSED):
        raise NotOpenToQuestions(
            _("This plan is not open for questions right now. Your words are still on this page.")
        )
    said = unclear.strip()
    if not said:
        raise NothingSaid(_("Say what is unclear, in a sentence or two."))
    waiting = agreement.questions.open().filter(position=step.position).first()
    if waiting is not None:
        if waiting.unclear == said:
            return waiting
        raise AlreadyAsked(_("You have asked about this step already. The answer comes first."))
    words = step_words(step, Sayers(Organization.objects.current().currency))
    question = StepQuestion.objects.create(
        agreement=agreement, position=step.position, step=words, asked_by=by, asked_at=at, unclear=said
    )
    detail = _detail(question) | {"unclear_sha256": text_sha256(said)}
    history.record_locked(plan=plan, actor=by, event=Event.STEP_QUESTIONED, at=at, detail=detail)
    step_announcement.step_questioned(question, plan, at=at)
    return question


@transaction.atomic
def answer(*, question: StepQuestion, by: User, answer: str, at: datetime) -> StepQuestion:
    """Say what the step means, and tell the rep. The same answer again changes nothing."""
    plan = lock(question.agreement.plan)
    found = StepQuestion.objects.select_for_update().get(pk=question.pk)
    said = answer.strip()
    if not found.is_open:
        if said and found.answer == said:
            return found
        raise AlreadySettled(_("This question waits for no answer any more. What was answered stands here."))
    if not said:
        raise NothingSaid(_("Say what counts, so that both of you read the step alike."))
    found.answer = said
    found.settled_by, found.settled_at = by, at
    found.save(update_fields=["answer", "settled_by", "settled_at"])
    detail = _detail(found) | {"answer_sha256": text_sha256(said)}
    history.record_locked(plan=plan, actor=by, event=Event.STEP_ANSWERED, at=at, detail=detail)
    step_announcement.step_answered(found, plan, at=at)
    return found


def settle_with(plan: Plan, *, by: User, at: datetime) -> None:
    """No question waits where its terms were taken back, or the plan closes. The caller has locked the plan."""
    StepQuestion.objects.open().filter(agreement__plan=plan).update(settled_by=by, settled_at=at)


def _detail(question: StepQuestion) -> dict[str, object]:
    return {"question": question.pk, "position": question.position}
