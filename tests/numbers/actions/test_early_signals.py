"""Signals are found once, follow the numbers, reach the rep's managers alone, and keep what came of the talk.

Rights are of the day on which a test runs, so the tests stand in the week of that day.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from salesgym.notices.actions import outbox
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers import tasks
from salesgym.numbers.actions import early_signals
from salesgym.numbers.actions.early_signals import TalkedAlready
from salesgym.numbers.models import EarlySignal, WeeklyValue
from salesgym.people.actions import membership
from salesgym.people.models import Organization
from tests.clock import monday_at_nine, this_monday, today
from tests.factories.numbers import give_weeks
from tests.factories.people import LeaveFactory, RepFactory, TeamFactory, UserFactory
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
USUAL = [18, 22, 20, 19, 21, 22, 18, 20, 21, 19, 20, 22, 18, 20] * 2
FALLEN = [*USUAL, 20, 21, 19, 11, 10, 11]
RISEN = [*USUAL, 20, 21, 19, 29, 30, 31]


def give(rep, meetings, *, until=None, conversations=60):
    until = until or today()
    give_weeks(rep, "conversations", [conversations] * len(meetings), until=until)
    give_weeks(rep, "meetings", meetings, until=until)


def change(rep, weeks_ago, value):
    WeeklyValue.objects.filter(
        rep=rep, metric__key="meetings", week_start=this_monday() - WEEK * weeks_ago
    ).update(value=value)


def find(*reps, at=None):
    return early_signals.find(rep_ids=[rep.pk for rep in reps], at=at or monday_at_nine())


def told():
    return sorted(notice.recipient.name for notice in Notice.objects.filter(kind="numbers.early_signal"))


def test_a_meeting_rate_that_fell_is_one_signal_with_its_numbers(rep):
    give(rep, FALLEN)

    assert find(rep) == 1

    signal = EarlySignal.objects.get()
    assert (signal.metric.key, signal.side, signal.is_good) == ("meeting_rate", "below", False)
    assert signal.since == this_monday() - 3 * WEEK
    assert float(signal.value) == pytest.approx(32 / 180, abs=1e-4)
    assert signal.usual_high > signal.usual_low > signal.value
    assert signal.inputs["drift_count"] == 32
    assert signal.ended_on is None


def test_looking_again_finds_nothing_new_and_tells_nobody_twice(rep):
    give(rep, FALLEN)
    find(rep)
    before = EarlySignal.objects.values().get()

    assert find(rep) == 0
    assert find(rep, at=monday_at_nine() + timedelta(days=1)) == 0

    assert EarlySignal.objects.values().get() == before
    assert told() == ["Dana Whitfield"]


def test_a_drift_that_lasts_keeps_its_row_and_reads_the_newest_week(rep):
    give(rep, FALLEN[:-1], until=today() - WEEK)
    find(rep, at=monday_at_nine() - WEEK)
    for key, value in (("conversations", 60), ("meetings", 5)):
        give_weeks(rep, key, [value], until=today())

    assert find(rep) == 0

    assert EarlySignal.objects.get().inputs["drift_weeks"] == 3
    assert float(EarlySignal.objects.get().value) == pytest.approx(26 / 180, abs=1e-4)


def test_a_number_that_came_back_ends_its_signal(rep):
    give(rep, [*FALLEN, 20, 21, 20, 20, 19, 20])

    find(rep)

    signal = EarlySignal.objects.get()
    assert signal.ended_on is not None
    assert signal.ended_on < this_monday()
    assert told() == []


def test_an_alarm_from_a_slip_that_was_corrected_goes_again(rep):
    give(rep, FALLEN)
    find(rep)
    for weeks_ago in (1, 2, 3):
        change(rep, weeks_ago, 20)

    find(rep)

    assert not EarlySignal.objects.exists()


@pytest.mark.parametrize("kept", [0, 2])
def test_an_alarm_goes_with_the_file_it_came_from(rep, kept):
    give(rep, FALLEN)
    find(rep)
    WeeklyValue.objects.filter(week_start__lt=this_monday() - kept * WEEK).delete()

    find(rep)

    assert not EarlySignal.objects.exists()


def test_a_talk_outlives_the_weeks_that_were_taken_away(rep, manager):
    give(rep, FALLEN)
    find(rep)
    early_signals.talk(
        signal=EarlySignal.objects.get(), by=manager, note="The wrong file.", at=monday_at_nine()
    )
    WeeklyValue.objects.all().delete()

    find(rep)

    signal = EarlySignal.objects.get()
    assert (signal.note, signal.ended_on) == ("The wrong file.", this_monday() - timedelta(days=1) - WEEK)
    assert signal.inputs["ending"] == "corrected"


def test_a_talk_outlives_a_correction(rep, manager):
    give(rep, FALLEN)
    find(rep)
    early_signals.talk(signal=EarlySignal.objects.get(), by=manager, note="A typo.", at=monday_at_nine())
    for weeks_ago in (1, 2, 3):
        change(rep, weeks_ago, 20)

    find(rep)

    signal = EarlySignal.objects.get()
    assert signal.note == "A typo."
    assert signal.inputs["ending"] == "corrected"


def test_good_news_is_found_and_sent_to_nobody(rep):
    give(rep, RISEN)

    find(rep)

    assert EarlySignal.objects.get().is_good
    assert told() == []


def test_fewer_than_eight_weeks_before_the_quarter_say_nothing(rep):
    give(rep, FALLEN[-20:])

    assert find(rep) == 0


def test_a_week_of_leave_is_no_drop(rep):
    give_weeks(rep, "outreach", [300, 310, 290, 305, 295] * 6 + [150], until=today())
    first = this_monday() - WEEK
    LeaveFactory(person=rep, starts_on=first, ends_on=first + timedelta(days=1))
    assert find(rep) == 0

    WeeklyValue.objects.filter(rep=rep, week_start=first).update(value=0)
    LeaveFactory(person=rep, starts_on=first + timedelta(days=2), ends_on=first + timedelta(days=4))
    assert find(rep) == 0


def test_a_stage_is_silent_where_a_share_tells_the_same(rep):
    """Conversations and meetings fall together: the calls behind them did, and one signal says so."""
    give_weeks(rep, "outreach", [300, 310, 290, 305, 295, 300, 308] * 4 + [300, 160, 150, 155], until=today())
    give_weeks(rep, "conversations", [60, 62, 58, 61, 59, 61, 61] * 4 + [60, 32, 30, 31], until=today())

    find(rep)

    assert [signal.metric.key for signal in EarlySignal.objects.all()] == ["outreach"]


def test_who_left_the_team_or_may_not_sign_in_is_not_watched(rep):
    give(rep, FALLEN)
    membership.end(person=rep, on=today() - timedelta(days=1))

    assert find(rep) == 0


def test_a_larger_budget_lets_more_through(rep):
    give(rep, [*USUAL, 20, 21, 19, 18, 17, 17])
    assert find(rep) == 0

    Organization.objects.update(false_alarms_a_year=12)
    assert find(rep) == 1


def test_managers_hear_once_and_so_does_the_deputy_of_one_who_is_away(rep, manager, team):
    deputy = UserFactory(name="Rocco Neubert")
    LeaveFactory(person=manager, deputy=deputy, starts_on=today(), ends_on=today())
    give(rep, FALLEN)

    find(rep)

    assert told() == ["Dana Whitfield", "Rocco Neubert"]
    notice = Notice.objects.get(recipient=deputy)
    signal = EarlySignal.objects.get()
    assert notice.title == "Marcus's meeting rate left the usual range"
    assert notice.url == f"{reverse('numbers:early_signals')}#signal-{signal.pk}"


def test_nobody_hears_of_a_rep_on_leave_until_he_is_back(rep):
    leave = LeaveFactory(person=rep, starts_on=today(), ends_on=today())
    give(rep, FALLEN)
    find(rep)
    assert told() == []

    leave.delete()
    find(rep)
    assert told() == ["Dana Whitfield"]


def test_the_mail_says_what_to_do_and_counts_no_names_in_its_subject_but_the_reps(rep, manager):
    give(rep, FALLEN)
    find(rep)
    Outbox.objects.update(due_at=monday_at_nine())

    outbox.drain(clock=monday_at_nine, seconds=MOST_SECONDS)

    [sent] = mail.outbox
    assert sent.to == [manager.email]
    assert sent.subject == "Marcus's meeting rate left the usual range"
    assert "18% for 3 weeks; usually 24% to 43%." in sent.body
    assert "A good moment to ask, not to judge." in sent.body
    assert "Listen to one call together" in sent.body


@pytest.mark.parametrize("meanwhile", ["talked", "moved", "back", "leave"])
def test_the_mail_is_dropped_where_it_no_longer_matters(rep, manager, meanwhile):
    give(rep, FALLEN)
    find(rep)
    if meanwhile == "talked":
        early_signals.talk(
            signal=EarlySignal.objects.get(), by=manager, note="He moved house.", at=monday_at_nine()
        )
    elif meanwhile == "moved":
        membership.move(person=rep, team=TeamFactory(), on=today() - timedelta(days=1))
    elif meanwhile == "back":
        EarlySignal.objects.update(ended_on=this_monday() - timedelta(days=1))
    else:
        LeaveFactory(person=rep, starts_on=today(), ends_on=today())
    Outbox.objects.update(due_at=monday_at_nine())

    outbox.drain(clock=monday_at_nine, seconds=MOST_SECONDS)

    assert mail.outbox == []


def test_a_talk_is_noted_once(rep, manager, other_manager):
    give(rep, FALLEN)
    find(rep)
    signal = EarlySignal.objects.get()
    early_signals.talk(signal=signal, by=manager, note="New territory.", at=monday_at_nine())

    with pytest.raises(TalkedAlready, match="Dana has noted a talk"):
        early_signals.talk(signal=signal, by=other_manager, note="Again.", at=monday_at_nine())

    signal.refresh_from_db()
    assert (signal.note, signal.talked_by) == ("New territory.", manager)
    assert not EarlySignal.objects.waiting().exists()


def test_a_drift_that_was_talked_about_is_not_found_again_and_ends_all_the_same(rep, manager):
    give(rep, FALLEN, until=today() - 6 * WEEK)
    find(rep, at=monday_at_nine() - 6 * WEEK)
    early_signals.talk(
        signal=EarlySignal.objects.get(), by=manager, note="New territory.", at=monday_at_nine()
    )
    give(rep, [20, 21, 20, 20, 19, 20])

    find(rep)

    assert EarlySignal.objects.get().ended_on is not None


def queries_for(reps):
    with CaptureQueriesContext(connection) as queries:
        find(*reps)
    return len(queries)


def test_a_team_costs_the_same_queries_however_large(rep, team):
    give(rep, FALLEN)
    one = queries_for([rep])
    others = [RepFactory(team=team, password="!") for _one in range(9)]
    for other in others:
        give(other, FALLEN)

    assert queries_for([rep, *others]) == one
    assert EarlySignal.objects.count() == 10


def test_the_task_of_changed_numbers_finds_signals_and_beat_asks_for_every_team(
    rep, stranger, run_rung, settings
):
    give(rep, FALLEN)
    give(stranger, FALLEN)
    assert "salesgym.numbers.tasks.find_early_signals" in settings.WAKE["numbers"]

    assert tasks.find_early_signals(rep_ids=[rep.pk]) == 1
    with run_rung():
        assert tasks.look_for_early_signals() == 2

    assert EarlySignal.objects.count() == 2
    assert (
        settings.CELERY_BEAT_SCHEDULE["look-for-early-signals"]["task"] == tasks.look_for_early_signals.name
    )


def test_a_large_import_is_shared_out_over_several_tasks(rep, run_rung):
    give(rep, FALLEN)

    with run_rung():
        assert tasks.find_early_signals(rep_ids=[*range(10_000_000, 10_000_150), rep.pk]) == 0

    assert EarlySignal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_finders_at_once_find_a_drift_once_and_tell_it_once(rep):
    give(rep, FALLEN)

    def look(_number):
        try:
            return find(rep)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(look, range(4)))

    assert sorted(found) == [0, 0, 0, 1]
    assert EarlySignal.objects.count() == 1
    assert told() == ["Dana Whitfield"]


@pytest.mark.django_db(transaction=True)
def test_finders_of_other_reps_do_not_wait_for_each_other(rep, stranger):
    give(rep, FALLEN)
    looked, done = threading.Event(), threading.Event()

    def look_slowly():
        try:
            with transaction.atomic():
                find(stranger)
                looked.set()
                done.wait(MOST_SECONDS)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(look_slowly)
        try:
            assert looked.wait(MOST_SECONDS)
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '1s'")
                assert find(rep) == 1
        finally:
            done.set()
        slow.result()
