"""Two act on one formal plan at once: each time with the locks, and the same without them, which goes wrong."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from plans.actions import (
    acknowledgement,
    agreement,
    announced_outcome,
    approval,
    draft,
    override,
    proposal,
    statement,
)
from plans.actions.acknowledgement import Answered
from plans.actions.agreement import NotOpenForSigning
from plans.actions.approval import NotApproved, NotWaiting, Reasons
from plans.actions.statement import AnsweredAlready
from plans.models import Approval, Plan
from salesgym.people.models import User
from tests.factories.forecasts import give_forecast
from tests.factories.numbers import standard_metrics
from tests.factories.people import RepFactory, UserFactory
from tests.plans.formal_lives import Cast, prepared
from tests.plans.formal_plans import AT as SHOWN_AT
from tests.plans.formal_plans import MORNING, announce, formal_plan, hr_partner
from tests.plans.racing import Race, meet

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
LAST_READ = r'^SELECT "people_leave"\."ends_on".*LIMIT 1'
REASONS = Reasons("The season is short.", "It is no luck.")


@pytest.fixture(autouse=True)
def metrics(transactional_db):
    standard_metrics()


def sent() -> tuple[Cast, Approval, partial]:
    """A text before HR, and what approves it as it was read."""
    cast = prepared()
    asked = approval.submit(plan=cast.plan, by=cast.manager, at=AT, reasons=REASONS)
    return cast, asked, partial(approval.approve, approval=asked, by=cast.hr, at=AT, sha256=asked.sha256)


def changed_and_resent(cast: Cast) -> Approval:
    plan = Plan.objects.get(pk=cast.plan.pk)
    reason = draft.Reason(causes=["technique"], evidence="54 of 247.", tried="Joint calls.")
    told = {"version": plan.version, "reason": reason, "headline": plan.headline, "why": "Another reason."}
    seen = [draft.Seen(date(2025, 12, 11), "The demo came first.", "call")]
    draft.save_reason(plan=plan, by=cast.manager, at=AT, seen=seen, **told)
    return approval.submit(plan=plan, by=cast.manager, at=AT, reasons=REASONS)


def test_hr_approves_a_text_or_it_is_taken_back_and_never_both():
    def race(**how) -> tuple[Approval, Race]:
        cast, asked, approve = sent()
        take_back = partial(approval.take_back, plan=cast.plan, by=cast.manager, at=AT)
        return asked, meet(approve, take_back, reads='FROM "plans_approval"', **how)

    asked, found = race()
    taken_back, control = race(with_locks=False)

    assert found.kinds == ("Approval", NotWaiting.__name__)
    asked.refresh_from_db()
    assert asked.is_given
    # The database's own refusal: the answer that came in between stays.
    assert control.kinds == ("IntegrityError", "NoneType")
    taken_back.refresh_from_db()
    assert taken_back.answer == Approval.Answer.TAKEN_BACK


def test_hr_approves_no_old_version_while_the_manager_changes_the_draft_and_sends_it_anew():
    def race(**how) -> tuple[Cast, Race]:
        cast, _asked, approve = sent()
        # The last that is read before the answer is written, after text and draft were compared.
        return cast, meet(approve, partial(changed_and_resent, cast), reads=LAST_READ, **how)

    cast, found = race()
    _cast, control = race(with_locks=False)

    # What was approved was current then; the new text waits, and nothing is proposed with it.
    assert (found.kinds, found.done) == (("Approval", "Approval"), ["first", "second"])
    assert list(cast.plan.approvals.order_by("number").values_list("answer", flat=True)) == ["approved", ""]
    with pytest.raises(NotApproved):
        proposal.propose(plan=cast.plan, by=cast.manager, at=AT)
    assert control.kinds == ("IntegrityError", "Approval")


def test_two_of_hr_answer_a_text_once():
    def race(**how) -> Race:
        cast, asked, approve = sent()
        other = User.objects.get(pk=cast.other.pk)
        returns = partial(approval.send_back, approval=asked, by=other, at=AT, comment="Name the days.")
        return meet(approve, returns, reads='FROM "plans_approval"', **how)

    assert race().kinds == ("Approval", NotWaiting.__name__)
    assert race(with_locks=False).kinds == ("IntegrityError", "Approval")


def before_rep(*, is_received: bool) -> Cast:
    """A proposal with its manager's name."""
    cast, _asked, approve = sent()
    approve()
    proposal.propose(plan=cast.plan, by=cast.manager, at=AT)
    if is_received:
        acknowledgement.receive(plan=cast.plan, by=cast.rep, at=AT)
    agreement.sign(plan=cast.plan, by=cast.manager, at=AT)
    return cast


def test_a_plan_is_received_or_declined_and_never_both():
    def race(**how) -> Race:
        cast = before_rep(is_received=False)
        told = {"declined_on": AT.date(), "witness": cast.other}
        decline = partial(acknowledgement.decline, plan=cast.plan, by=cast.manager, at=AT, **told)
        receive = partial(acknowledgement.receive, plan=cast.plan, by=cast.rep, at=AT)
        return meet(receive, decline, reads='FROM "plans_agreement"', **how)

    assert race().kinds == ("Receipt", Answered.__name__)
    assert race(with_locks=False).kinds == ("IntegrityError", "Declined")


def test_a_plan_runs_with_the_answer_that_came_or_without_one():
    late = AT + timedelta(days=10)

    def race(**how) -> Race:
        cast = before_rep(is_received=True)
        told = {"plan": cast.plan, "at": late, "begins_on": date(2026, 1, 12)}
        answers = partial(agreement.sign, by=cast.rep, answer="agree", **told)
        runs = partial(acknowledgement.run_unanswered, by=cast.manager, **told)
        return meet(runs, answers, reads='FROM "plans_signature"', **how)

    assert race().kinds == ("Unanswered", NotOpenForSigning.__name__)
    control = race(with_locks=False)
    assert control.kinds == ("IntegrityError", "Signature")


def test_hr_overrides_or_says_no_and_never_both():
    def race(**how) -> Race:
        plan = formal_plan(RepFactory(), UserFactory())
        give_forecast(plan, real=0.9)
        override.ask(plan=plan, by=plan.manager, why="One client.", at=SHOWN_AT)
        told = {"plan": plan, "reason": "One client.", "at": SHOWN_AT}
        gives = partial(override.give, by=hr_partner(), blocks=["progress"], **told)
        refuses = partial(override.decline, by=UserFactory(hr_partner=True), **told)
        return meet(refuses, gives, reads='FROM "plans_overriderequest"', **how)

    found = race()
    assert (found.kinds, found.done) == (("OverrideRequest", "list"), ["first", "second"])
    assert race(with_locks=False).kinds == ("IntegrityError", "list")


def test_an_outcome_is_final_or_taken_back_and_never_both():
    def race(**how) -> tuple[Plan, Race]:
        plan = formal_plan(RepFactory(), UserFactory())
        announce(plan, at=SHOWN_AT)
        at = MORNING - timedelta(seconds=1)
        take_back = partial(announced_outcome.take_back, plan=plan, by=plan.manager, at=at)
        settle = partial(announced_outcome.settle_due, at=MORNING)
        return plan, meet(take_back, settle, reads=r'FROM "plans_announcedoutcome".*LIMIT 1', **how)

    plan, found = race()
    _plan, control = race(with_locks=False)

    assert (found.kinds, found.second) == (("AnnouncedOutcome", "int"), 0)
    plan.refresh_from_db()
    assert plan.status == Plan.Status.IN_REVIEW
    assert control.kinds == ("IntegrityError", "int")


def test_an_appeal_has_one_answer():
    def race(**how) -> Race:
        plan = formal_plan(RepFactory(), UserFactory())
        announce(plan, at=SHOWN_AT)
        announced_outcome.settle_due(at=MORNING)
        written = statement.appeal(plan=plan, by=plan.rep, text="The leads came late.", at=MORNING)
        told = {"appeal": written, "at": MORNING}
        answers = [
            partial(statement.answer, by=UserFactory(hr_partner=True), text=text, **told)
            for text in ("They did.", "They did not.")
        ]
        return meet(*answers, reads='FROM "plans_statement"', **how)

    assert race().kinds == ("Statement", AnsweredAlready.__name__)
    assert race(with_locks=False).kinds == ("IntegrityError", "Statement")
