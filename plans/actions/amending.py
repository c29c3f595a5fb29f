"""Puts an amendment into force: the agreement with both names, then the dates and words that the triggers allow for it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction

from plans.actions.draft_runs import require_fitting
from plans.documents.agreement import may_begin_later, text_of
from plans.documents.decision import has_clause
from plans.models import Agreement, Amendment, Milestone, Plan, Receipt, Signature
from plans.models.amendment import read_terms
from salesgym.people.models import User


@dataclass(frozen=True)
class NewTerms:
    """The last day, and by the id of each open step its day and, of a step that is done or not, its words."""

    ends_on: date
    due_on: Mapping[int, date]
    titles: Mapping[int, str] = field(default_factory=dict)


def text_with(plan: Plan, amendment: Amendment, *, at: datetime) -> str:
    """The text that the locked plan has with these terms, as its rows stand now: written, read, and taken back.

    Raises RunDoesNotFit for a step whose weeks in a row do not fit before its new day.
    """
    with transaction.atomic():
        tried, amended = Plan.objects.get(pk=plan.pk), copy(amendment)
        if plan.is_formal:
            # Its rep signs what they have received.
            amended.save()
            Receipt.objects.create(amendment=amended, person=tried.rep, received_at=at)
        put_into_force(tried, amended, tried.rep, at)
        text = text_of(tried, number=amendment.number)
        transaction.set_rollback(True)
    return text


def put_into_force(plan: Plan, amendment: Amendment, rep: User, at: datetime, comment: str = "") -> Agreement:
    """The agreement under which the names of the manager who proposed it and of the rep stand, and its dates in the plan.

    Raises RunDoesNotFit as `text_with`.
    """
    agreement = Agreement.objects.create(
        plan=plan,
        number=amendment.number,
        text=amendment.text,
        sha256=amendment.sha256,
        proposed_by=amendment.proposed_by,
        created_at=amendment.proposed_at,
        may_begin_later=may_begin_later(plan),
        has_clause=has_clause(plan),
    )
    agrees = Signature.Answer.AGREE if plan.is_formal else Signature.Answer.NONE
    for party, signer, moment, said, answer in (
        (Signature.Party.MANAGER, amendment.proposed_by, amendment.proposed_at, "", Signature.Answer.NONE),
        (Signature.Party.REP, rep, at, comment, agrees),
    ):
        Signature.objects.create(
            agreement=agreement, party=party, signer=signer, signed_at=moment, comment=said, answer=answer
        )
    amendment.answer, amendment.answered_at = Amendment.Answer.SIGNED, at
    amendment.save()
    _move(plan, amendment)
    require_fitting(plan)
    return agreement


def _move(plan: Plan, amendment: Amendment) -> None:
    ends_on, steps = read_terms(amendment.terms)
    with _amending(amendment):
        for step in plan.milestones.filter(pk__in=steps, status=Milestone.Status.AHEAD):
            step.due_on, step.title = steps[step.pk]
            step.save(update_fields=["due_on", "title"])
        plan.ends_on = ends_on
        plan.save(update_fields=["ends_on"])


@contextmanager
def _amending(amendment: Amendment) -> Iterator[None]:
    """A context in which the triggers let dates and words of a signed plan become those of this amendment."""
    _set(str(amendment.pk))
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set("")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('salesgym.amends', %s, true)", [value])
