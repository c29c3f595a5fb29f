"""What becomes of a formal plan beside its signatures: the rep has it, did not take it, or gave no answer."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.actions import history, starting
from plans.actions.agreement import NotOpenForSigning, TermsChanged, ask_wished_mentor, refuse_open_question
from plans.actions.version import lock, save
from plans.models import Agreement, Declined, Event, Plan, Receipt, Signature, Unanswered
from plans.queries import acknowledgement as queries
from plans.queries.calendar import local_day
from plans.queries.people import managers_of
from salesgym.errors import Refused
from salesgym.people.models import User


class SignFirst(Refused):
    """A manager writes down what the rep did once their own name is under the text."""


class Answered(Refused):
    """The rep has signed, or has it, so nobody writes down otherwise; or it was written down, so they do not sign."""


class TooEarly(Refused):
    """The rep still has time for an answer, or has not said that they have the plan."""


class NoWitness(Refused):
    """The witness is the rep, one of their managers, or gone; or the day is not one of this proposal."""


@transaction.atomic
def receive(*, plan: Plan, by: User, at: datetime, sha256: str | None = None) -> Receipt:
    """Store that the rep has the text; a second time is the first. Raises NotOpenForSigning, TermsChanged for another
    text than the one of this digest, and Answered where a manager wrote down that it was not taken."""
    plan = lock(plan)
    agreement = _open(plan, sha256)
    known = getattr(agreement, "receipt", None)
    if known is not None:
        return known
    if hasattr(agreement, "declined"):
        raise Answered(
            _("It is written down that you did not take this plan. Ask for it to be proposed anew.")
        )
    receipt = Receipt.objects.create(agreement=agreement, person=by, received_at=at)
    _record(plan, by, Event.AGREEMENT_RECEIVED, agreement, at)
    return receipt


@transaction.atomic
def decline(
    *,
    plan: Plan,
    by: User,
    declined_on: date,
    witness: User,
    at: datetime,
    sha256: str | None = None,
    begins_on: date | None = None,
) -> Declined:
    """Write down that the rep did not take the plan, with a witness; it starts. `begins_on` is as in `agreement.sign`.

    Raises NotOpenForSigning, TermsChanged, SignFirst, Answered, StepIsVague, NoWitness, FirstDayMoved.
    """
    plan = lock(plan)
    agreement = _to_write_down(plan, sha256)
    if hasattr(agreement, "receipt"):
        raise Answered(_("%(name)s has received the plan, so it was not declined.") % _named(plan))
    _refuse_witness(plan, witness, by)
    if not local_day(agreement.created_at) <= declined_on <= local_day(at):
        said = {"day": date_format(local_day(agreement.created_at), "j F")}
        raise NoWitness(_("Choose a day from %(day)s, when it was proposed, to today.") % said)
    later = starting.later_first_day(plan, agreement, begins_on=begins_on, at=at)
    declined = Declined.objects.create(
        agreement=agreement, declined_on=declined_on, witness=witness, recorded_by=by, recorded_at=at
    )
    told = {"declined_on": declined_on.isoformat(), "witness": witness.pk, "what": witness.name}
    _record(plan, by, Event.AGREEMENT_DECLINED, agreement, at, **told)
    ask_wished_mentor(plan, at)
    starting.start(plan, later, by=by, begins_on=begins_on, at=at)
    save(plan, "status", "activated_at")
    return declined


@transaction.atomic
def run_unanswered(
    *, plan: Plan, by: User, at: datetime, sha256: str | None = None, begins_on: date | None = None
) -> Unanswered:
    """Let a plan run that the rep has received and not answered. `begins_on` is as in `agreement.sign`.

    Raises NotOpenForSigning, TermsChanged, SignFirst, Answered, StepIsVague, TooEarly, FirstDayMoved.
    """
    plan = lock(plan)
    agreement = _to_write_down(plan, sha256)
    receipt = getattr(agreement, "receipt", None)
    if receipt is None:
        raise TooEarly(_("%(name)s has not said yet that they have received the plan.") % _named(plan))
    day = queries.may_run_from(plan, local_day(receipt.received_at))
    if local_day(at) < day:
        said = _named(plan) | {"day": date_format(day, "l j F")}
        raise TooEarly(_("%(name)s has time for an answer until then: it may run from %(day)s.") % said)
    later = starting.later_first_day(plan, agreement, begins_on=begins_on, at=at)
    unanswered = Unanswered.objects.create(agreement=agreement, recorded_by=by, recorded_at=at)
    _record(plan, by, Event.AGREEMENT_UNANSWERED, agreement, at)
    ask_wished_mentor(plan, at)
    starting.start(plan, later, by=by, begins_on=begins_on, at=at)
    save(plan, "status", "activated_at")
    return unanswered


def _open(plan: Plan, sha256: str | None) -> Agreement:
    agreement = queries.newest(plan)
    if not plan.is_formal or not plan.is_open_for_signing or agreement is None:
        raise NotOpenForSigning(_("This plan does not wait for an answer any more."))
    if sha256 is not None and sha256 != agreement.sha256:
        raise TermsChanged(_("The text has changed since you opened the page. Read the new one first."))
    return agreement


def _to_write_down(plan: Plan, sha256: str | None) -> Agreement:
    """The text that waits for the rep alone, of which no question is open."""
    agreement = _open(plan, sha256)
    signed = set(agreement.signatures.values_list("party", flat=True))
    if Signature.Party.REP in signed:
        raise Answered(_("%(name)s has answered. What they said counts.") % _named(plan))
    if Signature.Party.MANAGER not in signed:
        raise SignFirst(_("Sign the plan yourself first. Then write down what became of it."))
    refuse_open_question(agreement)
    return agreement


def _refuse_witness(plan: Plan, witness: User, by: User) -> None:
    managers = {one.pk for one in managers_of(plan.rep)} | {plan.manager_id, by.pk}
    if not witness.is_active or witness.pk == plan.rep_id or witness.pk in managers:
        raise NoWitness(_("Choose somebody who was there, and is neither the rep nor a manager of theirs."))


def _named(plan: Plan) -> dict[str, str]:
    return {"name": plan.rep.first_name}


def _record(plan: Plan, by: User, event: Event, agreement: Agreement, at: datetime, **told: object) -> None:
    detail = {"agreement": agreement.number, "sha256": agreement.sha256, **told}
    history.record(plan=plan, actor=by, event=event, at=at, detail=detail)
