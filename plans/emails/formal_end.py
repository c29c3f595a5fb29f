"""Mails about how a formal plan ends. Subjects stand on lock screens: they name no plan and no result."""

from django.utils.translation import gettext_lazy as _

from plans.emails.letter import discreet, may_open_as_hr
from plans.emails.matter import Matter
from plans.queries import hr
from plans.queries.formal_end import waiting_outcome
from salesgym.kinds import Group


def _is_hr_s(matter: Matter) -> bool:
    return hr.reads(matter.reader, matter.plan.pk)


discreet(
    "plans.override_asked",
    _("A manager asks HR about an outcome"),
    group=Group.WAITS,
    wanted=lambda matter: _is_hr_s(matter) and matter.plan.override_requests.open().exists(),
    may_open=may_open_as_hr,
    says=_("A manager asks you for a decision"),
    text=_("Something stands against an outcome. Read what is missing, then decide, with a reason."),
    button=_("Read and decide"),
    route="formal:override",
)
discreet(
    "plans.override_answered",
    _("HR has written something on a plan"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_party,
    says=_("HR has written something for you to read"),
    text=_("It stands on the plan's page, with the reason."),
    button=_("Read it"),
)
discreet(
    "plans.outcome_shown",
    _("There is something to read on your plan"),
    group=Group.WAITS,
    wanted=lambda matter: matter.is_rep and waiting_outcome(matter.plan) is not None,
    says=_("There is something to read on your plan"),
    text=_("Your manager has written it for you to read first. You may add your own words to the record."),
    button=_("Read it"),
)
discreet(
    "plans.outcome_taken_back",
    _("Something you have read on a plan has changed"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_party and matter.plan.is_open,
    says=_("Something you have read on a plan has changed"),
    text=_("The plan is open as before. The plan's page says what was taken back, and when."),
    button=_("Open the plan"),
)
discreet(
    "plans.appeal_written",
    _("An employee writes to HR"),
    group=Group.WAITS,
    wanted=lambda matter: _is_hr_s(matter) and matter.plan.statements.unanswered().exists(),
    may_open=may_open_as_hr,
    says=_("Somebody waits for your answer"),
    text=_("An employee asks HR to look at something again. Your answer stands beside their words."),
    button=_("Read and answer"),
    route="formal:answer_appeal",
)
discreet(
    "plans.appeal_answered",
    _("HR has answered you"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_rep,
    says=_("HR has answered you"),
    text=_("The answer stands on your plan's page, beside what you wrote."),
    button=_("Read the answer"),
)
