"""Both parties sign the frozen text of an agreement; the second signature starts the plan."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import announcement, history, mentor, own_figure, shown
from plans.actions.proposal import OwnSide, write_own_side
from plans.actions.version import lock, save
from plans.models import Agreement, Event, Mentorship, OwnFigure, Plan, Signature
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import User

PARTIES = 2
JUDGE = "plans.tasks.judge_plans"


class NotOpenForSigning(Refused):
    """The agreement was taken back, replaced, or both have signed."""


class AlreadySigned(Refused):
    """This party has signed already, by the same person or another one. The first signature counts."""


class TermsChanged(Refused):
    """The text that the page showed is not the text that is proposed now."""


class TooLateToSign(Refused):
    """The due date of the first step has passed, so the plan would start with a missed step."""


@transaction.atomic
def sign(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    comment: str = "",
    own_side: OwnSide | None = None,
    sha256: str | None = None,
) -> Signature:
    """Store the signature of the party that `by` belongs to. The plan starts once both have signed.

    `sha256` is the digest of the text that the page showed. Raises TermsChanged if it is not the current text's,
    NotOpenForSigning, AlreadySigned, or TooLateToSign.
    """
    plan = lock(plan)
    party = Signature.Party.REP if by.pk == plan.rep_id else Signature.Party.MANAGER
    agreement = plan.agreements.order_by("-number").first()
    _refuse_second_signature(agreement, party, by)
    if not plan.is_open_for_signing or agreement is None:
        raise NotOpenForSigning(_("This agreement is no longer open for signing."))
    if sha256 is not None and sha256 != agreement.sha256:
        raise TermsChanged(_("The text has changed since you opened the page. Read the new one, then sign."))
    _refuse_passed_step(plan, at)
    if own_side is not None:
        write_own_side(plan, own_side, at=at)
    signature = Signature.objects.create(
        agreement=agreement, party=party, signer=by, signed_at=at, comment=comment.strip()
    )
    detail: dict[str, object] = {
        "agreement": agreement.number,
        "party": party.value,
        "sha256": agreement.sha256,
    }
    detail |= _own_figure(plan, party)
    history.record(plan=plan, actor=by, event=Event.AGREEMENT_SIGNED, at=at, detail=detail)
    _go_on(plan, agreement, party, at)
    return signature


def _own_figure(plan: Plan, party: Signature.Party) -> dict[str, object]:
    """The rep's own figure at the moment they sign, with its inputs, for the history; empty for managers."""
    figure = OwnFigure.objects.filter(plan=plan).first() if party == Signature.Party.REP else None
    return {} if figure is None else {"own_figure": own_figure.kept(figure)}


def _go_on(plan: Plan, agreement: Agreement, party: Signature.Party, at: datetime) -> None:
    """Invite the mentor once the rep has signed; then start the plan, or ask the managers to sign."""
    if party == Signature.Party.REP:
        _ask_wished_mentor(plan, at)
    if agreement.signatures.count() == PARTIES:
        plan.status = Plan.Status.ACTIVE
        plan.activated_at = at
        history.record(plan=plan, actor=None, event=Event.PLAN_STARTED, at=at)
        shown.keep_bars(plan, at=at)
        announcement.started(plan, at=at)
        hand_off(JUDGE, plan_ids=[plan.pk])
    elif party == Signature.Party.REP:
        announcement.to_sign_by_manager(plan, agreement, at=at)
    save(plan, "status", "activated_at", "rep_view", "rep_reason")


def _ask_wished_mentor(plan: Plan, at: datetime) -> None:
    """Invite the mentor named in the plan, unless they are invited or cannot mentor. Ends another pairing."""
    wish = plan.mentor_wish
    if wish is None or wish.pk in {plan.mentor_id, plan.rep_id} or not wish.is_active:
        return
    asked = plan.mentorships.filter(mentor=wish, status=Mentorship.Status.ASKED)
    if asked.exists():
        return
    mentor.end_open(plan, by=plan.rep, at=at)
    plan.save(update_fields=["mentor"])
    mentor.invite(plan=plan, mentor=wish, by=plan.manager, at=at)


def _refuse_second_signature(agreement: Agreement | None, party: Signature.Party, by: User) -> None:
    if agreement is None:
        return
    earlier = agreement.signatures.filter(party=party).select_related("signer").first()
    if earlier is None:
        return
    if earlier.signer_id == by.pk:
        raise AlreadySigned(_("You have already signed this agreement."))
    raise AlreadySigned(_("%(name)s has signed for the managers already.") % {"name": earlier.signer})


def _refuse_passed_step(plan: Plan, at: datetime) -> None:
    first = plan.milestones.order_by("position").first()
    if first is not None and first.due_on < local_day(at):
        raise TooLateToSign(
            _("The first step's date has passed. The manager takes the plan back and gives it new dates.")
        )
