from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from plans.actions import advance, outcome, pause
from plans.actions import mentor as mentor_actions
from plans.actions import milestone as milestone_actions
from plans.actions import reward as reward_actions
from plans.actions.outcome import AlreadyClosed, DebtsOpen, NextStepMissing, ReasonsMissing, WrongResult
from plans.actions.version import StaleVersion
from plans.models import Mentorship, Outcome, Plan
from salesgym.notices.models import Notice
from salesgym.numbers.models import Metric
from tests.factories.numbers import WeeklyValueFactory
from tests.factories.people import LeaveFactory
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    ObservationFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    SkillFactory,
    left_open,
    live_until,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, in_review=True)


def close(plan, result="met", **kwargs):
    typed = {"reasons": "The target holds for four weeks.", **kwargs}
    return outcome.close(plan=plan, by=plan.manager, result=result, at=AT, **typed)


def test_a_plan_is_closed_with_a_named_person_and_reasons(plan, manager, rep):
    close(plan)

    plan.refresh_from_db()
    assert (plan.status, plan.closed_at) == (Plan.Status.CLOSED, AT)
    assert (plan.outcome.result, plan.outcome.decided_by) == ("met", manager)
    assert Notice.objects.get(recipient=rep).kind == "plans.closed"


def test_the_outcome_keeps_where_the_number_stood(plan):
    for week in (2, 9, 16, 23):
        for key, value in (("opportunities", 7), ("meetings", 25)):
            WeeklyValueFactory(
                rep=plan.rep, metric=Metric.objects.get(key=key), week_start=date(2026, 3, week), value=value
            )

    close(plan)

    kept = Outcome.objects.get()
    assert (kept.value, kept.numerator, kept.denominator) == (Decimal("0.28"), 28, 100)


def test_closing_closes_everything_that_hangs_on_the_plan(rep, manager, mentor):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    asked = mentor_actions.invite(plan=plan, mentor=mentor, by=manager, at=AT)
    mentor_actions.accept(mentorship=asked, at=AT)
    pause.pause(plan=plan, by=manager, reason="Trade fair", at=AT)

    close(plan, "met_in_part")

    plan.refresh_from_db()
    assert plan.mentor is None
    assert plan.mentorships.get().status == Mentorship.Status.ENDED
    assert plan.pauses.get().ends_on is not None
    assert set(plan.milestones.values_list("status", flat=True)) == {"missed"}
    assert not Plan.objects.visible_to(mentor).filter(pk=plan.pk).exists()


def test_an_outcome_needs_reasons(plan):
    with pytest.raises(ReasonsMissing):
        close(plan, reasons="  ")


def test_not_met_needs_the_next_step_that_was_agreed(plan):
    with pytest.raises(NextStepMissing):
        close(plan, "not_met")

    close(plan, "not_met", next_step="further_help")

    assert Outcome.objects.get().next_step == "further_help"


@pytest.mark.parametrize("next_step", ["other_role", "leaving"])
def test_a_coaching_plan_never_ends_in_another_role_or_leaving(next_step, plan):
    with pytest.raises(NextStepMissing):
        close(plan, "not_met", next_step=next_step)

    assert not Outcome.objects.exists()


def test_a_coaching_plan_may_end_in_a_new_focus(plan):
    close(plan, "not_met", next_step="new_focus")

    assert Outcome.objects.get().get_next_step_display() == "a new focus"


def test_a_next_step_belongs_to_not_met_alone(plan):
    close(plan, "met", next_step="further_help")

    assert Outcome.objects.get().next_step == ""


def test_a_plan_is_closed_once(plan):
    close(plan)

    with pytest.raises(AlreadyClosed):
        close(plan, "withdrawn")


def test_a_proposal_is_withdrawn_and_nothing_else(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    with pytest.raises(WrongResult):
        close(plan, "met")

    close(plan, "withdrawn")

    plan.refresh_from_db()
    assert plan.status == Plan.Status.CLOSED
    assert not plan.is_discarded


def test_an_unknown_result_is_refused(plan):
    with pytest.raises(WrongResult):
        close(plan, "fired")


def test_an_older_page_does_not_close(plan):
    with pytest.raises(StaleVersion):
        close(plan, version=plan.version - 1)


def test_the_next_focus_is_kept(plan):
    skill = SkillFactory()

    close(plan, next_skill=skill)

    assert Outcome.objects.get().next_skill == skill


def test_a_new_plan_can_open_once_the_old_one_is_closed(plan, rep, manager):
    close(plan)

    assert PlanFactory(rep=rep, manager=manager).pk


def test_extending_opens_a_linked_draft_with_the_same_focus(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    DiagnosisFactory(plan=plan)
    seen = ObservationFactory(plan=plan)
    item = ProgrammeItemFactory(plan=plan)
    live_until(plan, "in_review")

    successor = close(plan, "extended").successor

    successor = Plan.objects.get(pk=successor.pk)
    assert (successor.status, successor.predecessor) == (Plan.Status.DRAFT, plan)
    assert (successor.rep, successor.skill, successor.target) == (rep, plan.skill, plan.target)
    assert successor.starts_on == date(2026, 4, 6)
    assert successor.programme.get().drill == item.drill
    assert successor.diagnosis.evidence == plan.diagnosis.evidence
    assert (successor.observations.get().seen_on, plan.observations.get()) == (seen.seen_on, seen)
    assert [step.target for step in successor.milestones.order_by("position")] == [
        Decimal("0.24"),
        Decimal("0.26"),
        Decimal("0.28"),
    ]
    assert plan.history.filter(event="plan.closed").exists()


def test_an_extension_counts_the_weeks_of_its_plan_and_keeps_the_runs(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)

    successor = close(plan, "extended").successor

    assert successor.counts_from == plan.starts_on
    assert successor.counts_runs
    assert list(successor.milestones.values_list("run_weeks", flat=True)) == [4, 4, 4]


def test_the_extension_of_a_plan_of_the_earlier_rule_counts_runs_of_four_weeks(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True, counting="window")

    successor = close(plan, "extended").successor

    assert successor.counts_runs
    assert set(successor.milestones.values_list("run_weeks", flat=True)) == {4}


def test_a_plan_past_its_last_day_comes_into_review(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)

    assert outcome.open_reviews(at=datetime(2026, 3, 30, 9, tzinfo=UTC)) == 0
    assert outcome.open_reviews(at=datetime(2026, 3, 31, 9, tzinfo=UTC)) == 1

    plan.refresh_from_db()
    assert (plan.status, plan.review_due_on) == (Plan.Status.IN_REVIEW, date(2026, 4, 7))
    assert Notice.objects.get(recipient=manager).kind == "plans.review_due"


def test_advancing_again_and_again_changes_nothing(rep, manager):
    PlanFactory(rep=rep, manager=manager, active=True)
    LeaveFactory(person=rep, starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))

    counts = [advance.advance(at=AT) for _time in range(4)]

    assert counts[1:] == [0, 0, 0]
    assert Notice.objects.count() == 0 or Notice.objects.filter(kind="plans.review_due").count() == 1


def test_a_paused_plan_does_not_come_into_review(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    pause.pause(plan=plan, by=manager, reason="Project", at=datetime(2026, 3, 20, 9, tzinfo=UTC))

    assert outcome.open_reviews(at=AT) == 0


def test_an_invitation_that_waits_is_ended_at_the_close(rep, manager, stranger):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    mentor_actions.invite(plan=plan, mentor=stranger, by=manager, at=AT)

    close(plan, "withdrawn")

    assert plan.mentorships.get().status == Mentorship.Status.ENDED


@pytest.fixture
def owing(rep, manager):
    """A plan with a step to verify, a reward that was earned and not given, and a promise not kept."""
    plan = PlanFactory(rep=rep, manager=manager)
    first, second, _third = plan.milestones.order_by("position")
    for step, what in ((first, "Lunch"), (second, "A course")):
        RewardFactory(milestone=step, what=what, given_by=manager)
    CommitmentFactory(plan=plan, what="Two call reviews")
    live_until(plan, "active")
    for step in (first, second):
        milestone_actions.claim(milestone=step, by=rep, evidence="Northwind", at=AT)
    milestone_actions.verify(milestone=first, by=manager, at=AT)
    plan.refresh_from_db()
    return plan


def test_nothing_that_is_owed_is_given_up_unsaid(owing):
    verify, reward, promise = left_open(owing)
    for given_up in ((), (verify, reward), (reward, promise), (verify + "-7", reward, promise)):
        with pytest.raises(DebtsOpen):
            close(owing, given_up=given_up)
    assert not Outcome.objects.exists()

    close(owing, given_up=(verify, reward, promise))

    assert list(owing.milestones.order_by("position").values_list("status", flat=True)) == [
        "verified",
        "unverified",
        "missed",
    ]
    told = dict(owing.history.values_list("event", "detail__what"))
    assert told["reward.owed"] == "Lunch"
    assert told["reward.given_up"] == "A course"
    assert told["support.given_up"] == "Two call reviews"
    assert owing.history.get(event="milestone.unverified").detail["position"] == 2


def test_a_reward_that_was_earned_is_given_after_the_outcome(owing, manager):
    close(owing, given_up=left_open(owing))

    given = reward_actions.deliver(
        reward=owing.milestones.get(position=1).reward, by=manager, at=AT + timedelta(days=9)
    )

    assert given.is_delivered


def test_a_proposal_owes_nothing_and_is_withdrawn_without_a_question(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    CommitmentFactory(plan=plan)
    live_until(plan, "proposed")

    close(plan, "withdrawn")

    assert not plan.history.filter(event="support.given_up").exists()
