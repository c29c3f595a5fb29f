"""Corrected numbers open a step again, or add a note once it is verified: everybody on the plan is told."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from plans.actions import milestone
from plans.models import Plan
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.plans import PlanFactory
from tests.plans.actions.weeks_told import START, at, before, fill, measure

pytestmark = pytest.mark.django_db
DAY = START + timedelta(weeks=4)
KIND = "plans.milestone_taken_back"


@pytest.fixture
def plan(rep, manager, mentor):
    """A plan whose first step the numbers have reached."""
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)
    before(plan)
    fill(plan, [5, 5, 5, 5])
    measure(plan, DAY)
    return plan


def wanted(mail):
    return kinds.get(KIND).still_wanted(mail.recipient, mail.ref_ids, at(DAY))


def test_a_step_that_a_correction_opens_again_is_told_to_everybody_on_the_plan(plan, rep, mentor, manager):
    fill(plan, [5, 5, 5, 1])
    assert [measure(plan, DAY) for _time in range(2)] == [1, 0]

    told = Notice.objects.filter(kind=KIND)
    assert set(told.values_list("recipient", flat=True)) == {rep.pk, mentor.pk, manager.pk}
    assert told.first().title == f"Step 1 of {rep.first_name} is open again: the corrected numbers say 20.0%"
    mails = list(Outbox.objects.filter(kind=KIND).select_related("recipient"))
    assert all(wanted(mail) for mail in mails)
    for mail in mails:
        words = kinds.get(KIND).render(mail.recipient, mail.ref_ids, at(DAY))
        assert words.subject in {"News of your step", "News of a step"}
        assert "is open again: 24%" in words.text
        assert "Reached by the first 4 weeks in a row" in words.text

    fill(plan, [5, 5, 5, 5])
    measure(plan, DAY)

    assert not any(wanted(mail) for mail in mails)
    for kind in ("plans.milestone_reached", "plans.milestone_to_verify"):
        assert Notice.objects.filter(kind=kind, recipient=manager).count() == 2


def test_numbers_that_are_gone_open_the_step_without_a_figure(plan, rep):
    plan.rep.weekly_values.all().delete()

    measure(plan, DAY)

    title = Notice.objects.filter(kind=KIND, recipient=rep).get().title
    assert title == f"Step 1 of {rep.first_name} is open again: its numbers were taken back"


def test_history_and_outcome_page_say_what_a_correction_says_of_a_verified_step(plan, manager, client_of):
    milestone.verify(milestone=plan.milestones.get(position=1), by=manager, at=at(DAY))
    fill(plan, [5, 5, 5, 1])
    measure(plan, DAY)
    note = plan.milestones.get(position=1).note
    client = client_of(manager)

    def read(name):
        return html.unescape(client.get(reverse(name, args=[plan.pk])).content.decode())

    assert "They now say 20.0%." in note
    assert f"Step 1 stays verified. {note}" in read("coaching:plan_history")
    assert f"Step 1 stays verified, at 25.0%. {note}" in read("plans:close_plan")

    # A second correction is told as well, and looking again writes nothing.
    fill(plan, [5, 5, 5, 2])
    assert [measure(plan, DAY) for _time in range(2)] == [1, 0]
    assert plan.milestones.get(position=1).note.endswith("They now say 21.2%.")

    fill(plan, [5, 5, 5, 5])
    measure(plan, DAY)

    assert "The numbers meet step 1 again, as it was verified" in read("coaching:plan_history")
    assert "stays verified, at" not in read("plans:close_plan")


def test_a_step_that_was_sent_back_and_then_reached_by_numbers_has_no_old_reason(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    step = plan.milestones.get(position=1)
    milestone.claim(milestone=step, by=rep, evidence="A call", at=at(START))
    milestone.send_back(milestone=step, by=manager, reason="One more call.", at=at(START))
    before(plan)
    fill(plan, [5, 5, 5, 5])

    measure(plan, DAY)

    assert plan.milestones.get(position=1).note == ""
