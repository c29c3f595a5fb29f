"""Offers by the clock: instead of an invitation without an answer, and beside a mentor who has gone silent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from coaching.actions import reminder, second_mentor
from coaching.actions.second_mentor import KIND
from plans.models import Mentorship, Plan
from salesgym.notices.models import Notice, Outbox
from tests.coaching.actions.reminded import at, on, team_plan, words_of
from tests.factories.coaching import CommentFactory
from tests.factories.people import LeaveFactory, RepFactory, UserFactory
from tests.factories.plans import MentorshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = team_plan()
    RepFactory(name="Noah Hart", team=plan.rep.memberships.get().team)
    return plan


@pytest.fixture
def pairing(plan) -> Mentorship:
    return MentorshipFactory(plan=plan, mentor=plan.mentor, status="accepted", answered_at=at(1, 5))


def invited(plan, **fields):
    Plan.objects.filter(pk=plan.pk).update(mentor=None)
    return MentorshipFactory(plan=plan, mentor=UserFactory(name="Priya Nair"), asked_at=at(1, 8), **fields)


def test_a_second_mentor_is_offered_to_rep_and_manager_six_days_after_a_word(plan, pairing):
    CommentFactory(plan=plan, author=plan.rep, created_at=at(1, 12))

    days = [second_mentor.offer_second_mentors(at=at(1, day)) for day in (15, 17, 18, 19, 25)]

    assert days == [0, 0, 2, 0, 0]
    told = {notice.recipient: notice.title for notice in Notice.objects.filter(kind=KIND)}
    assert told == {
        plan.rep: "Sofia has been quiet for a while. Noah could help too",
        plan.manager: "Marcus waits for a word of Sofia. Noah could help too",
    }


def test_who_has_just_said_yes_is_not_silent_about_what_stood_there_before(plan, pairing):
    CommentFactory(plan=plan, author=plan.rep, created_at=at(1, 12))
    Mentorship.objects.filter(pk=pairing.pk).update(answered_at=at(1, 18, 8))

    assert second_mentor.offer_second_mentors(at=at(1, 18)) == 0
    assert not Notice.objects.filter(kind=KIND).exists()


def test_an_offer_that_could_not_be_told_is_not_kept_and_is_made_the_next_time(plan, pairing):
    CommentFactory(plan=plan, author=plan.rep, created_at=at(1, 12))
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {Notice._meta.db_table} ADD CONSTRAINT full_up CHECK (kind <> '{KIND}')")

    with pytest.raises(IntegrityError, match="full_up"):
        second_mentor.offer_second_mentors(at=at(1, 18))

    pairing.refresh_from_db()
    assert (pairing.offered, pairing.offered_at) == (None, None)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {Notice._meta.db_table} DROP CONSTRAINT full_up")
    assert second_mentor.offer_second_mentors(at=at(1, 18)) == 2


def test_each_silence_is_offered_once_more(plan, pairing):
    CommentFactory(plan=plan, author=plan.rep, created_at=at(1, 12))
    second_mentor.offer_second_mentors(at=at(1, 18))
    CommentFactory(plan=plan, author=plan.mentor, created_at=at(1, 19))
    CommentFactory(plan=plan, author=plan.rep, created_at=at(1, 20))

    assert second_mentor.offer_second_mentors(at=at(1, 21)) == 0
    assert second_mentor.offer_second_mentors(at=at(1, 26)) == 2


def test_the_mail_of_the_offer_is_not_sent_once_somebody_else_is_the_mentor(plan, pairing):
    CommentFactory(plan=plan, author=plan.rep, created_at=at(1, 12))
    second_mentor.offer_second_mentors(at=at(1, 18))
    mail = Outbox.objects.filter(kind=KIND, recipient=plan.rep).get()

    assert "Noah" in words_of(mail, at(1, 18)).text
    Mentorship.objects.filter(pk=pairing.pk).update(status="ended")
    assert words_of(mail, at(1, 18)) is None


def test_an_invitation_waits_three_working_days_of_who_was_asked(plan):
    # Asked on a Thursday: Thursday, Friday and Monday pass.
    invited(plan)

    assert [second_mentor.offer_for_invitations(at=at(1, day)) for day in (12, 13, 14)] == [0, 1, 0]


def test_leave_of_who_was_asked_does_not_count(plan):
    asked = invited(plan)
    LeaveFactory(person=asked.mentor, starts_on=on(1, 9), ends_on=on(1, 16))

    assert [second_mentor.offer_for_invitations(at=at(1, day)) for day in (16, 20, 21)] == [0, 0, 1]


def test_the_planners_ask_the_same_for_one_and_for_many_that_were_offered(
    plan, pairing, django_assert_max_num_queries
):
    CommentFactory(plan=plan, author=plan.rep, created_at=at(1, 12))
    second_mentor.offer_second_mentors(at=at(1, 18))

    with django_assert_max_num_queries(8):
        assert second_mentor.offer_second_mentors(at=at(1, 18) + timedelta(hours=1)) == 0
    assert "second_mentor" in reminder.plan_all(at=at(1, 18) + timedelta(hours=2))
