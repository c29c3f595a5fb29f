"""Mentor, rewards, promises and programme of a draft."""

from datetime import UTC, date, datetime

import pytest

from plans.actions.draft_people import (
    DrillTerms,
    RepCannotMentorThemselves,
    RewardTerms,
    SupportOwed,
    SupportTerms,
    TooManyDrills,
    save_people,
)
from plans.models import Reward
from tests.factories.people import UserFactory
from tests.factories.plans import DiagnosisFactory, DrillFactory, PlanFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 2, 9, tzinfo=UTC)


def told(plan, **changes):
    return {
        "plan": plan,
        "by": plan.manager,
        "at": AT,
        "version": plan.version,
        "mentor_wish": None,
        "rewards": {},
        "support": [],
        "programme": [],
        **changes,
    }


def test_people_rewards_promises_and_drills_are_kept():
    plan = PlanFactory()
    mentor, drill = UserFactory(), DrillFactory(skill=plan.skill)
    first = plan.milestones.get(position=1)
    promise = SupportTerms("Two late demos a week swapped", date(2026, 1, 19), plan.manager)

    save_people(
        **told(
            plan,
            mentor_wish=mentor,
            rewards={first.pk: RewardTerms("A Friday off", plan.manager, "USD", 12500)},
            support=[promise],
            programme=[DrillTerms(drill, 4, "at 9, in the small room")],
        )
    )

    plan.refresh_from_db()
    assert plan.mentor_wish == mentor
    assert first.reward.cost_minor == 12500
    assert plan.support.get().what == "Two late demos a week swapped"
    assert plan.programme.get().when == "at 9, in the small room"


def test_saving_again_replaces_what_was_there():
    plan = PlanFactory()
    first, second = plan.milestones.order_by("position")[:2]
    terms = RewardTerms("A Friday off", plan.manager, "USD")
    save_people(**told(plan, rewards={first.pk: terms}))

    save_people(**told(plan, version=2, rewards={second.pk: terms}))

    assert Reward.objects.get(milestone__plan=plan).milestone == second


def test_the_same_promises_sent_twice_are_saved_once():
    plan = PlanFactory()
    first = plan.milestones.get(position=1)
    wanted = told(plan, rewards={first.pk: RewardTerms("A Friday off", plan.manager, "USD", 100)})

    save_people(**wanted)
    again = save_people(**wanted)

    assert again.version == 2


def test_rewards_for_steps_of_other_plans_are_left_out():
    plan, other = PlanFactory(), PlanFactory()
    theirs = other.milestones.get(position=1)

    save_people(**told(plan, rewards={theirs.pk: RewardTerms("A Friday off", plan.manager, "USD")}))

    assert not Reward.objects.exists()


def test_a_cause_that_is_ours_needs_something_that_we_do():
    plan = PlanFactory()
    DiagnosisFactory(plan=plan, causes=["technique", "time"])

    with pytest.raises(SupportOwed, match="ours to fix"):
        save_people(**told(plan))


def test_a_week_holds_three_drills():
    plan = PlanFactory()

    with pytest.raises(TooManyDrills, match="up to three"):
        save_people(**told(plan, programme=[DrillTerms(drill) for drill in DrillFactory.create_batch(4)]))


def test_nobody_mentors_themselves():
    plan = PlanFactory()

    with pytest.raises(RepCannotMentorThemselves):
        save_people(**told(plan, mentor_wish=plan.rep))


def test_what_the_rep_promises_is_no_help_for_a_cause_of_ours():
    plan = PlanFactory()
    DiagnosisFactory(plan=plan, causes=["leads"])
    own = SupportTerms("Two recorded calls a week", date(2026, 1, 30), plan.rep)

    with pytest.raises(SupportOwed):
        save_people(**told(plan, support=[own]))
    save_people(**told(plan, support=[SupportTerms("A better list", date(2026, 1, 30)), own]))

    assert [promise.is_of_rep for promise in plan.support.order_by("pk")] == [False, True]
