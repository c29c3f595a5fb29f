"""Mails about a proposal and its agreement."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, anybody, mail
from plans.emails.matter import Matter
from plans.models import Plan
from salesgym.kinds import Group
from salesgym.notices.emails import absolute


def _must_sign(matter: Matter) -> bool:
    if matter.plan.status != Plan.Status.PROPOSED:
        return False
    if matter.is_rep:
        return "rep" not in matter.signed
    return matter.manages and "manager" not in matter.signed


@mail(
    "plans.agreement_to_sign",
    gettext_lazy("An agreement waits for you"),
    group=Group.WAITS,
    wanted=_must_sign,
)
def agreement_to_sign(matter: Matter) -> Letter:
    """For the rep: read the proposal. For a manager: the rep has answered, and how the rep sees it."""
    plan = matter.plan
    if matter.is_rep:
        return Letter(
            subject=_("A plan for you to read"),
            eyebrow=str(plan.skill),
            title=plan.headline or _("A plan for you to read"),
            text=_("Read it in peace. Then say that you have it, and in a second answer what you say to it.")
            if plan.is_formal
            else _(
                "Read it in peace, say how you see it, then sign or suggest a change. Nothing starts before you both sign."
            ),
            button=_("Read the plan"),
            url=absolute(reverse("plans:proposal", args=[plan.pk])),
        )
    first_day = date_format(plan.starts_on, "l j F") if plan.starts_on else ""
    title = _("%(rep)s has answered, your turn") if plan.is_formal else _("%(rep)s signed, your turn")
    return Letter(
        subject=_("An agreement waits for your name"),
        eyebrow=str(plan.skill),
        title=title % {"rep": matter.rep},
        text=_("Your name starts the plan. Its planned first day is %(day)s.") % {"day": first_day},
        quote=plan.rep_reason,
        quote_by=str(plan.rep),
        button=_("Read and sign"),
        url=absolute(
            reverse("plans:acknowledgement" if plan.is_formal else "plans:agreement", args=[plan.pk])
        ),
    )


@mail(
    "plans.changes_suggested",
    gettext_lazy("A rep suggests changes"),
    group=Group.WAITS,
    wanted=lambda matter: (
        matter.plan.status == Plan.Status.PROPOSED and matter.manages and bool(matter.plan.suggested_changes)
    ),
)
def changes_suggested(matter: Matter) -> Letter:
    """The rep's suggestion in their own words, for a manager to talk through or to change the plan by."""
    return Letter(
        subject=_("A change to a plan is suggested"),
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s suggests a change") % {"rep": matter.rep},
        text=_("Talk it through, or take the plan back, change it and propose it again."),
        quote=matter.plan.suggested_changes,
        quote_by=str(matter.plan.rep),
        button=_("Read the suggestion"),
        url=absolute(reverse("plans:proposal", args=[matter.plan.pk])),
    )


@mail(
    "plans.taken_back",
    gettext_lazy("A proposal is taken back"),
    group=Group.PEOPLE,
    wanted=lambda matter: matter.plan.status == Plan.Status.DRAFT and matter.is_rep,
    may_open=anybody,
)
def taken_back(matter: Matter) -> Letter:
    """That the plan is being changed. It leads to Today, as the rep may not open a draft."""
    return Letter(
        subject=_("Your plan is being changed"),
        eyebrow=str(matter.plan.skill),
        title=_("The plan is being changed"),
        text=_("You will read the new text before anything starts. What you wrote is kept."),
        button=_("Open Today"),
        url=absolute(reverse("coaching:today")),
    )


@mail(
    "plans.started",
    gettext_lazy("A plan starts"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.plan.is_working and matter.is_party,
)
def started(matter: Matter) -> Letter:
    """The first day and where the plan stands, the same for the rep and their managers. Of a formal plan it says no more."""
    plan = matter.plan
    first_day = date_format(plan.starts_on, "l j F") if plan.starts_on else ""
    title = (
        _("The plan starts on %(day)s") if plan.is_formal else _("Both signed. The plan starts on %(day)s")
    )
    text = (
        _("What each of you said, the steps, and what we promised stand on its pages.")
        if plan.is_formal
        else _("The steps, the workouts and what we promised stand on one page.")
    )
    return Letter(
        subject=_("Your plan starts") if matter.is_rep else _("A plan starts"),
        eyebrow=str(plan.skill),
        title=title % {"day": first_day},
        text=text,
        button=_("Open the plan"),
        url=matter.page,
    )
