"""Formal plans: the area switched on, and what HR has approved."""

from datetime import UTC, datetime

from coaching.areas.formal.actions import hr_texts
from coaching.areas.formal.forms.hr_texts import FIELDS
from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.models.hr_texts import usual
from plans.actions import approval, proposal
from plans.models import Agreement, Plan
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


def put_before_rep(plan: Plan, *, at: datetime) -> Agreement:
    """Propose this formal draft with all that it needs: what was seen and tried, a promise, check-ins, and HR's approval."""
    ObservationFactory(plan=plan)
    DiagnosisFactory(plan=plan, tried="Two months of joint calls.")
    CommitmentFactory(plan=plan)
    RhythmFactory(rep=plan.rep, led_by=plan.manager)
    hr = switched_on()
    reasons = approval.Reasons(length="The season is short.")
    asked = approval.submit(plan=plan, by=plan.manager, at=at, reasons=reasons)
    approval.approve(approval=asked, by=hr, at=at, sha256=asked.sha256)
    return proposal.propose(plan=plan, by=plan.manager, at=at)


def confirmed(by: User, **texts: object) -> HrTexts:
    """The usual texts, or these, confirmed."""
    words = {name: getattr(usual(), name) for name in FIELDS}
    return hr_texts.confirm(texts={**words, **texts}, by=by, at=AT)
