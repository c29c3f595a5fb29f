"""Mails about how a formal plan ends. Subjects stand on lock screens: they name no plan and no result."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter, Refs
from plans.models import Plan
from plans.permissions import acts_as_hr
from plans.queries.formal_end import waiting_outcome
from salesgym.kinds import Group
from salesgym.notices.emails import absolute
from salesgym.people.models import AreaSwitch, User

AREA = "formal"


def _is_hr_s(matter: Matter) -> bool:
    return AreaSwitch.is_area_on(AREA) and acts_as_hr(matter.reader, matter.plan)


def _may_open_as_hr(recipient: User, refs: Refs) -> bool:
    plan = Plan.objects.select_related("rep").filter(pk=refs["plan"]).first()
    return plan is not None and AreaSwitch.is_area_on(AREA) and acts_as_hr(recipient, plan)


@mail(
    "plans.override_asked",
    gettext_lazy("A manager asks HR about an outcome"),
    group=Group.WAITS,
    wanted=lambda matter: _is_hr_s(matter) and matter.plan.override_requests.open().exists(),
    may_open=_may_open_as_hr,
)
def override_asked(matter: Matter) -> Letter:
    """That a manager asks HR for a decision."""
    return Letter(
        subject=_("A manager asks you for a decision"),
        title=_("A manager asks you for a decision"),
        text=_("Something stands against an outcome. Read what is missing, then decide, with a reason."),
        button=_("Read and decide"),
        url=absolute(reverse("formal:override", args=[matter.plan.pk])),
    )


@mail(
    "plans.override_answered",
    gettext_lazy("HR has written something on a plan"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_party,
)
def override_answered(matter: Matter) -> Letter:
    """That HR has overridden something, or said no: read on the plan's page with the reason."""
    return Letter(
        subject=_("HR has written something for you to read"),
        title=_("HR has written something on a plan"),
        text=_("It stands on the plan's page, with the reason."),
        button=_("Read it"),
        url=matter.page,
    )


@mail(
    "plans.outcome_shown",
    gettext_lazy("There is something to read on your plan"),
    group=Group.WAITS,
    wanted=lambda matter: matter.is_rep and waiting_outcome(matter.plan) is not None,
)
def outcome_shown(matter: Matter) -> Letter:
    """That something waits to be read by the employee: what it is stands on the plan's page alone."""
    return Letter(
        subject=_("There is something to read on your plan"),
        title=_("There is something to read on your plan"),
        text=_(
            "Your manager has written it for you to read first. You may add your own words to the record."
        ),
        button=_("Read it"),
        url=matter.page,
    )


@mail(
    "plans.outcome_taken_back",
    gettext_lazy("Something you have read on a plan has changed"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_party and matter.plan.is_open,
)
def outcome_taken_back(matter: Matter) -> Letter:
    """That what was to be the outcome is not."""
    return Letter(
        subject=_("Something you have read on a plan has changed"),
        title=_("What was written is taken back"),
        text=_("The plan is open as before. The plan's page says what was taken back, and when."),
        button=_("Open the plan"),
        url=matter.page,
    )


@mail(
    "plans.appeal_written",
    gettext_lazy("An employee writes to HR"),
    group=Group.WAITS,
    wanted=lambda matter: _is_hr_s(matter) and matter.plan.statements.unanswered().exists(),
    may_open=_may_open_as_hr,
)
def appeal_written(matter: Matter) -> Letter:
    """That an employee waits for HR's answer."""
    return Letter(
        subject=_("Somebody waits for your answer"),
        title=_("Somebody waits for your answer"),
        text=_("An employee asks HR to look at something again. Your answer stands beside their words."),
        button=_("Read and answer"),
        url=absolute(reverse("formal:answer_appeal", args=[matter.plan.pk])),
    )


@mail(
    "plans.appeal_answered",
    gettext_lazy("HR has answered you"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_rep,
)
def appeal_answered(matter: Matter) -> Letter:
    """That HR has answered: the words stand on the plan's page."""
    return Letter(
        subject=_("HR has answered you"),
        title=_("HR has answered you"),
        text=_("The answer stands on your plan's page, beside what you wrote."),
        button=_("Read the answer"),
        url=matter.page,
    )
