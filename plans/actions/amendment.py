"""Other dates and words for the open steps of a signed plan: proposed and signed by a manager, in force as the rep signs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.actions import amendment_announcement, history
from plans.actions.agreement import NotReceived, told_of
from plans.actions.amending import NewTerms, put_into_force, text_with
from plans.actions.standing import require_party
from plans.actions.version import lock, save
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.documents.agreement import digest_of
from plans.models import Agreement, Amendment, Event, Milestone, Plan, Receipt, StepQuestion
from plans.models.amendment import read_terms, terms_of
from plans.queries.calendar import local_day
from plans.queries.formal_end import latest_end
from plans.queries.kept_terms import terms_sha256
from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.people.models import User

JUDGE = "plans.tasks.judge_plans"
# The dates that held when new ones were proposed stand beside them.
BEFORE = "before"


class NotRunning(Refused):
    """Only a plan that runs, or is paused, is amended."""


class DatesDoNotFit(Refused):
    """The days are over, out of order or outside the plan; the message names the step."""


class NothingChanges(Refused):
    """The new terms are those that are in force."""


class ReasonMissing(Refused):
    """New terms without a reason."""


class TermsChanged(Refused):
    """The plan has gone on, so the text is no longer the one that was shown."""


class OtherText(Refused):
    """The page showed another text than the one that waits."""


class AnotherWaits(Refused):
    """New terms of this plan wait for the rep already."""


class QuestionWaits(Refused):
    """The rep has asked what a step means, and nobody has answered."""


class NotWaiting(Refused):
    """It has an answer already."""


@dataclass(frozen=True)
class Written:
    """The text of the new terms, its digest, and the number of the agreement it would be."""

    number: int
    text: str
    sha256: str


@transaction.atomic
def written(*, plan: Plan, new: NewTerms, by: User, at: datetime) -> Written:
    """The text that these terms would make; nothing is stored. Raises NotRunning, AnotherWaits, QuestionWaits,
    DatesDoNotFit, NothingChanges, and RunDoesNotFit for a step whose weeks in a row do not fit before its new day.
    """
    return _written(lock(plan), new, by, at)


@transaction.atomic
def propose(*, plan: Plan, new: NewTerms, reason: str, sha256: str, by: User, at: datetime) -> Amendment:
    """Store the new terms with this manager's name under them, and ask the rep. Raises as `written`, ReasonMissing,
    NoLongerOnIt, and TermsChanged where the text is not the one of this digest, which the manager has read.
    """
    plan = lock(plan)
    require_party(plan, by)
    found = _written(plan, new, by, at)
    if not reason.strip():
        raise ReasonMissing(_("Say in a sentence why the dates change: it stands beside them."))
    if found.sha256 != sha256:
        raise TermsChanged(_("The text is another one by now. Read it once more, then sign."))
    amendment = Amendment.objects.create(
        plan=plan, reason=reason.strip(), terms=_stored(plan, new), proposed_by=by, proposed_at=at,
        number=found.number, text=found.text, sha256=found.sha256,
    )  # fmt: skip
    told = {"agreement": amendment.number, "sha256": amendment.sha256, "reason": amendment.reason}
    detail = {**told, "terms_sha256": terms_sha256(amendment)}
    history.record(plan=plan, actor=by, event=Event.AMENDMENT_PROPOSED, at=at, detail=detail)
    amendment_announcement.to_sign(amendment, at=at)
    return amendment


@transaction.atomic
def receive(*, amendment: Amendment, by: User, at: datetime) -> Receipt:
    """Store that the rep of a formal plan has the new terms; a second time is the first. Raises NotWaiting."""
    plan, amendment = _lock(amendment)
    known = Receipt.objects.filter(amendment=amendment).first()
    if known is not None:
        return known
    receipt = Receipt.objects.create(amendment=amendment, person=by, received_at=at)
    detail = {"agreement": amendment.number, "sha256": amendment.sha256}
    history.record(plan=plan, actor=by, event=Event.AMENDMENT_RECEIVED, at=at, detail=detail)
    return receipt


@transaction.atomic
def sign(*, amendment: Amendment, by: User, sha256: str, at: datetime, comment: str = "") -> Agreement:
    """Put the terms into force with the rep's name. Raises NotReceived for a formal plan whose rep has not said that they
    have the new text, NotWaiting, OtherText, QuestionWaits, DatesDoNotFit for days that are over, and TermsChanged where the plan has
    gone on since they were proposed: then the caller lets `overtake` end them.
    """
    plan, amendment = _lock(amendment)
    if sha256 != amendment.sha256:
        raise OtherText(_("Other dates wait here than those you read. Read these, then sign."))
    if amendment.terms[BEFORE] != terms_of(*_in_force(plan)):
        raise TermsChanged(
            _(
                "The plan has gone on since these dates were proposed, so they no longer fit. Nothing has changed."
            )
        )
    _require_received(amendment)
    _require_answered(plan)
    ends_on, steps = read_terms(amendment.terms)
    days = {pk: day for pk, (day, _title) in steps.items()}
    _require_days(plan, NewTerms(ends_on, days), on=local_day(at))
    agreement = put_into_force(plan, amendment, by, at, comment.strip())
    for signature in agreement.signatures.order_by("signed_at", "pk"):
        history.record(
            plan=plan,
            actor=signature.signer,
            event=Event.AGREEMENT_SIGNED,
            at=signature.signed_at,
            detail=told_of(signature),
        )
    history.record(
        plan=plan, actor=None, event=Event.PLAN_AMENDED, at=at, detail={"agreement": agreement.number}
    )
    save(plan, "ends_on")
    amendment_announcement.answered(amendment, at=at)
    hand_off(JUDGE, plan_ids=[plan.pk])
    return agreement


@transaction.atomic
def decline(*, amendment: Amendment, by: User, at: datetime, comment: str) -> Amendment:
    """The rep does not sign, and says what they would rather have; the terms in force stay. Raises NotWaiting, and
    NotReceived as `sign`."""
    plan, amendment = _lock(amendment)
    _require_received(amendment)
    if not comment.strip():
        raise ReasonMissing(_("Say in a sentence what you would rather have: your manager reads it."))
    _answer(amendment, Amendment.Answer.DECLINED, at, comment.strip())
    detail = {"agreement": amendment.number, "answer": amendment.comment}
    history.record(plan=plan, actor=by, event=Event.AMENDMENT_DECLINED, at=at, detail=detail)
    amendment_announcement.answered(amendment, at=at)
    return amendment


@transaction.atomic
def take_back(*, amendment: Amendment, by: User, at: datetime) -> Amendment:
    """A manager takes it back before the rep has answered. Raises NotWaiting."""
    plan, amendment = _lock(amendment)
    _answer(amendment, Amendment.Answer.TAKEN_BACK, at)
    detail = {"agreement": amendment.number}
    history.record(plan=plan, actor=by, event=Event.AMENDMENT_TAKEN_BACK, at=at, detail=detail)
    return amendment


@transaction.atomic
def overtake(*, amendment: Amendment, at: datetime) -> None:
    """End it where the plan has gone on without it; nothing where it has an answer."""
    plan = lock(amendment.plan)
    end_open(plan, at=at)


def end_open(plan: Plan, *, at: datetime) -> None:
    """End what waits for the rep on a locked plan that goes on without it or closes."""
    for amendment in plan.amendments.open():
        _answer(amendment, Amendment.Answer.OVERTAKEN, at)
        detail = {"agreement": amendment.number}
        history.record(plan=plan, actor=None, event=Event.AMENDMENT_OVERTAKEN, at=at, detail=detail)


def _lock(amendment: Amendment) -> tuple[Plan, Amendment]:
    plan = lock(amendment.plan)
    amendment = Amendment.objects.select_related("proposed_by").get(pk=amendment.pk)
    amendment.plan = plan
    if not amendment.is_open:
        raise NotWaiting(_("These dates have an answer already."))
    return plan, amendment


def _require_received(amendment: Amendment) -> None:
    if amendment.plan.is_formal and not Receipt.objects.filter(amendment=amendment).exists():
        raise NotReceived(_("Say first that you have received the new dates. Your answer comes after that."))


def _answer(amendment: Amendment, answer: str, at: datetime, comment: str = "") -> None:
    amendment.answer, amendment.answered_at, amendment.comment = answer, at, comment
    amendment.save(update_fields=["answer", "answered_at", "comment"])


def _written(plan: Plan, new: NewTerms, by: User, at: datetime) -> Written:
    if not plan.is_amendable:
        raise NotRunning(_("Dates change while a plan runs. This one does not run right now."))
    if plan.amendments.open().exists():
        raise AnotherWaits(_("New dates wait for an answer already. Take them back first."))
    _require_answered(plan)
    _require_days(plan, new, on=local_day(at))
    terms = _stored(plan, new)
    if terms[BEFORE] == {name: terms[name] for name in terms[BEFORE]}:
        raise NothingChanges(_("These are the dates that hold already: change one, or leave it."))
    number = _next_number(plan)
    tried = Amendment(
        plan=plan, number=number, reason="-", terms=terms, sha256="0" * 64, proposed_by=by, proposed_at=at
    )
    text = text_with(plan, tried, at=at)
    return Written(number, text, digest_of(text))


def _require_answered(plan: Plan) -> None:
    """The answer may make other dates needless, and a question about the old text would be lost with it."""
    if StepQuestion.objects.open().filter(agreement__plan=plan).exists():
        raise QuestionWaits(
            _("A question about a step waits for its answer. That comes first, then the new dates.")
        )


def _next_number(plan: Plan) -> int:
    """One more than any agreement or amendment of this plan has had."""
    newest = [
        rows.aggregate(newest=Max("number"))["newest"] or 0 for rows in (plan.agreements, plan.amendments)
    ]
    return max(newest) + 1


def _open_steps(plan: Plan) -> list[Milestone]:
    return list(plan.milestones.filter(status=Milestone.Status.AHEAD).order_by("position"))


def _in_force(plan: Plan) -> tuple[date, dict[int, tuple[date, str]]]:
    if plan.ends_on is None:
        raise NotRunning(_("This plan has no dates."))
    return plan.ends_on, {step.pk: (step.due_on, step.title) for step in _open_steps(plan)}


def _stored(plan: Plan, new: NewTerms) -> dict[str, Any]:
    """What is stored: the words of a step change only where it is done or not, as a number says itself what it asks."""
    steps = {}
    for step in _open_steps(plan):
        is_worded = step.measure == Milestone.Measure.DONE
        title = new.titles.get(step.pk, step.title) if is_worded else step.title
        steps[step.pk] = (new.due_on.get(step.pk, step.due_on), title.strip() or step.title)
    return {**terms_of(new.ends_on, steps), BEFORE: terms_of(*_in_force(plan))}


def _require_days(plan: Plan, new: NewTerms, *, on: date) -> None:
    """Every changed day lies ahead, the steps come one after the other, and the plan ends with the last, within 26 weeks."""
    if plan.starts_on is None or new.ends_on - plan.starts_on > timedelta(weeks=MOST_WEEKS):
        raise DatesDoNotFit(_("A plan ends within 26 weeks of its first day."))
    latest = latest_end(plan)
    if latest is not None and new.ends_on > latest:
        until = {"day": date_format(latest, "j F Y")}
        raise DatesDoNotFit(_("A formal plan has 180 days with its extension: end it by %(day)s.") % until)
    if new.ends_on != plan.ends_on and new.ends_on < on:
        raise DatesDoNotFit(_("The last day is over already: choose one that lies ahead."))
    before = None
    for step in plan.milestones.order_by("position"):
        day = new.due_on.get(step.pk, step.due_on)
        said = {"number": step.position, "day": date_format(new.ends_on, "j F")}
        if day != step.due_on and day < on:
            raise DatesDoNotFit(_("The new day of step %(number)s is over already.") % said)
        if before is not None and day <= before:
            raise DatesDoNotFit(
                _("Step %(number)s comes after the step before it: give it a later day.") % said
            )
        if day > new.ends_on:
            raise DatesDoNotFit(_("Step %(number)s lies after the last day, %(day)s.") % said)
        before = day
