"""The mails of formal plans: nothing of them in a subject, and to HR no name of a rep in the mail itself."""

from datetime import datetime
from decimal import Decimal

from coaching.areas.formal.emails.letter import NAME
from plans.actions import announced_outcome, approval, override, statement
from plans.models import Approval, Statement
from salesgym.kinds import Policy
from salesgym.numbers.actions import weekly_values
from salesgym.numbers.models import Metric
from tests.access.mail_rows import DISCREET, MANAGERS, Refs, Row, of, said
from tests.access.world import World, canary


def _returned(world: World, at: datetime) -> Refs:
    waiting = Approval.objects.open().get(plan=world.plans["hrdraft"])
    hr = world.people["hr_partner"]
    approval.send_back(approval=waiting, by=hr, at=at, comment=canary("hrreason", "hrdraft"))
    return of("hrdraft")(world, at)


def _typed(world: World, at: datetime) -> Refs:
    """The rep of a plan that is in review again types a week of it."""
    plan = world.plans["formal"]
    meetings = Metric.objects.get(key="meetings")
    weekly_values.enter(
        rep=plan.rep, metric=meetings, week_start=plan.starts_on, value=Decimal(20), by=plan.rep, at=at
    )
    return {"plan": plan.pk}


def _overridden(world: World, at: datetime) -> Refs:
    plan, hr = world.plans["formal"], world.people["hr_partner"]
    override.give(plan=plan, by=hr, blocks=["support"], reason=canary("hrreason", "formal"), at=at)
    return {"plan": plan.pk}


def _taken_back(world: World, at: datetime) -> Refs:
    announced_outcome.take_back(plan=world.plans["shown"], by=world.people["manager"], at=at)
    return of("shown")(world, at)


def _answered(world: World, at: datetime) -> Refs:
    appeal = Statement.objects.unanswered().get(plan=world.plans["appealed"])
    hr = world.people["hr_partner"]
    statement.answer(appeal=appeal, by=hr, text=canary("verdict", "appealed"), at=at)
    return of("appealed")(world, at)


ROWS = {
    "plans.approval_asked": Row(
        "a text waits for HR",
        of("hrdraft"),
        said(DISCREET, "A text waits for your approval", "Hr Partner"),
    ),
    "plans.approval_answered": Row(
        "HR answers",
        _returned,
        said(DISCREET, "HR has answered about your text", *MANAGERS),
    ),
    "plans.week_typed": Row(
        "one side types a week that the other confirms",
        _typed,
        said(DISCREET, "Typed numbers wait for your look", *MANAGERS),
    ),
    "plans.override_asked": Row(
        "a manager asks HR about an outcome",
        of("formal"),
        said(DISCREET, "A manager asks you for a decision", "Hr Partner"),
    ),
    "plans.override_answered": Row(
        "HR overrides, with a reason that both read",
        _overridden,
        said(DISCREET, "HR has written something for you to read", "Formal Rep", *MANAGERS),
    ),
    "plans.outcome_shown": Row(
        "an outcome is shown to the employee first",
        of("shown"),
        said(DISCREET, "There is something to read on your plan", "Shown Rep"),
    ),
    "plans.outcome_taken_back": Row(
        "what was shown is taken back",
        _taken_back,
        said(DISCREET, "Something you have read on a plan has changed", "Shown Rep", *MANAGERS),
    ),
    "plans.appeal_written": Row(
        "an employee writes to HR",
        of("appealed"),
        said(DISCREET, "Somebody waits for your answer", "Hr Partner"),
    ),
    "plans.appeal_answered": Row(
        "HR has answered",
        _answered,
        said(DISCREET, "HR has answered you", "Appealed Rep"),
    ),
    NAME: Row(
        "HR's letter, on the first of the month",
        lambda world, at: {},
        said("Your month", "", "Hr Partner"),
        policy=Policy.AT_MOST_ONCE,
    ),
}
