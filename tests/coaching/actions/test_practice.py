import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coaching.actions import practice
from coaching.actions.practice import TakenBack, TooLongAgo
from coaching.models import Confidence, PracticeEntry
from plans.actions import outcome
from plans.models import Forecast, History
from plans.tasks import judge_plans
from tests.factories.coaching import PracticeEntryFactory
from tests.factories.people import UserFactory
from tests.factories.plans import DrillFactory, PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


def log(plan, **changes):
    sent = {
        "plan": plan,
        "by": plan.rep,
        "drill": DrillFactory(skill=plan.skill),
        "client_id": uuid.uuid4(),
        "repetitions": 4,
        "minutes": 8,
        "feeling": 4,
        "note": "",
        "practiced_at": AT,
        "at": AT,
    } | changes
    return practice.log(**sent)


def test_workout_is_stored_with_its_history_and_the_plan_remembers_the_day():
    plan = PlanFactory(active=True)

    entry = log(plan, note="Four seconds feels like ten. ")

    plan.refresh_from_db()
    assert entry.note == "Four seconds feels like ten."
    assert plan.last_practice_on == date(2026, 1, 14)
    assert History.objects.filter(plan=plan, event="practice.logged", actor=plan.rep).count() == 1


def test_workout_sent_again_is_stored_once():
    plan = PlanFactory(active=True)
    sent = {"drill": DrillFactory(skill=plan.skill), "client_id": uuid.uuid4()}

    first = log(plan, **sent)
    again = log(plan, **sent, at=AT + timedelta(hours=3), practiced_at=AT + timedelta(hours=3))

    assert again == first
    assert PracticeEntry.objects.count() == 1
    assert History.objects.filter(event="practice.logged").count() == 1


def test_same_id_with_other_numbers_is_refused_and_changes_nothing():
    plan = PlanFactory(active=True)
    sent = {"drill": DrillFactory(skill=plan.skill), "client_id": uuid.uuid4()}
    log(plan, **sent)

    with pytest.raises(practice.SentDifferently, match="stored already"):
        log(plan, **sent, repetitions=12)

    assert PracticeEntry.objects.get().repetitions == 4


def test_late_workout_keeps_when_it_was_done_and_when_it_was_logged():
    plan = PlanFactory(active=True)

    entry = log(plan, practiced_at=AT - timedelta(days=3))

    assert (entry.practiced_on, entry.logged_at) == (date(2026, 1, 11), AT)


def test_day_of_a_workout_is_the_day_where_the_rep_is():
    plan = PlanFactory(active=True, rep=UserFactory(time_zone="Pacific/Auckland"))

    entry = log(plan, practiced_at=datetime(2026, 1, 13, 21, tzinfo=UTC))

    assert entry.practiced_on == date(2026, 1, 14)


def test_workout_of_tomorrow_is_refused():
    plan = PlanFactory(active=True)

    with pytest.raises(practice.NotYetPracticed, match="still ahead"):
        log(plan, practiced_at=AT + timedelta(days=1))


def test_workout_long_before_the_plan_is_refused():
    plan = PlanFactory(active=True)

    with pytest.raises(practice.NotYetPracticed, match="before this plan"):
        log(plan, practiced_at=AT - timedelta(days=60))


@pytest.mark.parametrize("life", ["draft", "proposed"])
def test_plan_takes_no_practice_before_both_have_signed(life):
    plan = PlanFactory(life=life)

    with pytest.raises(practice.PlanTakesNoPractice, match="once the plan is signed"):
        log(plan)


def test_closed_plan_takes_no_practice_and_says_why():
    plan = PlanFactory(active=True)
    close(plan)

    with pytest.raises(practice.PlanTakesNoPractice, match="closed"):
        log(plan)


def test_undone_workout_no_longer_counts_and_stays_in_the_log():
    plan = PlanFactory(active=True)
    entry = log(plan)

    practice.undo(entry=entry, by=plan.rep, at=AT)

    plan.refresh_from_db()
    assert list(PracticeEntry.objects.standing()) == []
    assert PracticeEntry.objects.count() == 2
    assert plan.last_practice_on is None


def test_undoing_twice_changes_nothing_more():
    plan = PlanFactory(active=True)
    entry = log(plan)

    practice.undo(entry=entry, by=plan.rep, at=AT)
    practice.undo(entry=entry, by=plan.rep, at=AT)

    assert PracticeEntry.objects.count() == 2
    assert History.objects.filter(event="practice.undone").count() == 1


def test_undo_gives_the_plan_its_latest_day_of_practice_back():
    plan = PlanFactory(active=True)
    log(plan, practiced_at=AT - timedelta(days=2))
    latest = log(plan)

    practice.undo(entry=latest, by=plan.rep, at=AT)

    plan.refresh_from_db()
    assert plan.last_practice_on == date(2026, 1, 12)


def test_a_workout_ends_a_stalled_plan_at_once_and_undoing_it_brings_that_back(run_rung):
    """The overview counts the stored word, which the board works out: they never differ."""
    today = timezone.localdate()
    plan = PlanFactory(active=True, starts_on=today - timedelta(days=40))
    judge_plans(plan_ids=[plan.pk])
    words = [Forecast.objects.get(plan=plan).status]

    def train():
        log(plan, practiced_at=timezone.now(), at=timezone.now())

    run_rung(train)
    words.append(Forecast.objects.get(plan=plan).status)
    run_rung(lambda: practice.undo(entry=PracticeEntry.objects.get(), by=plan.rep, at=timezone.now()))
    words.append(Forecast.objects.get(plan=plan).status)

    assert words == ["stalled", "on_track", "stalled"]


def test_a_workout_of_a_plan_that_moves_starts_no_judgement(run_rung):
    plan = PlanFactory(active=True, starts_on=timezone.localdate() - timedelta(days=40))
    log(plan, practiced_at=timezone.now() - timedelta(days=1), at=timezone.now())

    assert run_rung(lambda: log(plan, practiced_at=timezone.now(), at=timezone.now())) == []


def test_a_workout_that_was_taken_back_is_not_answered_as_stored():
    plan = PlanFactory(active=True)
    sent = {"drill": DrillFactory(skill=plan.skill), "client_id": uuid.uuid4()}
    practice.undo(entry=log(plan, **sent), by=plan.rep, at=AT)

    with pytest.raises(TakenBack, match="does not count"):
        log(plan, **sent)


def test_a_workout_is_taken_back_for_seven_days():
    plan = PlanFactory(active=True)
    first, second = log(plan), log(plan)

    practice.undo(entry=first, by=plan.rep, at=AT + timedelta(days=7))
    with pytest.raises(TooLongAgo, match="for 7 days"):
        practice.undo(entry=second, by=plan.rep, at=AT + timedelta(days=7, seconds=1))

    assert list(PracticeEntry.objects.standing()) == [second]


@pytest.mark.parametrize(
    "wrong", [{"logged_at": AT + timedelta(days=8)}, {"rep": UserFactory}, {"plan": PlanFactory}]
)
def test_database_keeps_who_takes_practice_back_and_how_long(wrong):
    entry = PracticeEntryFactory(practiced_at=AT)
    told = {"logged_at": AT, "rep": entry.rep, "plan": entry.plan, "drill": entry.drill}
    told |= {name: value() if callable(value) else value for name, value in wrong.items()}

    with pytest.raises(IntegrityError, match="practice_is_taken_back_in_a_week"), transaction.atomic():
        PracticeEntryFactory(corrects=entry, practiced_at=AT, **told)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_what_was_practiced(change):
    entry = PracticeEntryFactory()
    rows = PracticeEntry.objects.filter(pk=entry.pk)

    with pytest.raises(IntegrityError, match="practice_is_append_only"), transaction.atomic():
        rows.update(minutes=90) if change == "update" else rows._raw_delete(rows.db)


def close(plan):
    outcome.close(plan=plan, by=plan.manager, result="met", reasons="28 %.", at=AT)
    plan.refresh_from_db()


def test_workout_of_more_than_two_weeks_ago_is_refused():
    plan = PlanFactory(active=True)
    later = plan.activated_at + timedelta(days=40)

    log(plan, practiced_at=later - timedelta(days=14), at=later)
    with pytest.raises(practice.NotYetPracticed, match="more than 14 days ago"):
        log(plan, practiced_at=later - timedelta(days=15), at=later)


def test_how_sure_is_stored_once_with_a_workout_that_is_sent_twice():
    plan = PlanFactory(active=True)
    sent = {"drill": DrillFactory(skill=plan.skill), "client_id": uuid.uuid4(), "sure": 2}

    entry = log(plan, **sent)
    log(plan, **sent)

    said = Confidence.objects.get()
    assert (said.practice, said.moment, said.value) == (entry, "log", 2)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("practice_is_logged_when_it_is_done", {"practiced_at": AT + timedelta(minutes=11)}),
        ("practice_is_of_no_later_day", {"practiced_on": date(2026, 1, 15)}),
    ],
)
def test_the_database_takes_no_workout_of_a_time_to_come(rule, fields):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PracticeEntryFactory(**{"practiced_at": AT, "logged_at": AT, **fields})
