"""What waits for one side is remembered after two days and after five, while it waits, and not on leave."""

from datetime import date, timedelta

import pytest

from coaching.actions import waiting_reminder
from plans.actions import amendment, step_question
from plans.models import Amendment, Plan
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.coaching.actions.reminded import at, team_plan, words_of
from tests.factories.people import LeaveFactory
from tests.factories.plans import AgreementFactory

pytestmark = pytest.mark.django_db
MONDAY = at(1, 19)


def remind_for(days: int) -> None:
    """The planners of all three kinds, on each day from Monday on to this many days after it."""
    for day in range(days + 1):
        moment = MONDAY + timedelta(days=day)
        waiting_reminder.plan_agreements(at=moment)
        waiting_reminder.plan_amendments(at=moment)
        waiting_reminder.plan_questions(at=moment)


def told_of(kind: str) -> list[tuple[int, int]]:
    """Who was told after the first moment, and how many days after it."""
    told = Notice.objects.filter(kind=kind, at__gt=MONDAY).order_by("at", "pk")
    return [(one.recipient_id, (one.at - MONDAY).days) for one in told]


def proposed_text(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.PROPOSED, activated_at=None)
    AgreementFactory(plan=plan, number=2, created_at=MONDAY)


def new_dates(plan: Plan) -> Amendment:
    new = amendment.NewTerms(plan.ends_on + timedelta(weeks=1), {})
    read = amendment.written(plan=plan, new=new, by=plan.manager, at=MONDAY)
    told = {"reason": "A trade fair.", "sha256": read.sha256, "by": plan.manager, "at": MONDAY}
    return amendment.propose(plan=plan, new=new, **told)


def vague_step(plan: Plan) -> None:
    step = plan.milestones.get(position=2)
    step_question.ask(step=step, by=plan.rep, unclear="Which meetings?", at=MONDAY)


@pytest.mark.parametrize(
    ("wait", "kind"),
    [
        (proposed_text, "plans.agreement_to_sign"),
        (new_dates, "plans.amendment_to_sign"),
        (vague_step, "plans.step_questioned"),
    ],
)
def test_what_waits_is_remembered_after_two_days_and_after_five(wait, kind):
    plan = team_plan()
    wait(plan)

    remind_for(9)

    whose = plan.manager_id if kind == "plans.step_questioned" else plan.rep_id
    assert told_of(kind) == [(whose, 2), (whose, 5)]


def test_whoever_is_on_leave_is_reminded_once_as_they_are_back():
    plan = team_plan()
    new_dates(plan)
    LeaveFactory(person=plan.rep, starts_on=date(2026, 1, 20), ends_on=date(2026, 1, 26))

    remind_for(10)

    assert told_of("plans.amendment_to_sign") == [(plan.rep_id, 8)]


def test_a_vague_step_is_remembered_in_place_of_the_names_that_it_holds_up():
    signed = team_plan()
    new_dates(signed)
    vague_step(signed)
    proposed = team_plan(life="proposed")
    vague_step(proposed)

    remind_for(9)

    assert told_of("plans.amendment_to_sign") == told_of("plans.agreement_to_sign") == []
    assert {who for who, _wait in told_of("plans.step_questioned")} == {
        signed.manager_id,
        proposed.manager_id,
    }


def test_the_mail_about_new_dates_says_what_waits_and_leads_to_it_while_they_wait(client):
    plan = team_plan()
    waiting = new_dates(plan)
    remind_for(2)
    mail = Outbox.objects.get(kind="plans.amendment_to_sign", dedupe_key__contains=":2d:")
    moment = MONDAY + timedelta(days=2)

    words = words_of(mail, moment)

    page = Notice.objects.get(dedupe_key=mail.dedupe_key).url
    assert words.subject == "New dates for you to read"
    assert "A trade fair." in words.text
    assert page in words.text
    client.force_login(plan.rep)
    assert client.get(page).status_code == 200
    assert kinds.get(mail.kind).may_open(plan.rep, mail.ref_ids)
    amendment.take_back(amendment=waiting, by=plan.manager, at=moment)
    assert words_of(mail, moment) is None
    remind_for(9)
    assert told_of("plans.amendment_to_sign") == [(plan.rep_id, 2)]
