"""How a formal plan ends: helped first, shown first, overridden by HR alone, and extended within its days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plans.actions import amendment, announced_outcome, milestone, outcome, override, proposal
from plans.actions.announced_outcome import NotWaiting, WaitsAlready
from plans.actions.outcome import AnnouncedFirst, NextStepMissing, NotByTheRule, WrongResult
from plans.documents.agreement import text_of
from plans.models import AnnouncedOutcome, Outcome, Plan
from salesgym.notices.models import Notice
from salesgym.people.models import Leave
from tests.factories.coaching import CheckInFactory
from tests.factories.forecasts import give_forecast
from tests.factories.plans import left_open
from tests.plans.formal_plans import AT, MORNING, announce, formal_plan, hr_partner
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
SHOW = (
    "INSERT INTO plans_announcedoutcome (plan_id, reasons, next_step, announced_by_id, announced_at, final_from)"
    " SELECT id, 'Well', 'leaving', manager_id, '2026-04-01 15:00Z', '2026-04-02 09:00Z' FROM plans_plan WHERE id = %s"
)


@pytest.fixture
def plan(rep, manager):
    return formal_plan(rep, manager)


@pytest.fixture
def hr(db):
    return hr_partner()


def test_a_formal_plan_may_lead_to_leaving_and_a_coaching_plan_may_not(plan):
    assert announce(plan).next_step == "leaving"
    announced_outcome.settle_due(at=MORNING)
    assert Outcome.objects.get().next_step == "leaving"


def test_too_little_help_blocks_and_late_help_counts(rep, manager):
    plan = formal_plan(rep, manager, made=5, kept=3)
    with pytest.raises(NotByTheRule, match="3 of 5 promises"):
        announce(plan)
    refused("support_is_delivered_first", SHOW, plan.pk)

    plan.support.filter(delivered_on=None).order_by("pk")[:1].get()
    late = plan.support.filter(delivered_on=None).first()
    late.delivered_on, late.delivered_by = AT.date(), manager
    late.save()

    assert announce(plan).is_waiting


def test_a_check_in_that_the_manager_left_out_blocks(plan):
    on = {"rep": plan.rep, "led_by": plan.manager}
    days = [datetime(2026, 2, day, 9, tzinfo=UTC) for day in (3, 10, 17, 24)]
    CheckInFactory(**on, planned_for=days[0])
    confirmed = {"lead_confirmed_at": days[1], "lead_confirmed_by": plan.manager}
    CheckInFactory(**on, planned_for=days[1], **confirmed)
    CheckInFactory(**on, planned_for=days[2], called_off_at=days[2], called_off_by=plan.rep)
    CheckInFactory(**on, planned_for=days[3], called_off_at=days[3], called_off_by=plan.manager)
    CheckInFactory(**on, planned_for=days[3] + timedelta(days=2), rep_confirmed_at=AT, **confirmed)
    CheckInFactory(**on, planned_for=AT - timedelta(days=6))

    with pytest.raises(NotByTheRule, match="A planned check-in was not held by the manager's doing"):
        announce(plan)
    refused("check_ins_are_held_first", SHOW, plan.pk)


def test_progress_blocks_at_the_first_end(plan, hr):
    give_forecast(plan, real=0.70)
    with pytest.raises(NotByTheRule, match="Progress looks likely"):
        announce(plan)
    refused("progress_goes_on", SHOW, plan.pk)

    override.give(plan=plan, by=hr, blocks=["progress"], reason="The numbers are of one client.", at=AT)
    announce(plan)
    announced_outcome.settle_due(at=MORNING)

    assert Outcome.objects.get().result == "not_met"


def test_not_met_waits_for_the_plan_to_end(rep, manager):
    plan = formal_plan(rep, manager)
    Plan.objects.filter(pk=plan.pk).update(status="active")

    with pytest.raises(NotByTheRule, match="once the plan has come to its end"):
        announce(plan)
    refused("a_formal_plan_in_review_is_announced", SHOW, plan.pk)


def test_it_is_shown_to_the_employee_first_and_nothing_follows_until_the_morning(plan, manager):
    shown = announce(plan, learned="Ask sooner.")

    assert shown.final_from == MORNING
    plan.refresh_from_db()
    assert plan.status == "in_review"
    assert list(plan.milestones.values_list("status", flat=True)) == ["ahead"] * 3
    assert Notice.objects.get().recipient == plan.rep
    assert announced_outcome.settle_due(at=MORNING - timedelta(seconds=1)) == 0
    with pytest.raises(WaitsAlready):
        announce(plan)
    with pytest.raises(AnnouncedFirst):
        outcome.close(plan=plan, by=manager, result="left", reasons="", given_up=left_open(plan), at=AT)

    # Also days later, and once.
    assert announced_outcome.settle_due(at=MORNING + timedelta(days=3)) == 1
    assert announced_outcome.settle_due(at=MORNING + timedelta(days=3)) == 0
    plan.refresh_from_db()
    assert plan.status == "closed"
    assert (plan.outcome.decided_by, plan.outcome.learned) == (manager, "Ask sooner.")
    assert plan.history.get(event="plan.closed").detail["result"] == "not_met"


def test_until_then_it_can_be_taken_back(plan, manager):
    announce(plan)
    announced_outcome.take_back(plan=plan, by=manager, at=MORNING - timedelta(minutes=1))

    assert announced_outcome.settle_due(at=MORNING) == 0
    plan.refresh_from_db()
    assert plan.status == "in_review"
    assert Notice.objects.filter(kind="plans.outcome_taken_back", recipient=plan.rep).count() == 1
    announce(plan, at=MORNING)
    with pytest.raises(NotWaiting):
        announced_outcome.take_back(plan=plan, by=manager, at=MORNING + timedelta(days=9))


@pytest.mark.parametrize("was_known", [True, False])
def test_the_morning_is_one_on_which_the_employee_works(was_known, plan):
    def away():
        Leave.objects.create(person=plan.rep, starts_on="2026-04-02", ends_on="2026-04-03")

    if was_known:
        away()
    shown = announce(plan)
    if not was_known:
        away()
    monday = datetime(2026, 4, 6, 9, tzinfo=UTC)
    assert shown.final_from == (monday if was_known else MORNING)

    assert announced_outcome.settle_due(at=MORNING) == 0
    assert announced_outcome.settle_due(at=monday) == 1


def test_a_morning_is_that_of_the_employee_s_clock(plan):
    type(plan.rep).objects.filter(pk=plan.rep_id).update(time_zone="Pacific/Auckland")

    # Already Thursday there: the next day is Friday, 9:00 at UTC+13.
    assert announce(plan).final_from == datetime(2026, 4, 2, 20, tzinfo=UTC)


def test_what_waits_ends_where_the_steps_have_come_to_say_more(plan):
    announce(plan)
    step = plan.milestones.get(position=3)
    milestone.claim(milestone=step, by=plan.rep, evidence="Northwind", at=AT)
    milestone.verify(milestone=plan.milestones.get(position=3), by=plan.manager, at=AT)

    assert announced_outcome.settle_due(at=MORNING) == 1

    assert not Outcome.objects.exists()
    assert plan.history.filter(event="outcome.overtaken").count() == 1
    assert AnnouncedOutcome.objects.get().taken_back_by is None


def test_the_database_shows_first_and_keeps_what_was_shown(plan):
    write = (
        "INSERT INTO plans_outcome (plan_id, result, reasons, next_step, decided_by_id, decided_at)"
        " SELECT id, %s, 'Well', %s, manager_id, now() FROM plans_plan WHERE id = %s"
    )
    refused("not_met_is_shown_first", write, "not_met", "leaving", plan.pk)
    announce(plan)
    refused("what_is_announced_comes_first", write, "met", "", plan.pk)
    change = "UPDATE plans_announcedoutcome SET "
    refused("what_was_announced_stays", change + "reasons = 'Other'")
    refused("what_was_announced_stays", change + "final_from = final_from - interval '1 hour'")
    refused("what_was_announced_stays", "DELETE FROM plans_announcedoutcome")
    refused("it_is_final_after_its_morning", change + "final_at = announced_at")
    refused("what_is_final_is_the_outcome", change + "final_at = final_from")


def test_what_is_no_formal_not_met_is_written_as_before(plan, manager):
    with pytest.raises(NextStepMissing):
        announce(plan, next_step="")
    with pytest.raises(WrongResult, match="shown to the employee first"):
        outcome.close(
            plan=plan, by=manager, result="not_met", reasons="Well", next_step="leaving", at=AT,
        )  # fmt: skip

    outcome.close(plan=plan, by=manager, result="met", reasons="Well", given_up=left_open(plan), at=AT)

    assert Outcome.objects.get().result == "met"


def test_the_extension_of_a_formal_plan_is_formal_within_six_weeks_and_signed_anew(plan, manager):
    told = {"reasons": "Nearly there.", "given_up": left_open(plan)}
    successor = outcome.close(plan=plan, by=manager, result="extended", at=AT, **told).successor

    assert successor.kind == "formal"
    assert successor.status == "draft"
    assert successor.ends_on - successor.starts_on == timedelta(days=42)
    refused(
        "an_extension_is_of_the_same_kind",
        "UPDATE plans_plan SET kind = 'coaching' WHERE id = %s",
        successor.pk,
    )
    longer = successor.ends_on + timedelta(days=1)
    Plan.objects.filter(pk=successor.pk).update(ends_on=longer, no_mentor_reason="New team.")
    refused(
        "a_formal_extension_takes_six_weeks",
        "INSERT INTO plans_agreement (plan_id, number, text, sha256, proposed_by_id, created_at)"
        " VALUES (%s, 1, 'Terms', repeat('0', 64), %s, now())",
        successor.pk,
        manager.pk,
    )
    with pytest.raises(proposal.ExtensionTooLong):
        proposal.propose(plan=successor, by=manager, at=AT)


def test_where_the_days_leave_no_extension_the_steps_decide_and_the_clause_was_honored(rep, manager):
    plan = formal_plan(rep, manager, ends_on=date(2026, 6, 15))
    give_forecast(plan, real=0.9)
    at = datetime(2026, 6, 17, 15, tzinfo=UTC)
    with pytest.raises(NotByTheRule, match="180 days at most"):
        outcome.close(plan=plan, by=manager, result="extended", reasons="Well", at=at)
    refused(
        "a_formal_plan_takes_180_days",
        "INSERT INTO plans_outcome (plan_id, result, reasons, next_step, decided_by_id, decided_at)"
        " SELECT id, 'extended', 'Well', '', manager_id, now() FROM plans_plan WHERE id = %s",
        plan.pk,
    )

    announce(plan, at=at)
    announced_outcome.settle_due(at=at + timedelta(days=1))

    assert plan.history.get(event="plan.closed").detail["clause"] == "honored"


def test_the_agreement_says_how_a_formal_plan_ends(plan, rep, manager):
    text = text_of(plan, number=1)
    assert "What may follow stands under what happens at the end" in text
    assert "by six weeks at most and 180 days in all" in text
    assert "delivered 80 of 100 of what it promises here" in text
    assert "It is final at 9:00 on their next working day" in text
    assert "it ends as met, met in part, or is extended" in text

    plan.ends_on = date(2026, 6, 15)
    text = text_of(plan, number=1)
    assert "This one leaves too few of them, so the steps alone decide." in text
    assert "it ends as met, met in part, or is extended" not in text


def test_new_dates_of_a_formal_plan_stay_within_its_days(plan, manager):
    Plan.objects.filter(pk=plan.pk).update(status="active")
    new = amendment.NewTerms(plan.starts_on + timedelta(days=181), {})

    with pytest.raises(amendment.DatesDoNotFit, match="end it by 4 July 2026"):
        amendment.written(plan=plan, new=new, by=manager, at=AT)
