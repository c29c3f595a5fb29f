"""A plan comes into review after its last day, and a manager closes it with a result and reasons."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import (
    amendment,
    announcement,
    commitment,
    history,
    mentor,
    override,
    shown,
    step_question,
    successor,
)
from plans.actions.milestone import begin_review, record
from plans.actions.version import lock, save
from plans.calculations.decision import Rule
from plans.models import AnnouncedOutcome, Event, Milestone, Outcome, Plan, Skill
from plans.pages.decision import why_words
from plans.queries.calendar import last_week_ends, local_day
from plans.queries.closing import Debts, open_debts
from plans.queries.decision import rule_of
from plans.queries.history_chain import outcome_digests
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.queries.scorecard import window_value
from salesgym.people.models import User

SIGNED_RESULTS = frozenset(
    [Outcome.Result.MET, Outcome.Result.MET_IN_PART, Outcome.Result.EXTENDED, Outcome.Result.NOT_MET]
)


class AlreadyClosed(Refused):
    """The plan is closed; its outcome cannot change."""


class ReasonsMissing(Refused):
    """An outcome without reasons."""


class WrongResult(Refused):
    """This result is unknown, or not possible in the plan's status."""


class NextStepMissing(Refused):
    """The result is "not met", and no next step was chosen."""


class NotByTheRule(Refused):
    """What both have signed about the end of the plan leaves no room for this result today."""


class AnnouncedFirst(Refused):
    """A formal plan's "not met" was shown to the employee and waits."""


class DebtsOpen(Refused):
    """Steps to verify, rewards to give or promises to keep are open, and nobody said that they are left so."""


@dataclass(frozen=True)
class Closing:
    """The outcome of a closed plan, and the new draft where the plan was extended."""

    outcome: Outcome
    successor: Plan | None = None


@transaction.atomic
def close(
    *,
    plan: Plan,
    by: User,
    result: str,
    reasons: str,
    at: datetime,
    learned: str = "",
    next_step: str = "",
    next_skill: Skill | None = None,
    given_up: Collection[str] = (),
    version: int | None = None,
) -> Closing:
    """Store the outcome, close the plan, end its mentoring and pause, and mark its open steps as missed.

    `given_up` are the keys of what is left open (`Debts.keys`); DebtsOpen where anything else is. A step that is
    left unverified stays reached; a reward that was earned is owed also after the end. What the rep promised and is
    open holds nothing up: the history tells of it.
    """
    plan = lock(plan)
    if not plan.is_open:
        raise AlreadyClosed(_("This plan is closed already. Its outcome stands."))
    if plan.announced_outcomes.waiting().exists():
        raise AnnouncedFirst(_("An outcome was shown and waits for its morning. Take it back first."))
    plan = lock(plan, version=version)
    if plan.kind == Plan.Kind.FORMAL and result == Outcome.Result.NOT_MET:
        raise WrongResult(_("A formal plan that was not met is shown to the employee first."))
    rule = require_possible(plan, result, reasons, next_step, at)
    debts = open_debts(plan)
    refuse_open_debts(debts, given_up)
    told = {"result": result, "reasons": reasons.strip(), "learned": learned.strip(), "decided_by": by}
    told["next_skill"] = next_skill
    told["next_step"] = next_step if result == Outcome.Result.NOT_MET else ""
    outcome = _write(plan, rule, debts, told, at)
    follows = successor.open_for(plan, by, at) if result == Outcome.Result.EXTENDED else None
    return Closing(outcome, follows)


def make_final(announced: AnnouncedOutcome, plan: Plan, rule: Rule, *, at: datetime) -> Outcome:
    """Close a locked plan as its employee has read it; what is open by then is left so."""
    told = {
        "result": Outcome.Result.NOT_MET,
        "reasons": announced.reasons,
        "learned": announced.learned,
        "next_step": announced.next_step,
        "next_skill": announced.next_skill,
        "decided_by": announced.announced_by,
    }
    return _write(plan, rule, open_debts(plan), told, at)


def require_possible(plan: Plan, result: str, reasons: str, next_step: str, at: datetime) -> Rule:
    """The rule of a locked plan, which leaves room for this result. Raises WrongResult, ReasonsMissing, NextStepMissing and
    NotByTheRule."""
    _refuse_wrong_result(plan, result, reasons, next_step)
    return _require_by_rule(plan, result, at)


def _write(plan: Plan, rule: Rule, debts: Debts, told: dict[str, Any], at: datetime) -> Outcome:
    by = told["decided_by"]
    _tell_what_is_left(plan, debts, by, at)
    close_children(plan, by, at)
    figure = _figure(plan, local_day(at))
    outcome = Outcome.objects.create(plan=plan, decided_at=at, **told, **figure)
    # The database rounds it, and the history keeps the digest of what stands there.
    outcome.refresh_from_db(fields=list(figure))
    _end(outcome, rule, by, at)
    return outcome


def open_reviews(*, at: datetime) -> int:
    """Put every active plan whose last day has passed into review; how many. A repeat changes nothing."""
    today = local_day(at)
    over = Plan.objects.running().filter(ends_on__lt=today).order_by("pk").values_list("pk", flat=True)
    return sum(_review(plan_id, today, at) for plan_id in list(over))


@transaction.atomic
def _review(plan_id: int, today: date, at: datetime) -> bool:
    plan = lock(Plan(pk=plan_id))
    if plan.status != Plan.Status.ACTIVE or plan.ends_on is None or plan.ends_on >= today:
        return False
    begin_review(plan, at=at)
    return True


def _refuse_wrong_result(plan: Plan, result: str, reasons: str, next_step: str) -> None:
    if plan.status == Plan.Status.DRAFT:
        raise WrongResult(_("A draft has no outcome. Discard it instead."))
    if result not in Outcome.Result.values:
        raise WrongResult(_("Choose how the plan ends."))
    if result in SIGNED_RESULTS and not plan.is_working:
        raise WrongResult(
            _("This plan is not signed yet: it can be withdrawn, or end because the rep leaves.")
        )
    if not reasons.strip() and result != Outcome.Result.LEFT:
        raise ReasonsMissing(_("Give the reasons: what was reached, what helped, what was in the way."))
    if result == Outcome.Result.NOT_MET and next_step not in Outcome.next_steps(plan.kind):
        raise NextStepMissing(_("Choose the next step that you have agreed."))


def _require_by_rule(plan: Plan, result: str, at: datetime) -> Rule:
    """The rule of the plan, which leaves room for this result; the database knows the chance and the extension too."""
    rule = rule_of(plan, list(plan.milestones.order_by("position")), at=at)
    why = rule.refuses(result)
    if why is not None:
        raise NotByTheRule(why_words(why, rule))
    return rule


def refuse_open_debts(debts: Debts, given_up: Collection[str]) -> None:
    """Raise DebtsOpen unless all that is open is settled, or named as left so."""
    if not set(debts.keys.values()) <= set(given_up):
        raise DebtsOpen(
            _(
                "Something is still open on this plan: settle it, or tick the sentence that says you leave it so."
            )
        )


def _tell_what_is_left(plan: Plan, debts: Debts, by: User, at: datetime) -> None:
    """Write down what the plan leaves open, each thing by itself; the database closes no plan without."""
    for step in debts.steps:
        record(step, Event.MILESTONE_UNVERIFIED, by, at)
        if hasattr(step, "reward"):
            record(step, Event.REWARD_GIVEN_UP, by, at, what=step.reward.what)
    for reward in debts.rewards:
        record(reward.milestone, Event.REWARD_OWED, by, at, what=reward.what)
    for promise in [*debts.promises, *debts.own]:
        promise.plan = plan
        commitment.record(promise, Event.SUPPORT_GIVEN_UP, by, at)


def _end(outcome: Outcome, rule: Rule, by: User, at: datetime) -> None:
    """Close the plan, record it, say what came of the chances that were shown, and tell everybody on it."""
    plan = outcome.plan
    plan.status = Plan.Status.CLOSED
    plan.closed_at = at
    save(plan, "status", "closed_at", "mentor")
    step_question.settle_with(plan, by=by, at=at)
    override.settle_with(plan, by=by, at=at)
    agreed_next = {"next": outcome.next_skill.name} if outcome.next_skill else {}
    detail: dict[str, object] = {**outcome_digests(outcome), **agreed_next}
    if rule.is_signed and rule.is_last:
        detail["clause"] = "honored"
    history.record(plan=plan, actor=by, event=Event.PLAN_CLOSED, at=at, detail=detail)
    # Whoever left could not show what the chances said, so nothing came of them.
    if outcome.result != Outcome.Result.LEFT:
        shown.settle(plan)
    announcement.closed(plan, at=at)


def _figure(plan: Plan, on: date) -> dict[str, Decimal | None]:
    """Where the number stands, with its parts, as an outcome keeps it."""
    stands = _stands(plan, on)
    parts = ("value", "numerator", "denominator")
    return {part: getattr(stands, part) if stands else None for part in parts}


def _stands(plan: Plan, on: date) -> Window | None:
    """The number's window that ends today, or with the plan's last week if that is earlier; None before the start."""
    if plan.metric is None or plan.activated_at is None or plan.ends_on is None:
        return None
    until = min(on, last_week_ends(plan.ends_on))
    return window_value(plan.rep_id, plan.metric, until=until, weeks=plan.window_weeks)


def close_children(plan: Plan, by: User, at: datetime) -> None:
    """End the mentoring, the pause and new dates that wait of a locked plan, which the caller saves, and mark its open steps as missed."""
    today = local_day(at)
    mentor.end_open(plan, by=by, at=at)
    amendment.end_open(plan, at=at)
    for running in plan.pauses.filter(ends_on=None):
        running.ends_on = max(today, running.starts_on)
        running.days_moved = 0
        running.save(update_fields=["ends_on", "days_moved"])
    plan.milestones.filter(status=Milestone.Status.AHEAD).update(status=Milestone.Status.MISSED)
    plan.milestones.filter(status=Milestone.Status.REACHED).update(status=Milestone.Status.UNVERIFIED)
