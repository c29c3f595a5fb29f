"""Both parties sign the frozen text of an agreement; the second signature starts the plan."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import announcement, history, mentor, own_figure, shown
from plans.actions.dates import move_whole
from plans.actions.proposal import OwnSide, write_own_side
from plans.actions.standing import require_party
from plans.actions.version import lock, save
from plans.calculations.chain import text_sha256
from plans.models import Agreement, Event, Mentorship, OwnFigure, Plan, Signature
from plans.queries import mentors
from plans.queries.calendar import local_day
from plans.queries.later_start import LaterStart, first_step_has_passed, later_start
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


class StepIsVague(Refused):
    """The rep has asked what a step means, and the answer is still to come."""


class FirstDayMoved(Refused):
    """The plan begins on another day than the one that the page said."""


@transaction.atomic
def sign(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    comment: str = "",
    own_side: OwnSide | None = None,
    sha256: str | None = None,
    begins_on: date | None = None,
) -> Signature:
    """Store the signature of the party that `by` belongs to. The plan starts once both have signed.

    `sha256` is the digest of the text that the page showed, and `begins_on` the later first day that the second to
    sign chose there, when the planned one has passed. Raises TermsChanged if the text is not the current one,
    NotOpenForSigning, AlreadySigned, StepIsVague, TooLateToSign, FirstDayMoved, or NoLongerOnIt.
    """
    plan = lock(plan)
    require_party(plan, by)
    party = _party(plan, by)
    agreement = signable(plan=plan, by=by, at=at, sha256=sha256)
    is_second = agreement.signatures.exists()
    later = later_start(plan, agreement, on=local_day(at)) if is_second else None
    _refuse_first_day(later, begins_on)
    if own_side is not None:
        write_own_side(plan, own_side, at=at)
    signature = Signature.objects.create(
        agreement=agreement, party=party, signer=by, signed_at=at, comment=comment.strip()
    )
    detail: dict[str, object] = {
        "agreement": agreement.number,
        "party": party.value,
        "sha256": agreement.sha256,
        "comment_sha256": text_sha256(signature.comment),
    }
    detail |= _own_figure(plan, party)
    history.record(plan=plan, actor=by, event=Event.AGREEMENT_SIGNED, at=at, detail=detail)
    if later is not None and begins_on is not None:
        _begin_later(plan, later, by, at)
    _go_on(plan, agreement, party, at)
    return signature


def signable(*, plan: Plan, by: User, at: datetime, sha256: str | None = None) -> Agreement:
    """The agreement that `by` may sign now. Raises as `sign` would, but for the day on which the plan begins."""
    agreement = plan.agreements.order_by("-number").first()
    _refuse_second_signature(agreement, _party(plan, by), by)
    if not plan.is_open_for_signing or agreement is None:
        raise NotOpenForSigning(_("This agreement is no longer open for signing."))
    if sha256 is not None and sha256 != agreement.sha256:
        raise TermsChanged(_("The text has changed since you opened the page. Read the new one, then sign."))
    _refuse_open_question(agreement)
    _refuse_passed_step(plan, agreement, at)
    return agreement


def _party(plan: Plan, by: User) -> Signature.Party:
    return Signature.Party.REP if by.pk == plan.rep_id else Signature.Party.MANAGER


def _begin_later(plan: Plan, later: LaterStart, by: User, at: datetime) -> None:
    """Move the whole plan to the first day that the terms allow, before it starts and is told."""
    planned = plan.starts_on
    move_whole(plan, weeks=later.weeks)
    detail = {
        "weeks": later.weeks,
        "planned": planned.isoformat() if planned else "",
        "begins_on": later.begins_on.isoformat(),
    }
    history.record(plan=plan, actor=by, event=Event.PLAN_BEGINS_LATER, at=at, detail=detail)


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
    if wish is None or wish.pk == plan.mentor_id or not mentors.askable(plan).filter(pk=wish.pk).exists():
        return
    asked = plan.mentorships.filter(mentor=wish, status=Mentorship.Status.ASKED)
    if asked.exists():
        return
    mentor.end_open(plan, by=plan.rep, at=at)
    plan.save(update_fields=["mentor"])
    mentor.invite(plan=plan, mentor=wish, by=plan.manager, at=at, is_agreed=True)


def _refuse_second_signature(agreement: Agreement | None, party: Signature.Party, by: User) -> None:
    if agreement is None:
        return
    earlier = agreement.signatures.filter(party=party).select_related("signer").first()
    if earlier is None:
        return
    if earlier.signer_id == by.pk:
        raise AlreadySigned(_("You have already signed this agreement."))
    raise AlreadySigned(_("%(name)s has signed for the managers already.") % {"name": earlier.signer})


def _refuse_first_day(later: LaterStart | None, begins_on: date | None) -> None:
    """Refuse another day than the one that the person read, and to begin with a step that is over."""
    if begins_on is not None and (later is None or later.begins_on != begins_on):
        raise FirstDayMoved(
            _("The day on which the plan begins is another one by now. Look at it, then sign.")
        )
    if begins_on is None and later is not None and later.is_needed:
        raise FirstDayMoved(
            _(
                "The first step's date has passed, so the plan begins later than planned. Look at the day, then sign."
            )
        )


def _refuse_open_question(agreement: Agreement) -> None:
    asked = agreement.questions.open().order_by("position").first()
    if asked is not None:
        raise StepIsVague(
            _("What step %(number)s means is not answered yet. Nobody signs before.")
            % {"number": asked.position}
        )


def _refuse_passed_step(plan: Plan, agreement: Agreement, at: datetime) -> None:
    """Refuse terms that cannot begin later once the first step's date has passed."""
    if not agreement.may_begin_later and first_step_has_passed(plan, on=local_day(at)):
        raise TooLateToSign(
            _("The first step's date has passed. The manager takes the plan back and gives it new dates.")
        )
