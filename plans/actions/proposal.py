"""A plan is proposed, taken back, answered by the rep."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import announcement, history
from plans.actions.version import lock, save
from plans.documents.agreement import digest_of, text_of
from plans.models import Agreement, Event, Mentorship, Plan, SelfAssessment
from plans.queries.readiness import missing
from salesgym.errors import Refused
from salesgym.people.models import User


class NotADraft(Refused):
    """The plan was proposed already, or has gone further."""


class NotReady(Refused):
    """Something is still to be filled in."""


class NotProposed(Refused):
    """There is no proposal to answer or to take back."""


class NothingSuggested(Refused):
    """A suggestion needs words."""


@dataclass(frozen=True)
class OwnSide:
    """What the rep says before he signs: his place on the map, how he sees it, why it matters to him."""

    standing: str = ""
    view: str = ""
    reason: str = ""


@transaction.atomic
def propose(*, plan: Plan, by: User, at: datetime, version: int | None = None) -> Agreement:
    """Freeze the terms as a new agreement and put it before the rep."""
    plan = lock(plan, version=version)
    if plan.status != Plan.Status.DRAFT:
        raise NotADraft(_("This plan has been proposed already."))
    gaps = missing(plan)
    if gaps:
        raise NotReady(gaps[0].text)
    agreement = _freeze(plan, by, at)
    plan.status = Plan.Status.PROPOSED
    plan.proposed_at = at
    plan.suggested_changes = ""
    plan.suggested_at = None
    save(plan, "status", "proposed_at", "suggested_changes", "suggested_at")
    history.record(
        plan=plan,
        actor=by,
        event=Event.PLAN_PROPOSED,
        at=at,
        detail={"agreement": agreement.number, "sha256": agreement.sha256},
    )
    announcement.to_sign_by_rep(plan, agreement, at=at)
    return agreement


@transaction.atomic
def take_back(*, plan: Plan, by: User, at: datetime) -> Plan:
    """Make the proposal a draft again. Signatures stay under the old agreement and count for it alone."""
    plan = lock(plan)
    if plan.status != Plan.Status.PROPOSED:
        raise NotProposed(_("This plan is not waiting for an answer, so there is nothing to take back."))
    plan.status = Plan.Status.DRAFT
    # What is edited from here on was never put before the rep, should it be withdrawn.
    plan.proposed_at = None
    save(plan, "status", "proposed_at")
    plan.mentorships.filter(status=Mentorship.Status.ASKED).update(
        status=Mentorship.Status.ENDED, ended_at=at
    )
    history.record(plan=plan, actor=by, event=Event.PLAN_TAKEN_BACK, at=at)
    announcement.taken_back(plan, by, at=at)
    return plan


@transaction.atomic
def answer(*, plan: Plan, by: User, own_side: OwnSide, at: datetime, version: int | None = None) -> Plan:
    """Keep the rep's own side of the proposal; he may go on later."""
    plan = _lock_proposal(plan, version)
    write_own_side(plan, own_side, at=at)
    save(plan, "rep_view", "rep_reason")
    return plan


@transaction.atomic
def suggest_changes(
    *,
    plan: Plan,
    by: User,
    changes: str,
    at: datetime,
    own_side: OwnSide | None = None,
    version: int | None = None,
) -> Plan:
    """Tell the managers what the rep would change, in his words."""
    plan = _lock_proposal(plan, version)
    if not changes.strip():
        raise NothingSuggested(_("Say what you would change, in a sentence or two."))
    if own_side is not None:
        write_own_side(plan, own_side, at=at)
    plan.suggested_changes = changes.strip()
    plan.suggested_at = at
    save(plan, "suggested_changes", "suggested_at", "rep_view", "rep_reason")
    history.record(
        plan=plan,
        actor=by,
        event=Event.PLAN_CHANGES_SUGGESTED,
        at=at,
        detail={"changes": plan.suggested_changes},
    )
    announcement.changes_suggested(plan, at=at)
    return plan


def write_own_side(plan: Plan, own_side: OwnSide, *, at: datetime) -> None:
    """Put the rep's words on a locked plan; the caller saves it."""
    plan.rep_view = own_side.view
    plan.rep_reason = own_side.reason
    if own_side.standing:
        SelfAssessment.objects.update_or_create(plan=plan, defaults={"standing": own_side.standing, "at": at})


def _lock_proposal(plan: Plan, version: int | None) -> Plan:
    plan = lock(plan, version=version)
    if plan.status != Plan.Status.PROPOSED:
        raise NotProposed(
            _("This plan is not open for an answer right now. Your words are still on this page.")
        )
    return plan


def _freeze(plan: Plan, by: User, at: datetime) -> Agreement:
    number = plan.agreements.count() + 1
    text = text_of(plan, number=number)
    return Agreement.objects.create(
        plan=plan, number=number, text=text, sha256=digest_of(text), proposed_by=by, created_at=at
    )
