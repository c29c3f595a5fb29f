import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from plans.actions import acknowledgement, agreement, mentor, proposal
from plans.actions.agreement import (
    AlreadySigned,
    FirstDayMoved,
    NotOpenForSigning,
    TermsChanged,
    TooLateToSign,
)
from plans.actions.proposal import OwnSide
from plans.models import Mentorship, Plan, SelfAssessment
from salesgym.notices.models import Notice
from tests.factories.formal import put_before_rep
from tests.factories.people import ManagementFactory, UserFactory
from tests.factories.plans import CommitmentFactory, PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    proposal.propose(plan=plan, by=manager, at=AT)
    plan.refresh_from_db()
    return plan


def test_plan_starts_when_both_parties_have_signed(plan, rep, manager):
    agreement.sign(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=manager, at=AT + timedelta(hours=1))

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert plan.activated_at == AT + timedelta(hours=1)


def test_the_order_of_the_names_is_free(plan, rep, manager):
    agreement.sign(plan=plan, by=manager, at=AT)
    agreement.sign(plan=plan, by=rep, at=AT)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE


def test_one_name_alone_starts_nothing(plan, rep):
    agreement.sign(plan=plan, by=rep, at=AT)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.PROPOSED
    assert plan.activated_at is None


def test_signing_twice_is_told_and_counts_once(plan, rep):
    agreement.sign(plan=plan, by=rep, at=AT)

    with pytest.raises(AlreadySigned, match="already signed"):
        agreement.sign(plan=plan, by=rep, at=AT)

    assert plan.agreements.get().signatures.count() == 1


def test_a_second_click_after_the_start_is_told_the_same(plan, rep, manager):
    agreement.sign(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=manager, at=AT)

    with pytest.raises(AlreadySigned):
        agreement.sign(plan=plan, by=manager, at=AT)


def test_a_second_manager_hears_who_has_signed(plan, manager, team):
    agreement.sign(plan=plan, by=manager, at=AT)

    with pytest.raises(AlreadySigned, match="Dana Whitfield"):
        agreement.sign(plan=plan, by=ManagementFactory(team=team).person, at=AT)


def test_a_text_that_has_changed_is_not_signed(plan, rep):
    with pytest.raises(TermsChanged):
        agreement.sign(plan=plan, by=rep, at=AT, sha256="f" * 64)


def test_a_draft_is_not_open_for_signing(rep, manager):
    with pytest.raises(NotOpenForSigning):
        agreement.sign(plan=PlanFactory(rep=rep, manager=manager), by=rep, at=AT)


def test_terms_that_cannot_begin_later_are_too_late_once_the_first_step_has_passed(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, counting="window")
    proposal.propose(plan=plan, by=manager, at=AT)
    first = plan.milestones.get(position=1)

    with pytest.raises(TooLateToSign):
        agreement.sign(plan=plan, by=rep, at=datetime(2026, 2, 3, 9, tzinfo=UTC))

    assert first.due_on.isoformat() == "2026-02-02"


def dates_of(plan):
    plan.refresh_from_db()
    steps = plan.milestones.order_by("position").values_list("due_on", flat=True)
    return [plan.starts_on, plan.ends_on, *steps, *plan.support.values_list("due_on", flat=True)]


def test_the_second_signature_moves_every_date_by_whole_weeks(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    CommitmentFactory(plan=plan, promised_by=manager)
    proposal.propose(plan=plan, by=manager, at=AT)
    planned, text = dates_of(plan), plan.agreements.get().text
    assert "whoever signs second may let the plan begin" in text
    agreement.sign(plan=plan, by=rep, at=AT)

    # Tuesday of the fifth week, a day after the first step's date.
    late, monday = datetime(2026, 2, 3, 9, tzinfo=UTC), date(2026, 2, 9)
    agreement.sign(plan=plan, by=manager, at=late, begins_on=monday)

    assert dates_of(plan) == [day + timedelta(weeks=5) for day in planned]
    assert plan.starts_on == monday
    assert plan.agreements.get().signatures.count() == 2
    moved = plan.history.get(event="plan.begins_later")
    assert moved.detail == {"weeks": 5, "planned": "2026-01-05", "begins_on": "2026-02-09"}
    told = Notice.objects.filter(kind="plans.started").first()
    assert "starts on Monday 9 February" in told.title


@pytest.mark.parametrize("begins_on", [None, date(2026, 2, 2), date(2026, 2, 10), date(2026, 2, 16)])
def test_a_day_that_the_page_did_not_say_is_refused(plan, rep, manager, begins_on):
    agreement.sign(plan=plan, by=rep, at=AT)

    with pytest.raises(FirstDayMoved):
        agreement.sign(plan=plan, by=manager, at=datetime(2026, 2, 3, 9, tzinfo=UTC), begins_on=begins_on)

    assert plan.agreements.get().signatures.count() == 1


def test_dates_stay_where_the_second_to_sign_leaves_them(plan, rep, manager):
    planned = dates_of(plan)
    agreement.sign(plan=plan, by=rep, at=AT)

    agreement.sign(plan=plan, by=manager, at=datetime(2026, 1, 8, 9, tzinfo=UTC))

    assert dates_of(plan) == planned


def test_the_manager_is_told_once_the_rep_has_signed(plan, rep, manager):
    agreement.sign(plan=plan, by=rep, at=AT)

    told = Notice.objects.get(recipient=manager, kind="plans.agreement_to_sign")
    assert told.title == "Marcus signed the agreement, your turn"


def test_an_answer_to_a_formal_plan_is_no_signature_under_an_agreement(rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=date(2026, 1, 5))
    put_before_rep(plan, at=AT)
    acknowledgement.receive(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=rep, at=AT, answer="disagree", comment="Half of it was ours.")

    told = Notice.objects.get(recipient=manager, kind="plans.agreement_to_sign")
    assert told.title == "Marcus has answered, your turn"
    client = client_of(manager)
    board = client.get(reverse("coaching:board")).content.decode()
    assert re.search(r"Marcus[^.]{0,20} has answered, your turn", re.sub("<[^>]+>", "", board))
    assert reverse("plans:acknowledgement", args=[plan.pk]) in board
    history = client.get(reverse("coaching:plan_history", args=[plan.pk])).content.decode()
    assert "signed &quot;I do not agree&quot;" in re.sub("<[^>]+>", "", history)
    assert "signed the agreement" not in board + history


def test_both_hear_that_the_plan_starts(plan, rep, manager):
    agreement.sign(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=manager, at=AT)

    told = Notice.objects.filter(kind="plans.started")
    assert {notice.recipient_id for notice in told} == {rep.pk, manager.pk}


def test_the_rep_signs_with_their_own_side(plan, rep):
    own_side = OwnSide("learning_keen", "I jump to the demo.", "The deposit for a flat.")

    agreement.sign(plan=plan, by=rep, at=AT, own_side=own_side)

    plan.refresh_from_db()
    assert plan.rep_reason == "The deposit for a flat."
    assert SelfAssessment.objects.get(plan=plan).standing == "learning_keen"


def test_the_wished_mentor_is_asked_when_the_rep_signs(rep, manager, mentor):
    plan = PlanFactory(rep=rep, manager=manager, mentor_wish=mentor)
    proposal.propose(plan=plan, by=manager, at=AT)

    agreement.sign(plan=plan, by=rep, at=AT)

    asked = plan.mentorships.get()
    assert (asked.mentor, asked.invited_by, asked.status) == (mentor, manager, Mentorship.Status.ASKED)


def test_a_mentor_who_said_yes_before_is_not_asked_again(rep, manager):
    wished = UserFactory()
    plan = PlanFactory(rep=rep, manager=manager, mentor_wish=wished)
    proposal.propose(plan=plan, by=manager, at=AT)
    agreement.sign(plan=plan, by=rep, at=AT)
    mentor.accept(mentorship=plan.mentorships.get(), at=AT)
    proposal.take_back(plan=plan, by=manager, at=AT)
    proposal.propose(plan=plan, by=manager, at=AT)

    agreement.sign(plan=plan, by=rep, at=AT)

    assert plan.mentorships.count() == 1


def test_history_tells_signatures_and_start(plan, rep, manager):
    agreement.sign(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=manager, at=AT)

    events = list(plan.history.order_by("seq").values_list("event", flat=True))
    assert events == ["plan.proposed", "agreement.signed", "agreement.signed", "plan.started"]
