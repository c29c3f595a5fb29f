"""A formal plan's "not met" is shown to the employee first, and is the outcome from their next working morning on."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import formal_announcement, history, outcome
from plans.actions.outcome import AlreadyClosed, WrongResult
from plans.actions.version import lock, save
from plans.calculations.decision import Why
from plans.models import AnnouncedOutcome, Event, Outcome, Plan, Skill
from plans.queries.closing import open_debts
from plans.queries.decision import rule_of
from plans.queries.imported_weeks import came_after
from plans.queries.kept_formal import shown_digests
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.people.queries import calendar

MORNING = time(9)
# What ends an outcome that waits: the agreement leaves no room for it any more. Help that was owed was looked at before.
OVERTAKES = frozenset([Why.PROGRESS, Why.STEPS_SAY_MORE, Why.STEPS_DECIDE, Why.NOT_OVER])


class WaitsAlready(Refused):
    """An outcome of this plan was shown and waits for its morning."""


class NotWaiting(Refused):
    """Nothing of this plan waits any more, or its morning has come."""


@transaction.atomic
def announce(
    *,
    plan: Plan,
    by: User,
    reasons: str,
    next_step: str,
    at: datetime,
    learned: str = "",
    next_skill: Skill | None = None,
    given_up: Collection[str] = (),
    version: int | None = None,
) -> AnnouncedOutcome:
    """Show the employee that the plan ends as not met; nothing of it happens before their next working morning.

    Raises what `outcome.close` raises, WaitsAlready, and WrongResult for a plan that has no such outcome.
    """
    plan = lock(plan)
    if not plan.is_open:
        raise AlreadyClosed(_("This plan is closed already. Its outcome stands."))
    if plan.announced_outcomes.waiting().exists():
        raise WaitsAlready(_("An outcome was shown already. Take it back before you write another."))
    plan = lock(plan, version=version)
    if plan.kind != Plan.Kind.FORMAL:
        raise WrongResult(_("The outcome of a coaching plan waits for nothing."))
    outcome.require_possible(plan, Outcome.Result.NOT_MET, reasons, next_step, at)
    outcome.refuse_open_debts(open_debts(plan), given_up)
    shown = AnnouncedOutcome.objects.create(
        plan=plan, reasons=reasons.strip(), learned=learned.strip(), next_step=next_step, next_skill=next_skill,
        announced_by=by, announced_at=at, final_from=calendar.next_working_day(plan.rep_id, at, hour=MORNING),
    )  # fmt: skip
    save(plan)
    detail = {"announced": shown.pk, "what": str(Outcome.Result.NOT_MET.label), **shown_digests(shown)}
    history.record_locked(plan=plan, actor=by, event=Event.OUTCOME_ANNOUNCED, at=at, detail=detail)
    formal_announcement.outcome_shown(shown, plan, at=at)
    return shown


@transaction.atomic
def take_back(*, plan: Plan, by: User, at: datetime) -> AnnouncedOutcome:
    """Take the outcome back before its morning; the plan stays in review. NotWaiting where it is too late."""
    plan = lock(plan)
    shown = plan.announced_outcomes.waiting().select_for_update().first()
    if shown is None or not shown.may_be_taken_back(at):
        raise NotWaiting(_("There is nothing to take back any more."))
    _end(shown, plan, Event.OUTCOME_TAKEN_BACK, by=by, at=at)
    return shown


def settle_due(*, at: datetime) -> int:
    """Make final what was shown and whose morning has come; how many ended. A repeat changes nothing."""
    due = AnnouncedOutcome.objects.waiting().filter(final_from__lte=at).order_by("pk")
    return sum(_settle(plan_id, at) for plan_id in list(due.values_list("plan_id", flat=True)))


@transaction.atomic
def _settle(plan_id: int, at: datetime) -> bool:
    """Make this plan's outcome final, once: of two workers the second finds nothing that waits."""
    plan = lock(Plan(pk=plan_id))
    waiting = plan.announced_outcomes.waiting().select_for_update(of=("self",))
    shown = waiting.select_related("announced_by", "next_skill").first()
    if shown is None or shown.final_from > at:
        return False
    # Leave or a holiday may have come since it was shown.
    morning = calendar.next_working_day(plan.rep_id, shown.announced_at, hour=MORNING)
    if morning > shown.final_from:
        shown.final_from = morning
        shown.save(update_fields=["final_from"])
        if morning > at:
            return False
    rule = rule_of(plan, list(plan.milestones.order_by("position")), at=at)
    if came_after(shown):
        # What the numbers say may have changed, and neither the employee nor HR has read it with the outcome.
        _end(shown, plan, Event.OUTCOME_OUTDATED, by=None, at=at)
        return True
    if OVERTAKES & set(rule.reasons_against(Outcome.Result.NOT_MET)):
        _end(shown, plan, Event.OUTCOME_OVERTAKEN, by=None, at=at)
        return True
    shown.final_at = at
    shown.save(update_fields=["final_at"])
    outcome.make_final(shown, plan, rule, at=at)
    return True


def _end(shown: AnnouncedOutcome, plan: Plan, event: Event, *, by: User | None, at: datetime) -> None:
    shown.taken_back_at, shown.taken_back_by = at, by
    shown.save(update_fields=["taken_back_at", "taken_back_by"])
    save(plan)
    history.record_locked(plan=plan, actor=by, event=event, at=at, detail={"announced": shown.pk})
    formal_announcement.outcome_taken_back(shown, plan, at=at)
