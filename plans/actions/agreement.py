"""Both parties sign the frozen text of an agreement; the second signature starts the plan."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import announcement, history, mentor, own_figure, starting
from plans.actions.proposal import OwnSide, write_own_side
from plans.actions.standing import require_party
from plans.actions.starting import FirstDayMoved
from plans.actions.version import lock, save
from plans.calculations.chain import text_sha256
from plans.models import Agreement, Event, Mentorship, OwnFigure, Plan, Receipt, Signature
from plans.queries import mentors
from plans.queries.calendar import local_day
from plans.queries.later_start import first_step_has_passed
from salesgym.errors import Refused
from salesgym.people.models import User

__all__ = ["FirstDayMoved", "sign", "signable"]


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


class NotReceived(Refused):
    """The rep of a formal plan answers once they have said that they have it."""


class AnswerMissing(Refused):
    """A formal plan is answered with "I agree", or "I do not agree" and why; a coaching plan with the name alone."""


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
    answer: str = "",
) -> Signature:
    """Store the signature of the party that `by` belongs to. The plan starts once both have signed.

    `sha256` is the digest of the text that the page showed, and `begins_on` the later first day that the second to
    sign chose there, when the planned one has passed. `answer` is what the rep says to a formal plan. Raises TermsChanged
    if the text is not the current one, NotOpenForSigning, AlreadySigned, StepIsVague, TooLateToSign, FirstDayMoved,
    NotReceived, AnswerMissing, or NoLongerOnIt.
    """
    plan = lock(plan)
    require_party(plan, by)
    party = _party(plan, by)
    agreement = signable(plan=plan, by=by, at=at, sha256=sha256)
    _refuse_unfitting_answer(plan, agreement, party, answer, comment)
    is_second = agreement.signatures.exists()
    later = starting.later_first_day(plan, agreement if is_second else None, begins_on=begins_on, at=at)
    if own_side is not None:
        write_own_side(plan, own_side, at=at)
    signature = Signature.objects.create(
        agreement=agreement, party=party, signer=by, signed_at=at, comment=comment.strip(), answer=answer
    )
    detail = told_of(signature) | _own_figure(plan, party)
    history.record(plan=plan, actor=by, event=Event.AGREEMENT_SIGNED, at=at, detail=detail)
    if party == Signature.Party.REP:
        ask_wished_mentor(plan, at)
    if is_second:
        starting.start(plan, later, by=by, begins_on=begins_on, at=at)
    elif party == Signature.Party.REP:
        announcement.to_sign_by_manager(plan, agreement, at=at)
    save(plan, "status", "activated_at", "rep_view", "rep_reason")
    return signature


def told_of(signature: Signature) -> dict[str, object]:
    """What the history keeps of a signature: with the answer to a formal plan."""
    detail: dict[str, object] = {
        "agreement": signature.agreement.number,
        "party": str(signature.party),
        "sha256": signature.agreement.sha256,
        "comment_sha256": text_sha256(signature.comment),
    }
    return detail | ({"says": str(signature.answer)} if signature.answer else {})


def signable(*, plan: Plan, by: User, at: datetime, sha256: str | None = None) -> Agreement:
    """The agreement that `by` may sign now. Raises as `sign` would, but for the day on which the plan begins."""
    agreement = plan.agreements.order_by("-number").first()
    _refuse_second_signature(agreement, _party(plan, by), by)
    if not plan.is_open_for_signing or agreement is None:
        raise NotOpenForSigning(_("This agreement is no longer open for signing."))
    if sha256 is not None and sha256 != agreement.sha256:
        raise TermsChanged(_("The text has changed since you opened the page. Read the new one, then sign."))
    refuse_open_question(agreement)
    _refuse_passed_step(plan, agreement, at)
    return agreement


def _party(plan: Plan, by: User) -> Signature.Party:
    return Signature.Party.REP if by.pk == plan.rep_id else Signature.Party.MANAGER


def _own_figure(plan: Plan, party: Signature.Party) -> dict[str, object]:
    """The rep's own figure at the moment they sign, with its inputs, for the history; empty for managers."""
    figure = OwnFigure.objects.filter(plan=plan).first() if party == Signature.Party.REP else None
    return {} if figure is None else {"own_figure": own_figure.kept(figure)}


def ask_wished_mentor(plan: Plan, at: datetime) -> None:
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


def _refuse_unfitting_answer(
    plan: Plan, agreement: Agreement, party: Signature.Party, answer: str, comment: str
) -> None:
    is_asked = plan.is_formal and party == Signature.Party.REP
    if is_asked != bool(answer):
        raise AnswerMissing(_('Say "I agree" or "I do not agree", then sign.'))
    if is_asked and not Receipt.objects.filter(agreement=agreement).exists():
        raise NotReceived(_("Say first that you have received the plan. Your answer comes after that."))
    if answer == Signature.Answer.DISAGREE and not comment.strip():
        raise AnswerMissing(_("Say in your words why you do not agree. It stands in the record."))


def refuse_open_question(agreement: Agreement) -> None:
    """Raise StepIsVague while the rep waits to hear what a step of this text means."""
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
