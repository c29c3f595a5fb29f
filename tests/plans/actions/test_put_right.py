"""What was verified, given or kept by mistake is taken back: undone for 15 minutes, later with a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plans.actions import commitment, milestone, outcome, put_right, reward
from plans.actions.put_right import NothingToTakeBack, ReasonMissing, RewardGiven
from plans.models import Event, Plan
from plans.queries.put_right import UNDO_FOR
from salesgym import kinds
from salesgym.errors import Refused
from salesgym.notices.models import Notice, Outbox
from tests.factories.people import UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory, RewardFactory, left_open, live_until
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 28, 9, tzinfo=UTC)
LATER = AT + UNDO_FOR + timedelta(seconds=1)
KIND = "plans.put_right"
WHY = "I meant the second step."


@pytest.fixture
def plan(rep, manager, mentor):
    """A signed plan with a mentor, a reward for its first step, and two promises, one of the mentor's."""
    plan = PlanFactory(rep=rep, manager=manager)
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch by the harbor", given_by=manager)
    CommitmentFactory(plan=plan, what="Late demos swapped", promised_by=manager)
    CommitmentFactory(plan=plan, what="Two joint calls", promised_by=mentor)
    live_until(plan, "active")
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def step(plan):
    return verify(plan, 1)


def verify(plan, position, at=AT):
    step = plan.milestones.get(position=position)
    if not step.is_to_verify:
        milestone.claim(milestone=step, by=plan.rep, evidence="Northwind, 14 January", at=at)
    return milestone.verify(milestone=step, by=plan.manager, at=at)


def take_back(step, at=AT, by=None, **said):
    return put_right.take_back_verification(milestone=step, by=by or step.plan.manager, at=at, **said)


def told(kind=KIND):
    return set(Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def letters(kind=KIND):
    """The mails of this kind by their reader: whether each is wanted, and what it says."""
    found = {}
    for mail in Outbox.objects.filter(kind=kind).select_related("recipient"):
        wanted = kinds.get(kind).still_wanted(mail.recipient, mail.ref_ids, AT)
        found[mail.recipient.name] = (
            wanted,
            kinds.get(kind).render(mail.recipient, mail.ref_ids, AT) if wanted else None,
        )
    return found


def test_a_verification_taken_back_leaves_the_step_reached_and_its_reward_unearned(step, rep, mentor):
    take_back(step, by=UserFactory())

    step.refresh_from_db()
    assert (step.status, step.verified_by, step.reached_on) == ("reached", None, date(2026, 1, 28))
    assert step.evidence == "Northwind, 14 January"
    assert not step.reward.is_earned
    events = list(step.plan.history.order_by("-seq").values_list("event", flat=True)[:2])
    assert events == [Event.REWARD_WAITS, Event.MILESTONE_PUT_RIGHT]


def test_who_was_told_of_a_verification_is_told_and_the_waiting_mails_are_not_wanted(
    step, rep, mentor, manager
):
    assert all(wanted for wanted, _words in letters("plans.milestone_verified").values())

    take_back(step, at=LATER, reason=WHY)

    # The manager took it back themselves, and needs no letter about it.
    assert told() == {rep.name, mentor.name}
    for kind in ("plans.milestone_verified", "plans.reward_to_deliver"):
        assert not any(wanted for wanted, _words in letters(kind).values())
    wanted, words = letters()[rep.name]
    assert wanted
    assert words.subject == "Something on your plan is put right"
    assert "Step 1 waits to be verified again: 24%" in words.text
    for said in ("Dana took the verification back. The step stays reached.", WHY, "Lunch by the harbor"):
        assert said in words.text
    assert f"Step 1 of {rep.first_name} waits to be verified again: 24%" in letters()[mentor.name][1].text


def test_another_manager_hears_that_the_reward_they_read_of_waits(step, manager):
    take_back(step, by=UserFactory())

    assert manager.name in told()


def test_verified_once_more_it_is_told_once_more(step, rep, manager):
    take_back(step)

    verify(step.plan, 1, at=LATER)

    for kind, person in (("plans.milestone_verified", rep), ("plans.reward_to_deliver", manager)):
        assert Notice.objects.filter(kind=kind, recipient=person).count() == 2
    assert not any(wanted for wanted, _words in letters().values())


@pytest.mark.parametrize("act", ["step", "reward", "promise"])
def test_fifteen_minutes_need_no_reason_and_a_second_more_needs_one(act, step, plan, manager):
    promised = plan.support.get(promised_by=manager)
    reward.deliver(reward=step.reward, by=manager, at=AT)
    commitment.deliver(commitment=promised, by=manager, at=AT)
    taking = {
        "step": lambda **said: put_right.take_back_verification(milestone=verified, by=manager, **said),
        "reward": lambda **said: put_right.take_back_reward(reward=step.reward, by=manager, **said),
        "promise": lambda **said: put_right.take_back_promise(commitment=promised, by=manager, **said),
    }[act]
    verified = verify(plan, 2)

    with pytest.raises(ReasonMissing):
        taking(at=LATER, reason=" ")
    taking(at=AT + UNDO_FOR)
    with pytest.raises(NothingToTakeBack):
        taking(at=AT + UNDO_FOR)

    assert plan.history.order_by("seq").filter(event__endswith="put_right").get().detail["reason"] == ""


def test_the_clock_starts_with_the_last_time_it_was_verified(step):
    take_back(step)
    verify(step.plan, 1, at=LATER)

    take_back(step, at=LATER + UNDO_FOR)

    step.refresh_from_db()
    assert step.status == "reached"


def test_a_step_whose_time_the_history_does_not_tell_needs_a_reason(plan, manager):
    step = plan.milestones.get(position=1)
    step.status, step.reached_on, step.verified_on, step.verified_by = "verified", AT, AT, manager
    step.save()

    with pytest.raises(ReasonMissing):
        take_back(step)


def test_a_step_stays_verified_while_its_reward_is_given(step, manager):
    reward.deliver(reward=step.reward, by=manager, at=AT)

    with pytest.raises(RewardGiven, match="Take that back first"):
        take_back(step)
    refused(
        "given_rewards_have_a_verified_step",
        "UPDATE plans_milestone SET status = 'reached', verified_on = NULL, verified_by_id = NULL WHERE id = %s",
        step.pk,
    )


def test_no_reward_is_given_for_a_step_that_is_not_verified(step, manager):
    take_back(step)

    refused(
        "given_rewards_have_a_verified_step",
        "UPDATE plans_reward SET earned_at = now(), delivered_on = now(), delivered_by_id = %s",
        manager.pk,
    )


def test_a_closed_plan_keeps_its_steps_and_promises_and_its_rewards_are_put_right(step, plan, manager, rep):
    promised = plan.support.get(promised_by=manager)
    commitment.deliver(commitment=promised, by=manager, at=AT)
    reward.deliver(reward=step.reward, by=manager, at=AT)
    outcome.close(
        plan=plan, by=manager, result="met_in_part", reasons="A start.", given_up=left_open(plan), at=AT
    )

    with pytest.raises(Refused, match="not running"):
        take_back(step)
    with pytest.raises(Refused, match="not running"):
        put_right.take_back_promise(commitment=promised, by=manager, at=AT)
    put_right.take_back_reward(reward=step.reward, by=manager, at=LATER, reason=WHY)

    step.reward.refresh_from_db()
    assert (step.reward.is_earned, step.reward.is_delivered) == (True, False)
    assert plan.history.filter(event=Event.REWARD_OWED, detail__milestone=step.pk).exists()
    assert told() == {rep.name}
    assert "Your reward is still to come: Lunch by the harbor" in letters()[rep.name][1].text


def test_a_plan_runs_on_that_came_into_review_by_this_step(plan, manager):
    steps = [verify(plan, position) for position in (1, 2, 3)]

    take_back(steps[2])

    plan.refresh_from_db()
    assert (plan.status, plan.review_due_on) == ("active", None)
    assert plan.history.filter(event=Event.PLAN_RUNS_ON).count() == 1
    assert letters("plans.review_due")[manager.name][0] is False

    verify(plan, 3)

    plan.refresh_from_db()
    assert plan.status == "in_review"
    assert Notice.objects.filter(kind="plans.review_due", recipient=manager).count() == 2


def test_a_plan_whose_last_day_has_passed_stays_in_review(plan):
    steps = [verify(plan, position) for position in (1, 2, 3)]
    after = AT.replace(year=plan.ends_on.year, month=plan.ends_on.month, day=plan.ends_on.day)

    take_back(steps[2], at=after + timedelta(days=1), reason=WHY)

    plan.refresh_from_db()
    assert plan.status == "in_review"
    assert not plan.history.filter(event=Event.PLAN_RUNS_ON).exists()


def test_an_undo_of_what_nobody_was_told_tells_nobody(step, plan, manager):
    promised = plan.support.get(promised_by=manager)
    commitment.deliver(commitment=promised, by=manager, at=AT)
    reward.deliver(reward=step.reward, by=manager, at=AT)

    put_right.take_back_promise(commitment=promised, by=manager, at=AT)
    put_right.take_back_reward(reward=step.reward, by=manager, at=AT)

    promised.refresh_from_db()
    assert promised.delivered_by is None
    assert told() == set()


def test_a_promise_put_right_is_told_to_the_rep_and_to_who_promised_it(plan, rep, mentor, manager):
    promised = plan.support.get(promised_by=mentor)
    commitment.deliver(commitment=promised, by=mentor, at=AT)

    put_right.take_back_promise(commitment=promised, by=manager, at=LATER, reason=WHY)

    assert told() == {rep.name, mentor.name}
    words = letters()[rep.name][1]
    assert "A promise is still to be kept: Two joint calls" in words.text
    assert f"{manager.first_name} took back that it was kept. You are still owed it." in words.text
    assert WHY in words.text

    commitment.deliver(commitment=promised, by=mentor, at=LATER)

    assert not any(wanted for wanted, _words in letters().values())


def test_what_a_correction_says_goes_with_the_verification(step):
    step.reached_by, step.note = "numbers", "The numbers were corrected. They now say 20.0%."
    step.save()

    take_back(step)

    step.refresh_from_db()
    assert step.note == ""
