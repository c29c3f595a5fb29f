"""An HR partner overrides what stands against a formal plan's "not met", or says no; the database takes nobody else."""

import pytest

from plans.actions import outcome, override
from plans.actions.outcome import NotByTheRule
from plans.actions.override import NothingStands, NotOfHR, OtherBlocks
from plans.models import Override, Plan
from salesgym.notices.models import Notice
from tests.factories.plans import left_open
from tests.plans.formal_plans import AT, announce, formal_plan, hr_partner
from tests.plans.raw_sql import refused, run

pytestmark = pytest.mark.django_db
OVERRIDE = (
    "INSERT INTO plans_override (plan_id, block, reason, missing, overridden_by_id, overridden_at)"
    " VALUES (%s, 'support', 'Well', 'One', %s, now())"
)


@pytest.fixture
def plan(rep, manager):
    return formal_plan(rep, manager)


@pytest.fixture
def hr(db):
    return hr_partner()


def test_hr_overrides_what_the_page_showed_and_both_read_why(rep, manager, hr):
    plan = formal_plan(rep, manager, made=2, kept=1)
    override.ask(plan=plan, by=manager, why="The second call needs a client.", at=AT)
    assert Notice.objects.filter(kind="plans.override_asked", recipient=hr).count() == 1
    for who in (manager, rep):
        with pytest.raises(NotOfHR):
            override.give(plan=plan, by=who, blocks=["support"], reason="So it is.", at=AT)
    with pytest.raises(OtherBlocks):
        override.give(plan=plan, by=hr, blocks=["support", "check_ins"], reason="So it is.", at=AT)

    override.give(plan=plan, by=hr, blocks=["support"], reason="The client has left.", at=AT)

    given = Override.objects.get()
    assert given.missing == "The company had delivered 1 of 2 promises."
    assert plan.override_requests.get().settled_by == hr
    told = set(Notice.objects.filter(kind="plans.override_answered").values_list("recipient", flat=True))
    assert rep.pk in told
    assert plan.history.get(event="override.given").detail["reason"] == "The client has left."
    announce(plan)


def test_hr_says_no_with_a_reason(rep, manager, hr):
    plan = formal_plan(rep, manager, made=2, kept=1)
    override.ask(plan=plan, by=manager, why="There is no client.", at=AT)

    override.decline(plan=plan, by=hr, reason="Another call will do.", at=AT)

    assert plan.override_requests.get().answer == "Another call will do."
    with pytest.raises(NotByTheRule):
        announce(plan)


def test_nothing_is_overridden_where_nothing_stands(plan, manager, hr):
    with pytest.raises(NothingStands):
        override.give(plan=plan, by=hr, blocks=[], reason="To be safe.", at=AT)
    with pytest.raises(NothingStands):
        override.ask(plan=plan, by=manager, why="To be safe.", at=AT)


def test_the_database_takes_overrides_of_hr_outside_the_plan_alone(plan, hr, mentor):
    rule = "hr_overrides_a_plan_of_others"
    refused(rule, OVERRIDE, plan.pk, mentor.pk)
    type(hr).objects.filter(pk__in=[plan.rep_id, plan.manager_id]).update(is_hr_partner=True)
    refused(rule, OVERRIDE, plan.pk, plan.rep_id)
    refused(rule, OVERRIDE, plan.pk, plan.manager_id)
    Plan.objects.filter(pk=plan.pk).update(mentor=hr)
    refused(rule, OVERRIDE, plan.pk, hr.pk)
    Plan.objects.filter(pk=plan.pk).update(mentor=None)

    run(OVERRIDE, plan.pk, hr.pk)

    refused("records_never_change", "UPDATE plans_override SET reason = 'Other'")
    refused("records_never_change", "DELETE FROM plans_override")


def test_no_request_waits_once_the_plan_has_closed(rep, manager):
    plan = formal_plan(rep, manager, made=2, kept=1)
    override.ask(plan=plan, by=manager, why="There is no client.", at=AT)

    outcome.close(plan=plan, by=manager, result="met", reasons="Well", given_up=left_open(plan), at=AT)

    assert not plan.override_requests.open().exists()
