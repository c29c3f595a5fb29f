"""Formal plans: the area switched on, and what HR has approved."""

from datetime import UTC, datetime

from coaching.areas.formal.actions import hr_texts
from coaching.areas.formal.forms.hr_texts import FIELDS
from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.models.hr_texts import usual
from plans.actions import acknowledgement, agreement, approval, proposal
from plans.models import Agreement, Approval, Plan
from salesgym.people.models import User
from tests.factories.coaching import RhythmFactory
from tests.factories.people import UserFactory
from tests.factories.plans import CommitmentFactory, DiagnosisFactory, ObservationFactory

AT = datetime(2025, 12, 1, 9, tzinfo=UTC)


def switched_on(by: User | None = None) -> User:
    """Confirm the usual texts and switch the area on; the HR partner who did."""
    by = by or UserFactory(hr_partner=True)
    confirmed(by)
    hr_texts.switch_on()
    return by


def complete(plan: Plan) -> None:
    """Add what a formal draft needs before HR reads it: what was seen and tried, a promise, check-ins."""
    ObservationFactory(plan=plan)
    DiagnosisFactory(plan=plan, tried="Two months of joint calls.")
    CommitmentFactory(plan=plan)
    RhythmFactory(rep=plan.rep, led_by=plan.manager)


def sent_to_hr(plan: Plan, *, at: datetime) -> Approval:
    """Put this formal draft before HR with all that it needs; its text waits there."""
    complete(plan)
    reasons = approval.Reasons(length="The season is short.")
    return approval.submit(plan=plan, by=plan.manager, at=at, reasons=reasons)


def put_before_rep(plan: Plan, *, at: datetime) -> Agreement:
    """Propose this formal draft with all that it needs, and HR's approval."""
    hr = switched_on()
    asked = sent_to_hr(plan, at=at)
    approval.approve(approval=asked, by=hr, at=at, sha256=asked.sha256)
    return proposal.propose(plan=plan, by=plan.manager, at=at)


def signed(plan: Plan, *, at: datetime, answer: str = "agree", comment: str = "") -> Plan:
    """Let both sides do their acts on a formal plan that is before its rep."""
    acknowledgement.receive(plan=plan, by=plan.rep, at=at)
    agreement.sign(plan=plan, by=plan.rep, at=at, answer=answer, comment=comment)
    agreement.sign(plan=plan, by=plan.manager, at=at)
    plan.refresh_from_db()
    return plan


def confirmed(by: User, **texts: object) -> HrTexts:
    """The usual texts, or these, confirmed."""
    words = {name: getattr(usual(), name) for name in FIELDS}
    return hr_texts.confirm(texts={**words, **texts}, by=by, at=AT)
