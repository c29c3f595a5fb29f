"""A manager proposes a plan or takes it back; the rep adds their own side or suggests changes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.actions import announcement, approval, draft_basis, history, plan_wish, step_question
from plans.actions.draft_runs import count_runs, require_fitting
from plans.actions.version import lock, save
from plans.documents.agreement import digest_of, may_begin_later, text_of
from plans.documents.decision import has_clause
from plans.models import Agreement, Event, Mentorship, Plan, SelfAssessment
from plans.models.diagnosis import standing_at
from plans.pages.readiness import lack_words
from plans.queries.calendar import local_day
from plans.queries.formal_end import latest_end
from plans.queries.kept_terms import proposal_digests
from plans.queries.readiness import missing
from salesgym.errors import Refused
from salesgym.people.models import User

# What is kept of the rep's side with where they stand.
WITH_STANDING = (
    "is_confidence", "is_energy", "skill_level", "will_level", "knows_role", "avoids", "shares_avoids",
)  # fmt: skip


class NotADraft(Refused):
    """The plan was proposed already, or has gone further."""


class NotReady(Refused):
    """A part of the plan is missing; the message names the first one."""


class NotProposed(Refused):
    """The plan is not proposed, so it can be neither answered nor taken back."""


class ExtensionTooLong(Refused):
    """The extension of a formal plan is longer than its days allow."""


class NothingSuggested(Refused):
    """A suggestion without text."""


@dataclass(frozen=True)
class OwnSide:
    """What the rep says before they sign: skill and will (0 to 10 each, from which the standing follows, or a Standing
    alone), how they see it, why it matters to them, and with the standing whether confidence or energy is behind it."""

    standing: str = ""
    view: str = ""
    reason: str = ""
    is_confidence: bool = False
    is_energy: bool = False
    skill_level: int | None = None
    will_level: int | None = None
    knows_role: str = ""
    avoids: str = ""
    shares_avoids: bool = False


@transaction.atomic
def propose(*, plan: Plan, by: User, at: datetime, version: int | None = None) -> Agreement:
    """Freeze the terms as a new agreement and ask the rep to sign it. Raises NotADraft, NotReady, StaleVersion.

    RunDoesNotFit where a step's date leaves fewer full weeks than it takes, as after a new leave; ExtensionTooLong; NotApproved
    for a formal plan whose very text HR has not approved.
    """
    plan = lock(plan, version=version)
    if plan.status != Plan.Status.DRAFT:
        raise NotADraft(_("This plan has been proposed already."))
    _require_its_days(plan)
    gaps = missing(plan, on=local_day(at))
    if gaps:
        raise NotReady(lack_words(gaps[0].lack))
    require_fitting(plan)
    if plan.is_formal:
        # As HR read it: what was worked out then is not worked out anew.
        draft_basis.finish(plan)
    else:
        draft_basis.keep(plan, on=local_day(at), is_final=True)
    agreement = _freeze(plan, by, at)
    if plan.is_formal:
        approval.require(plan, agreement.sha256)
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
        detail={"agreement": agreement.number, "sha256": agreement.sha256, **_digests(plan, agreement)},
    )
    plan_wish.settle_with(plan, by=by, at=at)
    announcement.to_sign_by_rep(plan, agreement, at=at)
    return agreement


@transaction.atomic
def take_back(*, plan: Plan, by: User, at: datetime) -> Plan:
    """Make the proposal a draft again. Signatures stay with the old agreement and do not count for a new one."""
    plan = lock(plan)
    if plan.status != Plan.Status.PROPOSED:
        raise NotProposed(_("This plan is not waiting for an answer, so there is nothing to take back."))
    plan.status = Plan.Status.DRAFT
    # The rep may not see the edits from here on. Without this time they cannot open the plan if it is withdrawn.
    plan.proposed_at = None
    save(plan, "status", "proposed_at")
    if not plan.counts_runs:
        count_runs(plan)
    # What only helps to choose was left out of the proposal; the wizard shows it again.
    draft_basis.keep(plan, on=local_day(at))
    plan.mentorships.filter(status=Mentorship.Status.ASKED).update(
        status=Mentorship.Status.ENDED, ended_at=at
    )
    step_question.settle_with(plan, by=by, at=at)
    history.record(plan=plan, actor=by, event=Event.PLAN_TAKEN_BACK, at=at)
    announcement.taken_back(plan, by, at=at)
    return plan


@transaction.atomic
def answer(*, plan: Plan, by: User, own_side: OwnSide, at: datetime, version: int | None = None) -> Plan:
    """Store the rep's own side of the proposal; they may change it until they sign."""
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
    """Store what the rep would change, in their words, and tell the managers."""
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
    """Set the rep's texts on a locked plan, which the caller saves, and store their self-assessment."""
    plan.rep_view = own_side.view
    plan.rep_reason = own_side.reason
    if standing := standing_at(own_side.skill_level, own_side.will_level, own_side.standing):
        told = {"standing": standing, **{name: getattr(own_side, name) for name in WITH_STANDING}}
        if plan.kind == Plan.Kind.FORMAL:
            told |= {"is_confidence": False, "is_energy": False}
        SelfAssessment.objects.update_or_create(plan=plan, defaults={**told, "at": at})


def _require_its_days(plan: Plan) -> None:
    """An extension of a formal plan takes six weeks at most, and with that plan 180 days."""
    last = latest_end(plan)
    if last is None or plan.predecessor_id is None or plan.ends_on is None or plan.ends_on <= last:
        return
    raise ExtensionTooLong(
        _("An extension of a formal plan takes six weeks at most, and 180 days in all: end it by %(day)s.")
        % {"day": date_format(last, "j F Y")}
    )


def _lock_proposal(plan: Plan, version: int | None) -> Plan:
    plan = lock(plan, version=version)
    if plan.status != Plan.Status.PROPOSED:
        raise NotProposed(
            _("This plan is not open for an answer right now. Your words are still on this page.")
        )
    return plan


def _digests(plan: Plan, agreement: Agreement) -> dict[str, object]:
    seen = plan.observations.order_by("position").values_list("seen_on", "what", "source")
    return proposal_digests(agreement, seen)


def _freeze(plan: Plan, by: User, at: datetime) -> Agreement:
    number = plan.agreements.count() + 1
    text = text_of(plan, number=number)
    return Agreement.objects.create(
        plan=plan,
        number=number,
        text=text,
        sha256=digest_of(text),
        proposed_by=by,
        created_at=at,
        may_begin_later=may_begin_later(plan),
        has_clause=has_clause(plan),
    )
