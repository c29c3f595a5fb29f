"""Each chance that was shown for a signed plan, and what came of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plans.actions import agreement, outcome, proposal, shown
from plans.models import Milestone, Plan, PlanBasis, ShownChance
from plans.queries.closing import open_debts
from tests.factories.plans import MilestoneFactory, PlanFactory, left_open
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
# A Monday: the week before it is the plan's fifth, and complete.
CLOSED_EARLY = datetime(2026, 2, 9, 9, tzinfo=UTC)
BARS = {
    "steps": [
        {"position": 1, "mark": 0.24, "weeks": 4, "luck": 0.41, "miss": 0.05},
        {"position": 2, "mark": 0.26, "weeks": 4, "luck": 0.22, "miss": 0.14},
    ],
    "weeks_to_tell": 28.0,
}


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    PlanBasis.objects.create(plan=plan, bars=BARS)
    Plan.objects.filter(pk=plan.pk).update(status="active", proposed_at=AT, activated_at=AT)
    return Plan.objects.get(pk=plan.pk)


def rows(plan):
    return {
        (row.about, row.milestone.position if row.milestone else None): row
        for row in ShownChance.objects.filter(plan=plan).select_related("milestone")
    }


def test_the_bars_that_both_have_signed_are_kept_once(plan):
    shown.keep_bars(plan, at=AT)
    shown.keep_bars(plan, at=AT)

    found = rows(plan)
    assert set(found) == {("luck", 1), ("miss", 1), ("luck", 2), ("miss", 2)}
    assert float(found["luck", 1].chance) == 0.41
    assert found["miss", 2].week == date(2025, 12, 29)


def test_the_second_signature_keeps_them(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    proposal.propose(plan=plan, by=manager, at=AT)
    for person in (rep, manager):
        agreement.sign(plan=plan, by=person, at=AT)

    bars = PlanBasis.objects.get(plan=plan).bars["steps"]
    assert ShownChance.objects.filter(plan=plan).count() == 2 * len(bars)


def keep(plan, step, about, chance=0.5):
    return ShownChance.objects.create(plan=plan, milestone=step, about=about, week=START, chance=chance)


def test_closing_says_what_came_of_each(plan):
    in_time, late, missed = plan.milestones.order_by("position")
    steps = {"in time": in_time, "late": late, "missed": missed}
    for name, reached_on in (
        ("in time", in_time.due_on - timedelta(days=8)),
        ("late", late.due_on + timedelta(days=20)),
    ):
        Milestone.objects.filter(pk=steps[name].pk).update(
            status="reached", reached_on=reached_on, reached_by="numbers"
        )
    kept = {
        (name, about): keep(plan, step, about).pk
        for name, step in steps.items()
        for about in ("luck", "miss", "by_date", "by_end")
    }
    real = keep(plan, None, "real").pk

    outcome.close(
        plan=plan,
        by=plan.manager,
        at=datetime(2026, 4, 1, 9, tzinfo=UTC),
        result="met",
        reasons="They did.",
        given_up=left_open(plan),
    )

    came = dict(ShownChance.objects.values_list("pk", "came"))
    told = {key: came[pk] for key, pk in kept.items()}
    assert {name for (name, about), yes in told.items() if about == "by_date" and yes} == {"in time"}
    for about in ("by_end", "luck"):
        assert {name for (name, one), yes in told.items() if one == about and yes} == {"in time", "late"}
    assert {name for (name, about), yes in told.items() if about == "miss" and yes} == {"missed"}
    assert came[real] is None


def came_of(plan, steps, result="withdrawn"):
    """What came of each kind of chance of these steps, by position, once the plan was closed in its sixth week."""
    kept = {
        keep(plan, step, about).pk: (step.position, about)
        for step in steps
        for about in ("luck", "miss", "by_date", "by_end")
    }
    told = {"result": result, "reasons": "They moved on.", "given_up": open_debts(plan).keys.values()}
    outcome.close(plan=plan, by=plan.manager, at=CLOSED_EARLY, **told)
    found = {position: {} for position, _about in kept.values()}
    for row in ShownChance.objects.filter(pk__in=kept):
        position, about = kept[row.pk]
        found[position][about] = row.came
    return found


def test_nothing_came_of_the_chances_of_somebody_who_left(plan):
    past, reached, ahead = plan.milestones.order_by("position")
    Milestone.objects.filter(pk=reached.pk).update(
        status="reached", reached_on=START + timedelta(days=27), reached_by="numbers"
    )

    found = came_of(plan, [past, reached, ahead], "left")

    assert {came for step in found.values() for came in step.values()} == {None}


def test_nothing_came_of_weeks_that_never_were(plan):
    past, reached, ahead = plan.milestones.order_by("position")
    Milestone.objects.filter(pk=reached.pk).update(
        status="reached", reached_on=START + timedelta(days=27), reached_by="numbers"
    )

    found = came_of(plan, [past, reached, ahead])

    # The date of the first step has passed; its other weeks, and those of the last, were still to come.
    assert found[1] == {"luck": None, "miss": None, "by_date": False, "by_end": None}
    assert found[2] == {"luck": True, "miss": False, "by_date": True, "by_end": True}
    assert found[3] == {"luck": None, "miss": None, "by_date": None, "by_end": None}


def test_a_claim_says_nothing_of_the_weeks_in_a_row(plan):
    step = plan.milestones.order_by("position").first()
    Milestone.objects.filter(pk=step.pk).update(
        status="reached", reached_on=START + timedelta(days=20), reached_by="claim", evidence="A call."
    )

    assert set(came_of(plan, [step])[1].values()) == {None}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("chance = 1.1", "a_shown_chance_is_0_to_1"),
        ("week = week + 1", "a_chance_is_kept_by_monday"),
        ("about = 'guess'", "what_a_chance_is_about_is_known"),
        ("milestone_id = NULL", "chances_of_steps_name_their_step"),
    ],
)
def test_the_database_refuses_what_no_chance_can_be(plan, change, rule):
    row = keep(plan, plan.milestones.first(), "luck")

    refused(rule, f"UPDATE plans_shownchance SET {change} WHERE id = %s", row.pk)  # noqa: S608 - constants above


def test_a_chance_is_kept_once_a_week_also_without_a_step(plan):
    keep(plan, None, "real")

    refused(
        "a_chance_is_kept_once_a_week",
        "INSERT INTO plans_shownchance (plan_id, milestone_id, about, week, chance)"
        " SELECT plan_id, milestone_id, about, week, chance FROM plans_shownchance WHERE plan_id = %s",
        plan.pk,
    )


def test_an_older_plan_without_a_basis_has_no_bars(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False)
    MilestoneFactory(plan=plan)

    shown.keep_bars(plan, at=AT)

    assert not ShownChance.objects.exists()
