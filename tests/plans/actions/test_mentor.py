from datetime import UTC, datetime, timedelta

import pytest

from plans.actions import mentor as mentor_actions
from plans.actions import milestone as step_actions
from plans.actions.mentor import CannotMentor, NobodyToEnd, NotWaiting, PlaceIsTaken
from plans.models import Mentorship, Plan
from salesgym.notices.models import Notice
from tests.factories.people import LeaveFactory, ManagementFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def invite(plan, person, **kwargs):
    return mentor_actions.invite(plan=plan, mentor=person, by=plan.manager, at=AT, **kwargs)


def test_an_invitation_is_told_to_the_person_alone(plan, mentor):
    asked = invite(plan, mentor, message="Two call reviews a week")

    assert asked.status == Mentorship.Status.ASKED
    assert [told.recipient for told in Notice.objects.all()] == [mentor]
    assert not Plan.objects.visible_to(mentor).filter(pk=plan.pk).exists()


def test_one_invitation_at_a_time(plan, mentor):
    invite(plan, mentor)

    with pytest.raises(PlaceIsTaken, match="Priya has been asked"):
        invite(plan, UserFactory())


def test_accepting_opens_the_plan_and_tells_both_parties(plan, mentor, rep, manager):
    asked = invite(plan, mentor)

    mentor_actions.accept(mentorship=asked, at=AT, answer="Gladly.")

    plan.refresh_from_db()
    assert plan.mentor == mentor
    assert Plan.objects.visible_to(mentor).filter(pk=plan.pk).exists()
    told = Notice.objects.filter(kind="plans.mentor_answered").values_list("recipient", flat=True)
    assert set(told) == {rep.pk, manager.pk}


def test_a_mentor_who_became_the_manager_is_told_nothing_they_have_done_themselves(plan, manager, rep):
    Mentorship.objects.create(plan=plan, mentor=manager, invited_by=rep, asked_at=AT, status="accepted")
    Plan.objects.filter(pk=plan.pk).update(mentor=manager)
    plan.milestones.filter(position=1).update(
        status="reached", reached_on=AT, reached_by="claim", evidence="Two"
    )

    step_actions.verify(milestone=plan.milestones.get(position=1), by=manager, at=AT)

    assert not Notice.objects.filter(kind="plans.milestone_verified", recipient=manager).exists()
    assert Notice.objects.filter(kind="plans.milestone_verified", recipient=rep).exists()


def test_whoever_manages_the_rep_is_not_the_mentor_too(plan, manager):
    with pytest.raises(CannotMentor, match="Dana manages Marcus"):
        invite(plan, manager)


def test_whoever_became_the_manager_meanwhile_cannot_say_yes(plan, mentor):
    asked = invite(plan, mentor)
    ManagementFactory(team=plan.rep.memberships.get().team, person=mentor)

    with pytest.raises(CannotMentor, match="You manage Marcus by now"):
        mentor_actions.accept(mentorship=asked, at=AT)


def test_somebody_who_is_away_for_long_is_not_asked(plan, mentor):
    LeaveFactory(person=mentor, starts_on=AT.date(), ends_on=AT.date() + timedelta(days=30))

    with pytest.raises(CannotMentor, match="Priya is away until 13 February"):
        invite(plan, mentor)


def test_declining_frees_the_place(plan, mentor):
    mentor_actions.decline(mentorship=invite(plan, mentor), at=AT)

    assert invite(plan, UserFactory()).pk
    plan.refresh_from_db()
    assert plan.mentor is None


def test_an_invitation_is_answered_once(plan, mentor):
    asked = invite(plan, mentor)
    mentor_actions.decline(mentorship=asked, at=AT)

    with pytest.raises(NotWaiting):
        mentor_actions.accept(mentorship=asked, at=AT)


def test_nobody_mentors_more_than_two(plan, mentor):
    for _number in range(2):
        mentor_actions.accept(mentorship=invite(PlanFactory(active=True), mentor), at=AT)

    with pytest.raises(CannotMentor, match="2 people"):
        mentor_actions.accept(mentorship=invite(plan, mentor), at=AT)


def test_the_rep_is_not_their_own_mentor(plan, rep):
    with pytest.raises(CannotMentor):
        invite(plan, rep)


def test_somebody_who_left_is_not_asked(plan):
    with pytest.raises(CannotMentor):
        invite(plan, UserFactory(is_active=False))


def test_nobody_is_asked_for_a_draft(rep, manager, mentor):
    with pytest.raises(CannotMentor):
        invite(PlanFactory(rep=rep, manager=manager), mentor)


def test_a_former_mentor_loses_access_at_once(plan, mentor):
    mentor_actions.accept(mentorship=invite(plan, mentor), at=AT)

    mentor_actions.end(plan=plan, by=mentor, at=AT)

    plan.refresh_from_db()
    assert plan.mentor is None
    assert not Plan.objects.visible_to(mentor).filter(pk=plan.pk).exists()
    assert plan.history.filter(event="mentor.ended").exists()


def test_there_is_nothing_to_end_without_a_mentor(plan, rep):
    with pytest.raises(NobodyToEnd):
        mentor_actions.end(plan=plan, by=rep, at=AT)


def test_an_invitation_of_a_closed_plan_is_not_accepted(plan, mentor):
    from plans.actions import outcome

    asked = invite(plan, mentor)
    outcome.close(plan=plan, by=plan.manager, result="withdrawn", reasons="Moved to another team.", at=AT)

    with pytest.raises(NotWaiting):
        mentor_actions.accept(mentorship=asked, at=AT)
