"""One formal plan as HR reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from coaching.areas.formal.queries.talks import talks_of
from coaching.models import CheckIn
from plans.models import Agreement, Approval, Plan, Signature
from plans.queries.days_off import days_off
from plans.queries.draft_length import weeks_of_dates
from plans.queries.formal_record import FormalRecord, record_of
from plans.queries.helping import Helping, helping
from plans.queries.plan import PlanWhole, whole_of, with_what_hangs_on
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Record:
    """A plan with its newest texts: what was put before HR, and what is or was signed; what was said about its end,
    None before the rep has read it; what helping costs beside somebody new, None where nobody has typed that; and the
    check-ins of the plan, the oldest first."""

    whole: PlanWhole
    approvals: tuple[Approval, ...]
    end: FormalRecord | None
    helping: Helping | None
    talks: Sequence[CheckIn]

    @property
    def plan(self) -> Plan:
        return self.whole.plan

    @property
    def asked(self) -> Approval | None:
        """The text that waits for HR, or the one that was approved and is not yet before the rep."""
        newest = next(iter(self.approvals), None)
        is_read = newest is not None and (newest.is_open or newest.is_given)
        return newest if is_read and self.plan.status == Plan.Status.DRAFT else None

    @property
    def before(self) -> Approval | None:
        """The text that was put before HR before the newest one."""
        return self.approvals[1] if len(self.approvals) > 1 else None

    @property
    def agreement(self) -> Agreement | None:
        return self.whole.agreement

    @property
    def signatures(self) -> tuple[Signature, ...]:
        return self.whole.signatures

    @property
    def text(self) -> str:
        """The text on the page: before HR, else that of the newest agreement."""
        if self.asked is not None:
            return self.asked.text
        return self.agreement.text if self.agreement is not None else ""


def find(user: User, pk: int) -> Record | None:
    """The record, where this person reads it as HR today; None where it does not exist for them."""
    seen = Plan.objects.for_hr(user).filter(pk=pk).annotate(days_off=days_off())
    plan = with_what_hangs_on(seen).first()
    if plan is None:
        return None
    asked = plan.approvals.select_related("submitted_by", "answered_by").order_by("-number")
    is_sent = plan.status != Plan.Status.DRAFT
    whole = whole_of(plan)
    end = record_of(plan) if is_sent else None
    return Record(whole, tuple(asked), end, _helping(whole), talks_of([plan]).get(plan.pk, ()))


def _helping(whole: PlanWhole) -> Helping | None:
    """One query; a plan without dates has no costs yet."""
    weeks = weeks_of_dates(whole.plan)
    return helping(whole.plan, weeks=weeks, with_costs=True, steps=whole.milestones) if weeks else None


def waiting(user: User, pk: int) -> Approval | None:
    """The text of this plan that waits, for whoever reads the plan as HR today."""
    asked = Approval.objects.filter(plan__in=Plan.objects.for_hr(user), plan=pk)
    return asked.select_related("plan__rep").order_by("-number").first()
