"""Signals are found once, follow the numbers, and keep what came of the talk.

Rights are of the day on which a test runs, so the tests stand in the week of that day.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from salesgym.numbers import tasks
from salesgym.numbers.actions import early_signals, role_figures
from salesgym.numbers.actions.early_signals import TalkedAlready
from salesgym.numbers.models import EarlySignal, WeeklyValue
from salesgym.numbers.queries.scorecard import weekly_series
from salesgym.numbers.queries.usual import settings_of, usual_of
from salesgym.people.actions import membership
from salesgym.people.models import Organization
from tests.clock import monday_at_nine, this_monday, today
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, LeaveFactory, RepFactory
from tests.factories.plans import PlanFactory
from tests.numbers.fallen_weeks import FALLEN, RISEN, USUAL, WEEK, find, give, told

pytestmark = pytest.mark.django_db


def change(rep, weeks_ago, value):
    WeeklyValue.objects.filter(
        rep=rep, metric__key="meetings", week_start=this_monday() - WEEK * weeks_ago
    ).update(value=value)


def test_a_meeting_rate_that_fell_is_one_signal_with_its_numbers(rep):
    give(rep, FALLEN)

    assert find(rep) == 1

    signal = EarlySignal.objects.get()
    assert (signal.metric.key, signal.side, signal.is_good) == ("meeting_rate", "below", False)
    assert signal.since == this_monday() - 3 * WEEK
    assert float(signal.value) == pytest.approx(51 / 240, abs=1e-4)
    assert signal.usual_high > signal.usual > signal.usual_low > signal.value
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
    assert float(EarlySignal.objects.get().value) == pytest.approx(45 / 240, abs=1e-4)


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


def test_a_signal_says_what_every_page_calls_usual(rep):
    give(rep, FALLEN)
    find(rep)

    signal, metric = EarlySignal.objects.get(), standard_metrics()["meeting_rate"]
    setting = settings_of([rep.pk], on=today())[rep.pk]
    weeks = setting.weeks_back(today())
    own = weekly_series([rep.pk], [metric], until=today(), weeks=weeks, with_spread=True)
    found = usual_of(metric, own[rep.pk, metric.pk], setting)
    said = [float(value) for value in (signal.usual, signal.usual_low, signal.usual_high)]
    assert said == pytest.approx([found.level, found.low, found.high], abs=1e-4)
    assert found.weeks == 26


def test_an_open_signal_follows_what_its_role_says_of_the_spread(rep):
    give(rep, FALLEN)
    find(rep)
    narrow, other = EarlySignal.objects.get(), RepFactory(job_role=rep.job_role)
    # A colleague in another team, whose weeks lie far wider.
    give_weeks(other, "conversations", [60] * 42, until=today())
    give_weeks(other, "meetings", [2, 45] * 21, until=today())

    role_figures.renew(role_ids=[rep.job_role_id], at=timezone.now())
    tasks.follow_role_figures(role_ids=[rep.job_role_id])

    wide = EarlySignal.objects.get()
    assert wide.usual_high - wide.usual_low > 2 * (narrow.usual_high - narrow.usual_low)


def test_a_baseline_that_both_signed_sets_what_a_signal_calls_usual(rep, manager):
    give(rep, FALLEN)
    PlanFactory(rep=rep, manager=manager, active=True, starts_on=this_monday() - 3 * WEEK)

    find(rep)

    signal = EarlySignal.objects.get()
    before = [*USUAL, 20, 21, 19][-13:]
    assert float(signal.usual) == pytest.approx(sum(before) / (13 * 60), abs=1e-4)


def test_where_nothing_is_usual_before_a_plan_nothing_new_is_found(rep, manager):
    give(rep, FALLEN)
    PlanFactory(rep=rep, manager=manager, active=True, starts_on=this_monday() - 28 * WEEK)

    assert find(rep) == 0


@pytest.mark.parametrize(("joined_weeks_ago", "signals"), [(0, 0), (11, 0), (30, 0), (46, 1)])
def test_in_ramp_there_are_no_signals_and_its_weeks_are_compared_with_nothing(rep, joined_weeks_ago, signals):
    give(rep, FALLEN)
    rep.job_role = JobRoleFactory(ramp_weeks=12)
    rep.joined_on = today() - joined_weeks_ago * WEEK
    rep.save()

    assert find(rep) == signals


def test_nothing_is_found_on_the_first_day_of_a_rep_whose_role_has_no_ramp(rep):
    give(rep, FALLEN)
    rep.job_role = JobRoleFactory(ramp_weeks=0)
    rep.joined_on = today()
    rep.save()

    assert find(rep) == 0


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
