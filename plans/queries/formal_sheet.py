"""What the page of a formal plan has besides those of every plan: the rule as it stands, the acts on its text, HR's yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Subquery

from plans.calculations.decision import Rule
from plans.models import Agreement, Approval, Milestone, Plan, Signature
from plans.queries.acknowledgement import READ_WITH
from plans.queries.decision import rule_of


@dataclass(frozen=True, slots=True)
class FormalSheet:
    """The newest text of a formal plan with its signatures, and who approved it when; `approved_by` is "" where HR has
    approved none. `rule` is None before the plan begins and after it has ended."""

    plan: Plan
    agreement: Agreement
    signatures: Sequence[Signature]
    approved_by: str
    approved_at: datetime | None
    rule: Rule | None

    @property
    def rep_signature(self) -> Signature | None:
        return self._signature(Signature.Party.REP)

    @property
    def manager_signature(self) -> Signature | None:
        return self._signature(Signature.Party.MANAGER)

    def _signature(self, party: str) -> Signature | None:
        return next((one for one in self.signatures if one.party == party), None)


def sheet_of(plan: Plan, steps: Sequence[Milestone], *, at: datetime) -> FormalSheet | None:
    """None for a coaching plan, without a query, and for one without a text. `steps` come in their order. Two queries, and
    those of its rule while it runs."""
    if not plan.is_formal:
        return None
    given = Approval.objects.given().filter(plan=OuterRef("plan")).order_by("-number")
    signed = Prefetch("signatures", Signature.objects.select_related("signer").order_by("signed_at"))
    newest = (
        plan.agreements.select_related(*READ_WITH)
        .prefetch_related(signed)
        .annotate(
            approved_by=Subquery(given.values("answered_by__name")[:1]),
            approved_at=Subquery(given.values("answered_at")[:1]),
        )
        .order_by("-number")
        .first()
    )
    if newest is None:
        return None
    told = vars(newest)
    return FormalSheet(
        plan=plan,
        agreement=newest,
        signatures=tuple(newest.signatures.all()),
        approved_by=told["approved_by"] or "",
        approved_at=told["approved_at"],
        rule=rule_of(plan, steps, at=at) if plan.is_working else None,
    )
