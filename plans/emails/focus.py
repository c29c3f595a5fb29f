"""Mails about the one question before a plan."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter, Refs
from plans.models import FocusQuestion, Plan
from salesgym.kinds import Group
from salesgym.notices.emails import absolute
from salesgym.people.models import User


def _has_question(matter: Matter, *, answered: bool) -> bool:
    question = matter.question
    if question is None or question.is_answered is not answered or matter.plan.status != Plan.Status.DRAFT:
        return False
    return matter.manages if answered else matter.is_rep


def _may_open_question(recipient: User, refs: Refs) -> bool:
    return FocusQuestion.objects.put_to(recipient).filter(plan=int(refs["plan"])).exists()


@mail(
    "plans.focus_asked",
    gettext_lazy("A manager asks which skill you would pick"),
    group=Group.WAITS,
    wanted=lambda matter: _has_question(matter, answered=False),
    may_open=_may_open_question,
)
def focus_asked(matter: Matter) -> Letter:
    """Nothing of the draft stands in it: the rep sees the question alone."""
    question = matter.question
    assert question is not None  # noqa: S101 - matter_of has refused mails whose question is gone
    words = {"manager": question.asked_by.first_name}
    return Letter(
        subject=_("Which skill would you pick?"),
        title=_("Which skill would you pick, and why?"),
        text=_(
            "%(manager)s thinks about a plan with you and has picked one skill already. You see it once you have picked yours."
        )
        % words,
        button=_("Pick one"),
        url=absolute(reverse("plans:answer_focus", args=[matter.plan.pk])),
    )


@mail(
    "plans.focus_answered",
    gettext_lazy("A rep has answered which skill to pick"),
    group=Group.PEOPLE,
    wanted=lambda matter: _has_question(matter, answered=True),
)
def focus_answered(matter: Matter) -> Letter:
    """Both picks, and whether they are the same, with the rep's reason in their own words."""
    question = matter.question
    assert question is not None  # noqa: S101 - matter_of has refused mails whose question is gone
    words = {
        "rep": matter.rep,
        "manager": question.asked_by.first_name,
        "skill": question.rep_pick,
        "other": question.manager_pick,
    }
    return Letter(
        subject=_("Your question about a skill is answered"),
        title=_("%(rep)s picked %(skill)s") % words,
        text=_("%(manager)s picked the same. You may go on from there.") % words
        if question.is_agreed
        else _("%(manager)s picked %(other)s: a good first talk.") % words,
        quote=question.rep_reason,
        quote_by=str(matter.plan.rep) if question.rep_reason else "",
        button=_("See both picks"),
        url=absolute(reverse("plans:wizard_focus", args=[matter.plan.pk])),
    )
