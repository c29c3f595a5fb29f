"""A plan ends by the rule that both have signed: the action refuses the rest, and the database what it can know."""

from datetime import UTC, datetime

import pytest

from plans.actions import outcome
from plans.actions.outcome import NotByTheRule
from plans.models import Agreement, Milestone, Outcome, Plan, PlanBasis
from plans.queries.decision import rule_of
from tests.factories.forecasts import give_forecast
from tests.factories.plans import PlanFactory, live_until
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 1, 9, tzinfo=UTC)
WRITE = (
    "INSERT INTO plans_outcome (plan_id, result, reasons, next_step, decided_by_id, decided_at)"
    " SELECT id, %s, 'Well', %s, manager_id, now() FROM plans_plan WHERE id = %s;"
)


def signed(rep, manager, *, life="in_review", has_clause=True, luck=0.2, **fields):
    plan = PlanFactory(rep=rep, manager=manager, **fields)
    bars = [
        {"position": place, "mark": 0.24, "weeks": 4, "luck": luck, "miss": 0.1}
        for place in range(1, plan.milestones.count() + 1)
    ]
    PlanBasis.objects.create(plan=plan, bars={"steps": bars})
    live_until(plan, life, has_clause=has_clause)
    return plan


def reach(plan, position, *, by="numbers"):
    plan.milestones.filter(position=position).update(
        status=Milestone.Status.REACHED, reached_on=plan.starts_on, reached_by=by
    )


def close(plan, result):
    return outcome.close(
        plan=plan,
        by=plan.manager,
        result=result,
        reasons="Talked through.",
        next_step="further_help",
        given_up=outcome.open_debts(plan).keys.values(),
        at=AT,
    )


def lacks(plan, result):
    with pytest.raises(NotByTheRule) as refusal:
        close(plan, result)
    return str(refusal.value)


@pytest.mark.parametrize("life", ["active", "paused", "in_review"])
def test_a_plan_with_progress_is_not_closed_as_not_met(life, rep, manager):
    plan = signed(rep, manager, life=life)
    give_forecast(plan, real=0.70)

    assert "Progress looks likely" in lacks(plan, "not_met")
    refused("progress_goes_on", WRITE, "not_met", "further_help", plan.pk)
    assert not Outcome.objects.exists()


def test_in_review_progress_is_not_withdrawn_either(rep, manager):
    plan = signed(rep, manager)
    give_forecast(plan, real=0.70)

    assert "Progress looks likely" in lacks(plan, "withdrawn")
    refused("progress_goes_on", WRITE, "withdrawn", "", plan.pk)
    close(plan, "left")


@pytest.mark.parametrize(("real", "has_clause"), [(0.6999, True), (None, True), (0.95, False)])
def test_without_progress_or_the_clause_not_met_is_possible(real, has_clause, rep, manager):
    plan = signed(rep, manager, has_clause=has_clause)
    give_forecast(plan, real=real)

    assert close(plan, "not_met").outcome.result == "not_met"


def test_a_step_before_the_last_counts_where_luck_seldom_reaches_it(rep, manager):
    plan = signed(rep, manager)
    reach(plan, 2)

    assert "choose met in part or more" in lacks(plan, "not_met")


@pytest.mark.parametrize(("luck", "by"), [(0.31, "numbers"), (0.2, "claim")])
def test_luck_and_a_claim_that_nobody_verified_decide_nothing(luck, by, rep, manager):
    plan = signed(rep, manager, luck=luck)
    reach(plan, 2, by=by)

    assert close(plan, "not_met").outcome.result == "not_met"


@pytest.fixture
def extension(rep, manager):
    """The plan that went on from one whose first two steps were reached; it has the last step alone."""
    plan = signed(rep, manager)
    for position in (1, 2):
        reach(plan, position)
    successor = Plan.objects.get(pk=close(plan, "extended").successor.pk)
    live_until(successor, "in_review", has_clause=True)
    return successor


def test_a_plan_is_extended_once(extension):
    assert lacks(extension, "extended") == "This plan extends an earlier one, and a plan is extended once."
    refused("a_plan_is_extended_once", WRITE, "extended", "", extension.pk)


def test_the_extension_of_an_earlier_agreement_is_not_extended_again_either(rep, manager):
    successor = close(signed(rep, manager, has_clause=False), "extended").successor
    live_until(successor, "in_review")

    lacks(Plan.objects.get(pk=successor.pk), "extended")


def test_after_an_extension_the_steps_decide_and_the_record_says_so(extension, manager, client_of):
    give_forecast(extension, real=0.95)
    # The step before the last is the one that the earlier plan reached.
    assert rule_of(extension, list(extension.milestones.all()), at=AT).by_steps == "met_in_part"
    assert "choose met in part" in lacks(extension, "met")

    close(extension, "met_in_part")

    assert extension.history.get(event="plan.closed").detail["clause"] == "honored"
    page = client_of(manager).get(f"/plans/{extension.pk}/history/").content.decode()
    assert "The progress clause was honored" in page


def test_a_new_agreement_has_the_clause_and_an_earlier_one_keeps_its_words(rep, manager):
    plan = signed(rep, manager, has_clause=False)

    assert Agreement.objects.get(plan=plan).has_clause is False
    assert rule_of(plan, list(plan.milestones.all()), at=AT).is_signed is False
