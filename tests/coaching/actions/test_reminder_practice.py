"""A rep hears of a silence, a mentor of what waits for an answer."""

from datetime import date, timedelta

import pytest

from coaching.actions import reminder
from plans.models import Pause, Plan
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import User
from tests.coaching.actions.reminded import at, on, team_plan, words_of
from tests.factories.coaching import CommentFactory, PracticeEntryFactory
from tests.factories.people import HolidayFactory, LeaveFactory, UserFactory
from tests.factories.plans import PlanFactory, ProgrammeItemFactory, live_until

pytestmark = pytest.mark.django_db

SILENT = "coaching.practice_silent"
UNANSWERED = "coaching.practice_unanswered"
PLANNERS = {SILENT: reminder.plan_silent_practice, UNANSWERED: reminder.plan_unanswered_words}


@pytest.fixture
def plan() -> Plan:
    return team_plan()


def told_on(plan: Plan, kind: str, *, until: date) -> list[date]:
    """The days on which the planner of this kind, run every six hours, gives notices, up to this day."""
    moment = at(1, 1, 3)
    while moment.date() <= until:
        PLANNERS[kind](at=moment)
        moment += timedelta(hours=6)
    return [notice.at.date() for notice in Notice.objects.filter(kind=kind).order_by("at")]


def test_five_working_days_without_a_workout_are_told_once_on_the_next_working_day(plan):
    assert told_on(plan, SILENT, until=on(2, 20)) == [on(1, 12)]
    assert Outbox.objects.get(kind=SILENT).recipient == plan.rep


def test_each_silence_is_told_once(plan):
    Plan.objects.filter(pk=plan.pk).update(last_practice_on=on(1, 7))
    reminder.plan_silent_practice(at=at(1, 15))
    Plan.objects.filter(pk=plan.pk).update(last_practice_on=on(1, 16))
    days = [reminder.plan_silent_practice(at=at(1, day)) for day in (16, 23, 26, 27)]

    assert days == [0, 0, 1, 0]


def test_leave_pauses_and_holidays_are_no_silence(plan):
    LeaveFactory(person=plan.rep, starts_on=on(1, 7), ends_on=on(1, 9))
    HolidayFactory(team=None, day=on(1, 12))
    Pause.objects.create(plan=plan, starts_on=on(1, 13), ends_on=on(1, 14))

    assert told_on(plan, SILENT, until=on(2, 2)) == [on(1, 20)]


@pytest.mark.parametrize("life", ["paused", "in_review"])
def test_a_plan_that_rests_or_is_over_asks_for_no_workout(plan, life):
    Plan.objects.filter(pk=plan.pk).update(status=life, review_due_on=plan.ends_on)

    assert reminder.plan_silent_practice(at=at(1, 14)) == 0


def test_nobody_who_left_or_is_on_leave_or_has_not_begun_is_asked_for_a_workout(plan):
    assert reminder.plan_silent_practice(at=at(1, 9)) == 0
    leave = LeaveFactory(person=plan.rep, starts_on=on(1, 12), ends_on=on(1, 16))
    assert reminder.plan_silent_practice(at=at(1, 14)) == 0
    leave.delete()
    User.objects.filter(pk=plan.rep_id).update(is_active=False)

    assert reminder.plan_silent_practice(at=at(1, 14)) == 0


def test_the_mail_of_a_silence_holds_the_next_drill_until_there_is_a_workout(plan):
    item = ProgrammeItemFactory(plan=plan, drill__name="Second question ladder")
    reminder.plan_silent_practice(at=at(1, 12))
    mail = Outbox.objects.get(kind=SILENT)

    words = words_of(mail, at(1, 12))
    assert words.subject == "Your next workout"
    assert item.drill.cue in words.text
    assert "Second question ladder" in words.html
    assert Notice.objects.get(kind=SILENT).title == "A good day for a workout: Second question ladder"

    Plan.objects.filter(pk=plan.pk).update(last_practice_on=on(1, 12))
    assert words_of(mail, at(1, 12)) is None


@pytest.mark.parametrize("said", ["note", "comment"])
def test_a_mentor_hears_once_of_a_word_that_waits_three_days(plan, said):
    if said == "note":
        PracticeEntryFactory(plan=plan, note="Ten of ten.", practiced_at=at(1, 12, 15))
    else:
        CommentFactory(plan=plan, created_at=at(1, 12, 15))
    CommentFactory(plan=plan, created_at=at(1, 13, 15))

    assert told_on(plan, UNANSWERED, until=on(2, 2)) == [on(1, 15)]
    notice = Notice.objects.get(kind=UNANSWERED)
    assert notice.recipient == plan.mentor
    assert notice.title == "Marcus has waited for a word of yours since 12 Jan"


def test_an_answer_ends_the_waiting_and_the_next_word_begins_another(plan):
    CommentFactory(plan=plan, created_at=at(1, 12))
    reminder.plan_unanswered_words(at=at(1, 15))
    mail = Outbox.objects.get(kind=UNANSWERED)
    assert words_of(mail, at(1, 15)) is not None

    CommentFactory(plan=plan, author=plan.mentor, created_at=at(1, 15, 10))
    assert words_of(mail, at(1, 15, 11)) is None
    assert reminder.plan_unanswered_words(at=at(1, 16)) == 0

    CommentFactory(plan=plan, created_at=at(1, 16))
    assert [reminder.plan_unanswered_words(at=at(1, day)) for day in (18, 19, 20)] == [0, 1, 0]


def test_a_mentor_gets_one_mail_a_day_with_all_that_waits(plan):
    other = PlanFactory(rep=UserFactory(name="Priya Nair"), manager=plan.manager, mentor=plan.mentor)
    live_until(other, "active")
    PracticeEntryFactory(plan=plan, note="Ten of ten.", practiced_at=at(1, 12, 10))
    CommentFactory(plan=other, body="How do you open?", created_at=at(1, 12, 15))
    reminder.plan_unanswered_words(at=at(1, 15))

    words = [words_of(mail, at(1, 15)) for mail in Outbox.objects.filter(kind=UNANSWERED).order_by("pk")]

    assert [one is not None for one in words] == [True, False]
    assert words[0].subject == "Mentees wait for a word of yours"
    for part in (words[0].text, words[0].html):
        assert "Ten of ten." in part
        assert "How do you open?" in part


def test_practice_reminders_of_many_plans_take_one_query_each_and_those_of_giving(
    plan, django_assert_max_num_queries
):
    for _number in range(20):
        other = PlanFactory(active=True, mentor=plan.mentor)
        CommentFactory(plan=other, created_at=at(1, 12))

    with django_assert_max_num_queries(10):
        assert reminder.plan_silent_practice(at=at(1, 15)) == 21
    with django_assert_max_num_queries(10):
        assert reminder.plan_unanswered_words(at=at(1, 15)) == 20
