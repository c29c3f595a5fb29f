from datetime import UTC, date, datetime

import pytest

from plans.actions import milestone, reward
from plans.actions.milestone import NotAhead, NotReached, NumbersSaySo, PlanNotRunning, ReasonMissing
from plans.actions.reward import AlreadyDelivered, NotEarnedYet
from plans.models import Milestone, Plan, Reward
from salesgym.notices.models import Notice
from tests.factories.plans import PlanFactory, RewardFactory, live_until

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 28, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    RewardFactory(milestone=plan.milestones.get(position=1), given_by=manager)
    live_until(plan, "active")
    return plan


@pytest.fixture
def step(plan):
    return plan.milestones.get(position=1)


def claim(step, **kwargs):
    return milestone.claim(
        milestone=step, by=step.plan.rep, evidence="Northwind, 14 January", at=AT, **kwargs
    )


def test_a_claim_with_evidence_waits_for_the_manager(step, manager):
    claim(step)

    step.refresh_from_db()
    assert (step.status, step.reached_by, step.reached_on) == ("reached", "claim", date(2026, 1, 28))
    assert Notice.objects.get(recipient=manager).kind == "plans.milestone_to_verify"


def test_a_claim_without_evidence_is_asked_for_some(step, rep):
    with pytest.raises(ReasonMissing):
        milestone.claim(milestone=step, by=rep, evidence=" ", at=AT)


def test_a_step_is_claimed_once(step):
    claim(step)

    with pytest.raises(NotAhead):
        claim(step)


def test_nothing_is_claimed_before_both_have_signed(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)

    with pytest.raises(PlanNotRunning):
        claim(plan.milestones.get(position=1))


def test_verifying_earns_the_reward(step, manager, rep):
    claim(step)

    milestone.verify(milestone=step, by=manager, at=AT)

    step.refresh_from_db()
    assert (step.status, step.verified_by) == ("verified", manager)
    assert step.reward.earned_at == AT
    kinds = set(Notice.objects.values_list("recipient__name", "kind"))
    assert ("Marcus Bell", "plans.milestone_verified") in kinds
    assert ("Dana Whitfield", "plans.reward_to_deliver") in kinds


def test_a_step_ahead_is_not_verified(step, manager):
    with pytest.raises(NotReached):
        milestone.verify(milestone=step, by=manager, at=AT)


def test_a_step_is_verified_once(step, manager):
    claim(step)
    milestone.verify(milestone=step, by=manager, at=AT)

    with pytest.raises(NotReached, match="already"):
        milestone.verify(milestone=step, by=manager, at=AT)


def test_sending_back_needs_a_reason_and_keeps_the_evidence(step, manager, rep):
    claim(step)
    with pytest.raises(ReasonMissing):
        milestone.send_back(milestone=step, by=manager, reason="", at=AT)

    milestone.send_back(milestone=step, by=manager, reason="One more call.", at=AT)

    step.refresh_from_db()
    assert (step.status, step.reached_on, step.reached_by) == ("ahead", None, "")
    assert (step.note, step.evidence) == ("One more call.", "Northwind, 14 January")
    assert Notice.objects.filter(recipient=rep, kind="plans.milestone_sent_back").exists()


def test_a_step_sent_back_is_claimed_again(step, manager):
    claim(step)
    milestone.send_back(milestone=step, by=manager, reason="One more call.", at=AT)

    claim(step)

    step.refresh_from_db()
    assert step.status == Milestone.Status.REACHED


def test_what_the_numbers_reached_is_not_sent_back(step, manager):
    Milestone.objects.filter(pk=step.pk).update(
        status="reached", reached_by="numbers", reached_on=date(2026, 1, 25)
    )

    with pytest.raises(NumbersSaySo):
        milestone.send_back(milestone=step, by=manager, reason="No", at=AT)


def test_the_last_verified_step_brings_the_plan_into_review(plan, manager):
    for step in plan.milestones.order_by("position"):
        claim(step)
        milestone.verify(milestone=step, by=manager, at=AT)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.IN_REVIEW
    assert plan.review_due_on == date(2026, 2, 4)
    assert Notice.objects.filter(recipient=manager, kind="plans.review_due").exists()


def test_a_reward_is_given_once_it_is_earned(step, manager):
    with pytest.raises(NotEarnedYet):
        reward.deliver(reward=step.reward, by=manager, at=AT)
    claim(step)
    milestone.verify(milestone=step, by=manager, at=AT)

    reward.deliver(reward=step.reward, by=manager, at=AT)

    given = Reward.objects.get(pk=step.reward.pk)
    assert (given.delivered_on, given.delivered_by) == (date(2026, 1, 28), manager)
    with pytest.raises(AlreadyDelivered):
        reward.deliver(reward=given, by=manager, at=AT)


def test_history_says_which_step_and_what_showed_it(step, manager):
    claim(step)
    milestone.verify(milestone=step, by=manager, at=AT)

    rows = list(step.plan.history.order_by("seq").values_list("event", "detail__position"))
    assert rows == [("milestone.claimed", 1), ("milestone.verified", 1), ("reward.earned", 1)]
