"""Pages on which the terms of a plan are read take twelve queries at most, however long these are (B3)."""

from collections import defaultdict

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import acknowledgement, agreement, draft_basis, step_question
from tests.coaching.floor import manager_of, running_plan, team
from tests.costs.test_floor import asked
from tests.factories.cost_figures import give_costs
from tests.factories.people import UserFactory
from tests.factories.plans import (
    AgreementFactory,
    CommitmentFactory,
    DiagnosisFactory,
    DrillFactory,
    MentorshipFactory,
    ProgrammeItemFactory,
    live_until,
)

pytestmark = pytest.mark.django_db
MOST = 12


def plan_with(harbor, promises, life):
    """A plan whose diagnosis names something of ours, with so many more promises and drills; agreed on anew as often."""
    plan = running_plan(harbor, life="draft", mentor_wish=UserFactory())
    DiagnosisFactory(plan=plan, causes=["technique", "tools"])
    draft_basis.keep(plan, on=timezone.localdate())
    for number in range(promises):
        CommitmentFactory(plan=plan, promised_by=UserFactory(), due_on=plan.ends_on)
        drill = DrillFactory(skill=plan.skill, name=f"Ladder {number}")
        ProgrammeItemFactory(plan=plan, drill=drill, position=number + 2)
    live_until(plan, life)
    if life != "draft":
        MentorshipFactory(plan=plan)
        for number in range(promises):
            AgreementFactory(plan=plan, number=number + 2)
        for number in range(promises):
            step = plan.milestones.get(position=number + 1)
            step_question.ask(step=step, by=plan.rep, unclear="Which meetings?", at=timezone.now())
    return plan


@pytest.mark.parametrize(
    ("route", "life"),
    [("wizard_review", "draft"), ("proposal", "proposed"), ("agreement", "active"), ("amend_plan", "active")],
)
def test_terms_take_at_most_twelve_queries_for_everybody_who_reads_them(client, route, life):
    harbor = team()
    costs = defaultdict(list)

    for promises in (1, 2):
        plan = plan_with(harbor, promises, life)
        url = reverse(f"plans:{route}", args=[plan.pk])
        costs["manager"].append(asked(client, manager_of(harbor), url)[0])
        if life != "draft":
            costs["rep"].append(asked(client, plan.rep, url)[0])

    assert {who: found for who, found in costs.items() if len(set(found)) > 1 or found[0] > MOST} == {}


def test_the_answers_to_a_formal_plan_take_at_most_twelve_queries_in_each_state(client):
    harbor = team()
    plan = running_plan(harbor, life="proposed", kind="formal")
    manager, url = manager_of(harbor), reverse("plans:acknowledgement", args=[plan.pk])
    costs = {"signs": asked(client, manager, url)[0], "receives": asked(client, plan.rep, url)[0]}
    now = timezone.now()

    agreement.sign(plan=plan, by=manager, at=now)
    costs["was not taken"] = asked(client, manager, url)[0]
    acknowledgement.receive(plan=plan, by=plan.rep, at=now)
    costs["may run"] = asked(client, manager, url)[0]
    costs["answers"] = asked(client, plan.rep, url)[0]

    assert {state: cost for state, cost in costs.items() if cost > MOST} == {}


def test_what_somebody_new_costs_is_a_small_page_and_adds_little_to_the_big_picture(client):
    harbor = team()
    manager = manager_of(harbor)
    manager.is_staff = True
    manager.save()
    plan = plan_with(harbor, 1, "active")
    big, costs = reverse("plans:big_picture", args=[plan.pk]), reverse("plans:cost_figures")
    before = {who: asked(client, who, big)[0] for who in (manager, plan.rep)}

    give_costs(manager)

    assert asked(client, manager, costs)[0] <= MOST
    # The figures were asked for before, too; a manager reads what the rewards cost besides.
    assert asked(client, manager, big)[0] == before[manager] + 1
    assert asked(client, plan.rep, big)[0] == before[plan.rep]
