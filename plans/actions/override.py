"""A manager asks HR to override what stands against "not met", and an HR partner does so or says no, with a reason."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import formal_announcement, history
from plans.actions.version import lock
from plans.calculations.chain import text_sha256
from plans.calculations.decision import Rule, Why
from plans.models import Event, Override, OverrideRequest, Plan
from plans.pages.formal_end import missing_words, standing_blocks
from plans.permissions.hr import acts_as_hr
from plans.queries.decision import rule_of
from salesgym.errors import Refused
from salesgym.numbers.pages.sure import tenths
from salesgym.people.models import User


class NothingStands(Refused):
    """Nothing stands against this outcome today that HR may override."""


class AskedAlready(Refused):
    """HR was asked already and has not answered."""


class NotAsked(Refused):
    """No request waits for an answer."""


class ReasonMissing(Refused):
    """An override, a request or a no without words."""


class OtherBlocks(Refused):
    """What stands against the outcome is no longer what the page showed."""


class NotOfHR(Refused):
    """Only an HR partner for this team with no other part in the plan may override."""


@transaction.atomic
def ask(*, plan: Plan, by: User, why: str, at: datetime) -> OverrideRequest:
    """Ask HR to override what stands against "not met". The same words again are the same request."""
    plan = lock(plan)
    said = _said(why, _("Say in a sentence or two why the plan should end so all the same."))
    waiting = plan.override_requests.open().first()
    if waiting is not None:
        if waiting.why == said:
            return waiting
        raise AskedAlready(_("HR was asked already. You hear as soon as there is an answer."))
    if not standing_blocks(_rule(plan, at)):
        raise NothingStands(_("Nothing stands against this outcome today that HR could override."))
    request = OverrideRequest.objects.create(plan=plan, why=said, asked_by=by, asked_at=at)
    detail = {"request": request.pk, "reason": said}
    history.record_locked(plan=plan, actor=by, event=Event.OVERRIDE_ASKED, at=at, detail=detail)
    formal_announcement.override_asked(request, plan, at=at)
    return request


@transaction.atomic
def give(*, plan: Plan, by: User, blocks: Collection[str], reason: str, at: datetime) -> list[Override]:
    """Override these blocks, which are all that stand, with one reason that the employee and the managers read."""
    plan = lock(plan)
    if not acts_as_hr(by, plan):
        raise NotOfHR(_("Only an HR partner with no other part in this plan may override."))
    said = _said(reason, _("Give the reason: the employee reads every word."))
    rule = _rule(plan, at)
    standing = standing_blocks(rule)
    if not standing or not plan.is_open:
        raise NothingStands(_("Nothing stands against this outcome today that you could override."))
    if set(blocks) != set(standing):
        raise OtherBlocks(_("What stands against it has changed. Read it again, then decide."))
    given = [_override(plan, rule, block, by, said, at) for block in standing]
    plan.override_requests.open().update(settled_by=by, settled_at=at)
    formal_announcement.override_answered(plan, at=at, is_given=True)
    return given


@transaction.atomic
def decline(*, plan: Plan, by: User, reason: str, at: datetime) -> OverrideRequest:
    """Say no to the request that waits, with a reason that both parties read."""
    plan = lock(plan)
    if not acts_as_hr(by, plan):
        raise NotOfHR(_("Only an HR partner with no other part in this plan may override."))
    said = _said(reason, _("Give the reason: the employee reads every word."))
    request = plan.override_requests.open().select_for_update().first()
    if request is None:
        raise NotAsked(_("No request waits for an answer any more."))
    request.answer, request.settled_by, request.settled_at = said, by, at
    request.save(update_fields=["answer", "settled_by", "settled_at"])
    detail = {"request": request.pk, "reason": said}
    history.record_locked(plan=plan, actor=by, event=Event.OVERRIDE_DECLINED, at=at, detail=detail)
    formal_announcement.override_answered(plan, at=at, is_given=False)
    return request


def settle_with(plan: Plan, *, by: User, at: datetime) -> None:
    """No request waits once the plan closes. The caller has locked the plan."""
    plan.override_requests.open().update(settled_by=by, settled_at=at)


def _override(plan: Plan, rule: Rule, block: Override.Block, by: User, reason: str, at: datetime) -> Override:
    real = tenths(rule.real) if rule.real is not None else ""
    missing = missing_words(Why(block.value), rule.formal, real=real) if rule.formal else ""
    given = Override.objects.create(
        plan=plan, block=block, reason=reason, missing=missing, overridden_by=by, overridden_at=at
    )
    detail = {
        "override": given.pk,
        "block": str(block),
        "what": missing,
        "reason": reason,
        "reason_sha256": text_sha256(reason),
    }
    history.record_locked(plan=plan, actor=by, event=Event.OVERRIDE_GIVEN, at=at, detail=detail)
    return given


def _rule(plan: Plan, at: datetime) -> Rule:
    return rule_of(plan, list(plan.milestones.order_by("position")), at=at)


def _said(words: str, otherwise: str) -> str:
    if not words.strip():
        raise ReasonMissing(otherwise)
    return words.strip()
