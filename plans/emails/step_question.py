"""Mails about a step that a rep finds vague."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.models import Plan, StepQuestion
from salesgym.kinds import Group
from salesgym.notices.emails import absolute


def _waits(matter: Matter) -> bool:
    return matter.step_question is not None and matter.step_question.is_open and matter.manages


def _is_answered(matter: Matter) -> bool:
    asked = matter.step_question
    is_read = matter.plan.status != Plan.Status.DRAFT
    return asked is not None and bool(asked.answer) and matter.is_rep and is_read


def _asked(matter: Matter) -> StepQuestion:
    question = matter.step_question
    assert question is not None  # noqa: S101 - matter_of has refused mails whose question is gone
    return question


@mail(
    "plans.step_questioned",
    gettext_lazy("A rep finds a step vague"),
    group=Group.WAITS,
    wanted=_waits,
)
def step_questioned(matter: Matter) -> Letter:
    """What is unclear in the rep's own words, and what waits for the answer."""
    question = _asked(matter)
    words = {"number": question.position}
    is_proposed = matter.plan.status == Plan.Status.PROPOSED
    return Letter(
        subject=_("A question about a step"),
        eyebrow=str(matter.plan.skill),
        title=_("What does step %(number)s mean?") % words,
        text=_(
            "Answer in a sentence, or take the proposal back and make the step clearer. Nobody signs before."
        )
        if is_proposed
        else _("Answer in a sentence, so that both of you read the step alike. The plan runs on."),
        quote=question.unclear,
        quote_by=str(matter.plan.rep),
        button=_("Read and answer"),
        url=absolute(reverse("plans:answer_step", args=[question.pk])),
    )


@mail(
    "plans.step_answered",
    gettext_lazy("A step you asked about is answered"),
    group=Group.PEOPLE,
    wanted=_is_answered,
)
def step_answered(matter: Matter) -> Letter:
    """The answer, for the rep who asked."""
    question = _asked(matter)
    by = question.settled_by
    words = {"number": question.position}
    return Letter(
        subject=_("Your question about a step is answered"),
        eyebrow=str(matter.plan.skill),
        title=_("What step %(number)s means") % words,
        text=_("It stands beside the step. Ask again where it is still vague."),
        quote=question.answer,
        quote_by=str(by or ""),
        button=_("Read it"),
        url=absolute(reverse("plans:answer_step", args=[question.pk])),
    )
