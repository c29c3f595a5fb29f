"""The pages of a formal plan's end: what is missing is said, HR is asked and answers, and the employee reads it first."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from plans.actions import announced_outcome
from plans.models import AnnouncedOutcome, Outcome, Override, Statement
from salesgym.notices.models import Notice
from salesgym.people.models import AreaSwitch
from tests.factories.formal import switched_on
from tests.factories.plans import left_open
from tests.plans.formal_plans import formal_plan, hr_partner

pytestmark = pytest.mark.django_db


def test_the_area_waits_for_hr():
    assert not AreaSwitch.objects.get(name="formal").is_on


@pytest.fixture
def hr(db):
    return switched_on(hr_partner())


@pytest.fixture
def plan(rep, manager):
    on = timezone.localdate()
    starts_on = on - timedelta(days=on.weekday(), weeks=14)
    return formal_plan(rep, manager, made=2, kept=1, starts_on=starts_on)


@pytest.fixture
def read(plan, client_of):
    """What this person reads on a page about the plan, or after they have sent a form."""

    def words(who, route="coaching:plan_page", **typed):
        client, url = client_of(who), reverse(route, args=[] if route == "coaching:today" else [plan.pk])
        answer = client.post(url, typed, follow=True) if typed else client.get(url)
        assert answer.status_code == 200
        return " ".join(html.unescape(strip_tags(answer.content.decode())).split())

    return words


def close(read, plan, manager, **more):
    plan.refresh_from_db()
    typed = {"result": "not_met", "next_step": "leaving", "reasons": "Talked through.", "confirmed": "on"}
    sent = {**typed, "given_up": left_open(plan), "version": plan.version, **more}
    return read(manager, "plans:close_plan", **sent)


def test_what_is_missing_is_said_hr_overrides_and_the_employee_reads_why(plan, rep, manager, hr, read):
    text = read(manager, "plans:close_plan")
    assert "We have delivered 1 of 2 promises. Not met takes 80 of 100: one more, late or not." in text
    assert "Not met is not possible today" in text
    assert "An HR partner with no other part in this plan may override this" in text
    assert "Another role" not in text

    assert "HR was asked, and has not answered yet." in read(
        manager, "formal:ask_override", why="No client."
    ) + read(manager, "formal:ask_override")
    text = read(hr, "formal:override")
    assert f"{manager.name} asks you to override it" in text
    read(hr, "formal:override", reason="The client has left.", blocks="support")

    assert Override.objects.get().overridden_by == hr
    for person in (rep, manager):
        text = read(person)
        assert f"{hr.name} overrode this as HR" in text
        assert "The client has left." in text
        assert "The company had delivered 1 of 2 promises." in text
    text = read(manager, "plans:close_plan")
    assert "The rep reads it first." in text
    assert "Another role" in text


def test_the_outcome_is_read_first_answered_and_taken_back_or_final(plan, rep, manager, hr, read):
    late = plan.support.filter(delivered_on=None).get()
    late.delivered_on, late.delivered_by = timezone.localdate(), manager
    late.save()
    assert "It is not final yet." in close(read, plan, manager)
    for person in (rep, manager):
        text = read(person)
        assert "The outcome: not met. Next: leaving." in text
        assert "at 9:00, and can be taken back until then" in text
    assert "your manager has written something for you to read first" in read(rep, "coaching:today")
    assert f"You, {manager.first_name} and the HR partner for the team see this plan." in read(rep)
    assert "Take it back" not in read(rep)
    assert "Take it back" in read(manager)
    assert "The leads came late." in read(rep, "plans:statements", text="The leads came late.")
    assert "The leads came late." in read(manager)

    assert "Taken back." in read(manager, "plans:take_back_outcome", yes="1")
    assert "took back an outcome that was shown, not met" in read(rep)
    close(read, plan, manager)
    announced_outcome.settle_due(at=AnnouncedOutcome.objects.waiting().get().final_from)

    assert Outcome.objects.get().next_step == "leaving"
    text = read(rep)
    assert "Outcome: not met." in text
    today = read(rep, "coaching:today")
    assert "What follows stands on the plan's page." in today
    assert "Your next climb" not in today
    assert "You may appeal to HR until" in text


def test_an_appeal_waits_with_hr_until_it_is_answered(plan, rep, manager, hr, read):
    late = plan.support.filter(delivered_on=None).get()
    late.delivered_on, late.delivered_by = timezone.localdate(), manager
    late.save()
    close(read, plan, manager)
    announced_outcome.settle_due(at=AnnouncedOutcome.objects.get().final_from)
    assert "HR answers by" in read(rep, "formal:write_appeal", text="Two weeks were counted wrongly.")
    assert "Two weeks were counted wrongly." in read(hr, "formal:answer_appeal")

    text = read(hr, "formal:answer_appeal", text="They were counted, see the list.")

    assert "Send the answer" not in text
    assert Statement.objects.get().answered_by == hr
    for person in (rep, manager):
        assert "They were counted, see the list." in read(person)
    told = " ".join(Notice.objects.filter(recipient__in=[rep, hr]).values_list("title", flat=True))
    assert "not met" not in told
    assert "formal" not in told
