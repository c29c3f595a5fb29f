"""Finders of signals at work: the queries of a team, the tasks, and several at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from salesgym.numbers import tasks
from salesgym.numbers.models import EarlySignal
from tests.factories.people import RepFactory
from tests.numbers.fallen_weeks import FALLEN, find, give, told
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db


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
