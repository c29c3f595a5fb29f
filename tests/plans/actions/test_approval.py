"""HR approves exactly one text of a formal plan, and nobody is asked to sign another."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from plans.actions import approval, draft, hr_reading, proposal
from plans.actions.approval import (
    NotApproved,
    NotReady,
    NotWaiting,
    NotYours,
    ReasonMissing,
    Reasons,
    TextChanged,
)
from plans.actions.draft import NotOffered
from plans.models import Approval, Event, Plan, Receipt
from plans.queries.hr import partners_of
from salesgym.notices.models import Notice
from tests.coaching.floor import manager_of, team
from tests.factories.coaching import RhythmFactory
from tests.factories.formal import switched_on
from tests.factories.people import LeaveFactory, RepFactory, UserFactory
from tests.factories.plans import (
    AgreementFactory,
    ApprovalFactory,
    CommitmentFactory,
    DiagnosisFactory,
    ObservationFactory,
    PlanFactory,
    live_until,
)
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
SHORT = Reasons(length="The season is short.")
AGREED = "UPDATE plans_plan SET status = 'proposed', proposed_at = now() WHERE id = %s"


@pytest.fixture
def ruth():
    return switched_on(UserFactory(name="Ruth Adler", hr_partner=True))


@pytest.fixture
def plan(ruth):
    """A formal draft of twelve weeks that lacks nothing."""
    harbor = team()
    rep = RepFactory(team=harbor, name="Victor Hale")
    plan = PlanFactory(rep=rep, manager=manager_of(harbor), kind=Plan.Kind.FORMAL)
    DiagnosisFactory(plan=plan, tried="Two months of joint calls.")
    ObservationFactory(plan=plan)
    CommitmentFactory(plan=plan)
    RhythmFactory(rep=rep, led_by=plan.manager)
    return plan


def sent(plan, **kwargs):
    told = {"by": plan.manager, "at": AT, "reasons": SHORT, **kwargs}
    return approval.submit(plan=plan, **told)


def test_an_approved_text_is_proposed_and_carries_the_words_of_hr(plan, ruth):
    asked = sent(plan)
    approval.approve(approval=asked, by=ruth, at=AT, sha256=asked.sha256)

    agreement = proposal.propose(plan=plan, by=plan.manager, at=AT)

    assert agreement.text == asked.text
    assert "your place here is not in question" in agreement.text
    assert "within 10 working days" in agreement.text
    assert "No coaching plan before this one." in agreement.text
    events = list(plan.history.values_list("event", flat=True))
    assert events == [Event.APPROVAL_SUBMITTED, Event.APPROVAL_GIVEN, Event.PLAN_PROPOSED]
    told = set(Notice.objects.filter(kind__startswith="plans.approval").values_list("recipient", "title"))
    assert told == {
        (ruth.pk, "A text waits for your approval"),
        (plan.manager_id, "HR approved your text. Hand it over in a talk"),
    }


def test_without_an_approval_of_this_very_text_nothing_is_proposed(plan, ruth):
    with pytest.raises(NotApproved):
        proposal.propose(plan=plan, by=plan.manager, at=AT)
    asked = sent(plan)
    approval.approve(approval=asked, by=ruth, at=AT, sha256=asked.sha256)
    Plan.objects.filter(pk=plan.pk).update(why="Another reason.")

    with pytest.raises(NotApproved, match="exactly one text"):
        proposal.propose(plan=plan, by=plan.manager, at=AT)


def test_hr_cannot_approve_an_old_version(plan, ruth):
    first = sent(plan)
    Plan.objects.filter(pk=plan.pk).update(why="Another reason.")
    with pytest.raises(TextChanged, match="changed since this text was sent"):
        approval.approve(approval=first, by=ruth, at=AT, sha256=first.sha256)

    second = sent(plan)

    with pytest.raises(NotWaiting):
        approval.approve(approval=first, by=ruth, at=AT, sha256=first.sha256)
    with pytest.raises(TextChanged):
        approval.approve(approval=second, by=ruth, at=AT, sha256=first.sha256)
    first.refresh_from_db()
    assert first.answer == Approval.Answer.TAKEN_BACK


def test_a_returned_text_says_what_to_change(plan, ruth):
    asked = sent(plan)
    with pytest.raises(ReasonMissing):
        approval.send_back(approval=asked, by=ruth, at=AT, comment=" ")

    approval.send_back(approval=asked, by=ruth, at=AT, comment="Name the days.")

    assert plan.approvals.get().comment == "Name the days."
    assert plan.history.last().event == Event.APPROVAL_RETURNED
    assert sent(plan).number == 2


def test_reasons_are_asked_for_a_short_plan_and_after_a_leave(plan, ruth):
    with pytest.raises(ReasonMissing) as short:
        sent(plan, reasons=Reasons())
    assert short.value.field == "length"
    asked = sent(plan)
    LeaveFactory(
        person=plan.rep, starts_on=AT.date() - timedelta(days=60), ends_on=AT.date() - timedelta(days=50)
    )

    with pytest.raises(ReasonMissing) as lately:
        approval.approve(approval=asked, by=ruth, at=AT, sha256=asked.sha256)
    approval.approve(approval=asked, by=ruth, at=AT, sha256=asked.sha256, leave_reason="Agreed in May.")

    assert lately.value.field == "leave_reason"
    assert plan.approvals.get().leave_reason == "Agreed in May."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"causes": ["leads"]}, "ours to change"),
        ({"tried": ""}, "tried before"),
    ],
)
def test_what_is_missing_is_said_with_how_to_put_it_right(plan, change, words):
    for name, value in change.items():
        setattr(plan.diagnosis, name, value)
    plan.diagnosis.save()

    with pytest.raises(NotReady, match=words):
        sent(plan)


def test_promises_talks_and_somebody_of_hr_have_to_be_there(plan, ruth):
    plan.rep.rhythms.all().delete()
    with pytest.raises(NotReady, match="check-ins"):
        sent(plan)
    plan.support.all().delete()
    with pytest.raises(NotReady, match="Promise at least one thing"):
        sent(plan)


def test_whoever_takes_part_approves_nothing(plan, ruth):
    asked = sent(plan)
    for person, field in ((ruth, "mentor_wish"), (ruth, "mentor")):
        Plan.objects.filter(pk=plan.pk).update(**{field: person})
        with pytest.raises(NotYours):
            approval.approve(approval=asked, by=person, at=AT, sha256=asked.sha256)
        with pytest.raises(IntegrityError, match="nobody_approves"), transaction.atomic():
            Approval.objects.filter(pk=asked.pk).update(answer="approved", answered_by=person, answered_at=AT)
        Plan.objects.filter(pk=plan.pk).update(**{field: None})
    assert list(partners_of(plan)) == [ruth]
    with pytest.raises(NotYours):
        approval.approve(approval=asked, by=UserFactory(), at=AT, sha256=asked.sha256)


def test_the_database_knows_no_formal_plan_before_hr(plan):
    AgreementFactory(plan=plan)
    refused("hr_approves_a_formal_plan", AGREED, plan.pk)
    ApprovalFactory(plan=plan, length_reason="", given=True)
    refused("a_short_formal_plan_has_a_reason", AGREED, plan.pk)
    refused("a_text_before_hr_is_answered_once", "UPDATE plans_approval SET comment = 'x'")
    refused("a_text_before_hr_is_answered_once", "DELETE FROM plans_approval")
    Plan.objects.filter(pk=plan.pk).update(ends_on=plan.starts_on + timedelta(days=200))
    refused("a_formal_plan_lasts_at_most_180_days", AGREED, plan.pk)
    Plan.objects.filter(pk=plan.pk).update(ends_on=plan.starts_on + timedelta(days=100))
    plan.diagnosis.causes = ["tools"]
    plan.diagnosis.save()
    refused("what_is_the_systems_is_no_formal_plan", AGREED, plan.pk)


def test_the_database_lets_nobody_sign_what_hr_has_not_approved(plan):
    live_until(plan, "proposed")
    newer = AgreementFactory(plan=plan, number=2, sha256="1" * 64)
    Receipt.objects.create(agreement=newer, person=plan.rep, received_at=AT)

    refused(
        "nobody_signs_what_hr_has_not_approved",
        "INSERT INTO plans_signature (agreement_id, party, signer_id, signed_at, comment, answer)"
        " VALUES (%s, 'rep', %s, now(), '', 'agree')",
        newer.pk,
        plan.rep_id,
    )
    coaching = PlanFactory()
    refused(
        "hr_is_asked_about_formal_drafts",
        "INSERT INTO plans_approval (plan_id, number, text, sha256, submitted_by_id, submitted_at, length_reason,"
        " luck_reason, answer, comment, leave_reason) VALUES (%s, 1, 'x', repeat('0', 64), %s, now(), '', '', '', '', '')",
        coaching.pk,
        coaching.manager_id,
    )


def test_the_kind_is_offered_where_another_hr_partner_covers_the_rep(ruth):
    harbor = team()
    rep, dana = RepFactory(team=harbor), manager_of(harbor)
    ruth.hr_teams.add(team(name="South"))
    with pytest.raises(NotOffered, match="Nobody of HR covers"):
        draft.open_draft(rep=rep, by=dana, at=AT, kind="formal")
    ruth.hr_teams.add(harbor)

    plan = draft.open_draft(rep=rep, by=dana, at=AT, kind="formal")

    assert plan.is_formal
    assert list(Plan.objects.for_hr(ruth)) == []


def test_hr_reads_what_was_sent_and_each_reading_is_an_event_once_a_day(plan, ruth):
    assert list(Plan.objects.for_hr(ruth)) == []
    sent(plan)
    assert list(Plan.objects.for_hr(ruth)) == [plan]
    assert list(Plan.objects.for_hr(plan.manager)) == list(Plan.objects.for_hr(UserFactory())) == []

    noted = [hr_reading.note(plan=plan, by=ruth, at=AT + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert noted == [True, False, True]
    assert plan.history.filter(event=Event.RECORD_READ, actor=ruth).count() == 2
