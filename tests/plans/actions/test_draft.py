"""A draft: opened once, saved step by step, never over somebody else's words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from plans.actions import draft
from plans.actions.draft import (
    AnotherPlanIsOpen,
    Baseline,
    ForTheRepToSay,
    NotADraft,
    Reason,
    TargetNotAhead,
    TooManyCauses,
)
from plans.actions.version import StaleVersion
from plans.models import History, Plan
from salesgym.numbers.models import Metric
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
UNTIL = date(2026, 1, 4)
BASELINE = Baseline(Decimal("0.218623"), 13, UNTIL, Decimal(54), Decimal(247))


def opened():
    manager = UserFactory()
    return draft.open_draft(rep=RepFactory(manager=manager), by=manager, at=MONDAY)


def focused(metric_key="meeting_to_opportunity", baseline=BASELINE):
    plan = opened()
    metric = Metric.objects.get(key=metric_key)
    return draft.save_focus(
        plan=plan,
        by=plan.manager,
        at=MONDAY,
        version=1,
        skill=SkillFactory(metric=metric),
        metric=metric,
        baseline=baseline,
    )


def test_a_new_plan_is_a_draft_that_the_rep_does_not_see():
    plan = opened()

    assert plan.status == Plan.Status.DRAFT
    assert not Plan.objects.visible_to(plan.rep).exists()
    assert History.objects.filter(plan=plan, event="draft.opened", actor=plan.manager).exists()


def test_a_double_click_opens_one_plan():
    plan = opened()

    again = draft.open_draft(rep=plan.rep, by=plan.manager, at=MONDAY)

    assert again == plan
    assert Plan.objects.count() == 1


def test_a_second_open_plan_is_refused_and_names_the_open_one():
    plan = PlanFactory(active=True)

    with pytest.raises(AnotherPlanIsOpen, match="one focus at a time") as refusal:
        draft.open_draft(rep=plan.rep, by=plan.manager, at=MONDAY)

    assert refusal.value.plan == plan


def test_another_manager_is_told_of_the_draft_that_is_open():
    plan = opened()

    with pytest.raises(AnotherPlanIsOpen):
        draft.open_draft(rep=plan.rep, by=UserFactory(), at=MONDAY)


def test_the_focus_keeps_its_counts_and_opens_the_next_step():
    plan = focused()

    plan.refresh_from_db()
    assert plan.baseline == Decimal("0.2186")
    assert (plan.baseline_numerator, plan.baseline_denominator) == (54, 247)
    assert (plan.version, plan.wizard_step) == (2, 2)
    assert History.objects.filter(plan=plan, event="draft.saved", detail={"step": "focus"}).exists()


def test_saving_over_what_somebody_else_saved_is_refused():
    plan = focused()
    told = {"plan": plan, "by": plan.manager, "at": MONDAY, "version": 2}
    draft.save_reason(**told, reason=Reason(strengths="Rapport"), headline="First", why="")

    with pytest.raises(StaleVersion):
        draft.save_reason(**told, reason=Reason(strengths="Rapport"), headline="Second", why="")

    plan.refresh_from_db()
    assert plan.headline == "First"


def test_the_same_words_sent_twice_are_saved_once():
    plan = focused()
    told = {"plan": plan, "by": plan.manager, "at": MONDAY, "version": 2}
    reason = Reason(standing="learning_keen", causes=["technique", "time"], evidence="54 of 247")

    draft.save_reason(**told, reason=reason, headline="First", why="")
    again = draft.save_reason(**told, reason=reason, headline="First", why="")

    assert again.version == 3
    assert History.objects.filter(plan=plan, event="draft.saved").count() == 2


def test_a_fourth_cause_is_refused():
    plan = focused()
    reason = Reason(causes=["technique", "time", "energy", "habits"])

    with pytest.raises(TooManyCauses, match="up to three"):
        draft.save_reason(
            plan=plan, by=plan.manager, at=MONDAY, version=2, reason=reason, headline="", why=""
        )


@pytest.mark.parametrize("cause", ["confidence", "energy"])
def test_energy_and_confidence_are_for_the_rep_to_say(cause):
    plan = focused()
    told = {"plan": plan, "by": plan.manager, "at": MONDAY, "version": 2, "headline": "", "why": ""}

    with pytest.raises(ForTheRepToSay):
        draft.save_reason(**told, reason=Reason(causes=["technique", cause]))


def test_a_target_lies_ahead_of_the_start():
    plan = focused()

    with pytest.raises(TargetNotAhead):
        draft.save_big_picture(
            plan=plan, by=plan.manager, at=MONDAY, version=2, target=Decimal("0.20"), worth={}
        )


def test_where_lower_is_better_the_target_lies_below_the_start():
    plan = focused("average_discount", Baseline(Decimal("13.8"), 13, UNTIL))
    told = {"plan": plan, "by": plan.manager, "at": MONDAY, "version": 2, "worth": {}}

    with pytest.raises(TargetNotAhead):
        draft.save_big_picture(**told, target=Decimal(15))
    saved = draft.save_big_picture(**told, target=Decimal(9))

    assert saved.target == 9


def test_a_new_target_spreads_the_steps_that_stand():
    plan = PlanFactory()

    draft.save_big_picture(
        plan=plan, by=plan.manager, at=MONDAY, version=1, target=Decimal("0.32"), worth={"revenue": "100"}
    )

    plan.refresh_from_db()
    assert plan.worth == {"revenue": "100"}
    steps = plan.milestones.order_by("position").values_list("target", flat=True)
    assert list(steps) == [Decimal("0.26"), Decimal("0.30"), Decimal("0.32")]


def test_another_number_takes_the_target_back():
    plan = PlanFactory()
    metric = Metric.objects.get(key="win_rate")

    draft.save_focus(
        plan=plan,
        by=plan.manager,
        at=MONDAY,
        version=1,
        skill=plan.skill,
        metric=metric,
        baseline=Baseline(Decimal("0.5"), 13, UNTIL),
    )

    plan.refresh_from_db()
    assert plan.target is None


def test_a_proposed_plan_is_taken_back_before_it_is_changed():
    plan = PlanFactory(proposed=True)

    with pytest.raises(NotADraft, match="Take the proposal back"):
        draft.save_reason(
            plan=plan, by=plan.manager, at=MONDAY, version=1, reason=Reason(), headline="", why=""
        )
