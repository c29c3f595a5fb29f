"""Long imports on a real worker: killed in the middle, dropped in the middle, without a broker, without room."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from salesgym import handoff
from salesgym.notices.models import Notice
from salesgym.numbers.actions.imports import intake, size, undoing, upload
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Deal, Import, StagedDeal, UploadChunk, WeeklyValue
from tests.factories.numbers import standard_metrics
from tests.factories.people import OrganizationFactory, RepFactory
from tests.faults.conftest import wait_until
from tests.faults.test_outbox_faults import point_handoff_at
from tests.patience import MOST_SECONDS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
HEADER = b"opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value\n"
LINES = 60_000
HALF = LINES // 2
NOT_SMALL = size.SMALL_BYTES + 1
# The advisory lock at which a worker is held; the app's own keys are hashes of names.
GATE = 7


@pytest.fixture
def rep():
    standard_metrics()
    OrganizationFactory()
    return RepFactory(name="Marcus Bell")


def received(count=LINES):
    """A long file that waits to be read by a worker."""
    lines = (
        b"A%06d,Marcus Bell,Won,2026-%02d-10,2026-11-%02d,%d\n" % (n, 1 + n % 9, 1 + n % 20, 100 + n)
        for n in range(count)
    )
    return upload.receive(pieces=[HEADER, *lines], file_name="deals.csv", by=None, at=timezone.now())


def stands(file, *states):
    return lambda: Import.objects.get(pk=file.pk).state in states


def agree(file):
    file.refresh_from_db()
    decisions = decisions_from_json(file.decisions)
    decisions = replace(decisions, source_name="CRM")
    intake.answer(import_id=file.pk, decisions=decisions)
    intake.go_on(import_id=file.pk, at=timezone.now())


@contextmanager
def closed_gate(table: str, condition: str, *, event: str = "INSERT") -> Iterator[Callable[[], bool]]:
    """Hold whoever inserts such a row, in the statement, until the block ends; gives whether somebody is held."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_advisory_xact_lock_shared({GATE}); RETURN coalesce(NEW, OLD); END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER pass_gate BEFORE {event} ON {table} FOR EACH ROW "
            f"WHEN ({condition}) EXECUTE FUNCTION pass_gate()"
        )
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
        try:
            yield somebody_is_held
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [GATE])
            cursor.execute("DROP FUNCTION pass_gate CASCADE")


def somebody_is_held() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE datname = current_database() AND locktype = 'advisory'"
            " AND (classid, objid) = (0, %s) AND NOT granted",
            [GATE],
        )
        return bool(cursor.fetchone()[0])


def let_go_of_all(last):
    """Wait until the worker has done all that was handed to it: it does one task after another, and this one last."""
    handoff.hand_off(intake.TASK, import_id=last.pk)
    wait_until(stands(last, Import.State.ASKING), MOST_SECONDS, "the worker has let go of the others")


def pass_time():
    """What a minute of silence looks like."""
    long_ago = timezone.now() - timedelta(minutes=5)
    Import.objects.update(worked_at=long_ago, uploaded_at=long_ago)


def test_a_worker_killed_at_any_step_loses_and_doubles_nothing(rep, machinery, monkeypatch):
    point_handoff_at(monkeypatch, machinery.broker)
    worker = machinery.worker()
    machinery.beat()
    file = received()
    intake.go_on(import_id=file.pk, at=timezone.now())
    wait_until(stands(file, Import.State.ASKING), MOST_SECONDS, "the file was read")

    with closed_gate("numbers_stageddeal", f"NEW.line > {HALF}") as is_held:
        agree(file)
        wait_until(is_held, MOST_SECONDS, "half of the lines are staged")
        machinery.kill(worker)
        assert stands(file, Import.State.STAGING)()
        assert 0 < StagedDeal.objects.count() <= HALF
    worker = machinery.worker()
    pass_time()
    wait_until(stands(file, Import.State.READY), MOST_SECONDS, "another worker staged it")
    assert StagedDeal.objects.count() == LINES

    with closed_gate("numbers_weeklyvalue", "true") as is_held:
        intake.confirm(import_id=file.pk)
        intake.go_on(import_id=file.pk, at=timezone.now())
        wait_until(is_held, MOST_SECONDS, "the deals are written, and the weeks not yet")
        machinery.kill(worker)
        assert stands(file, Import.State.TAKING_IN)()
    assert (Deal.objects.count(), WeeklyValue.objects.count()) == (0, 0)
    machinery.worker()
    pass_time()
    wait_until(stands(file, Import.State.DONE), MOST_SECONDS, "another worker took it in")

    assert Deal.objects.count() == LINES
    assert WeeklyValue.objects.filter(metric__key="wins").exists()
    assert not StagedDeal.objects.exists()


def test_a_worker_killed_while_it_undoes_leaves_all_in_and_another_takes_it_back(rep, machinery, monkeypatch):
    point_handoff_at(monkeypatch, machinery.broker)
    count = size.FEW_CHANGES + 1000
    file = received(count=count)
    intake.work(import_id=file.pk, at=timezone.now())
    agree(file)
    intake.confirm(import_id=file.pk)
    intake.work(import_id=file.pk, at=timezone.now())
    worker = machinery.worker()
    machinery.beat()

    with closed_gate("numbers_deal", f"OLD.amount_minor > {count * 50}", event="DELETE") as is_held:
        undoing.ask(import_id=file.pk, by=rep, at=timezone.now())
        intake.go_on(import_id=file.pk, at=timezone.now())
        wait_until(is_held, MOST_SECONDS, "half of the deals are deleted")
        machinery.kill(worker)
        assert stands(file, Import.State.UNDOING)()
    assert Deal.objects.count() == count
    machinery.worker()
    pass_time()
    wait_until(stands(file, Import.State.UNDONE), MOST_SECONDS, "another worker took it back")

    assert (Deal.objects.count(), WeeklyValue.objects.count()) == (0, 0)
    assert Notice.objects.count() == 1


def test_a_file_dropped_while_a_worker_reads_it_leaves_nothing(rep, machinery, monkeypatch):
    point_handoff_at(monkeypatch, machinery.broker)
    machinery.worker()
    file = received()
    intake.go_on(import_id=file.pk, at=timezone.now())
    wait_until(stands(file, Import.State.ASKING), MOST_SECONDS, "the file was read")
    with closed_gate("numbers_stageddeal", f"NEW.line > {HALF}") as is_held:
        agree(file)
        wait_until(is_held, MOST_SECONDS, "half of the lines are staged")

    intake.cancel(import_id=file.pk)

    let_go_of_all(received(count=10))
    assert not StagedDeal.objects.exists()
    assert not UploadChunk.objects.filter(file=file).exists()
    assert stands(file, Import.State.CANCELLED)()


def test_a_file_uploaded_without_a_broker_is_read_once_it_is_back(rep, machinery, monkeypatch):
    point_handoff_at(monkeypatch, machinery.broker)
    machinery.broker.kill()
    file = received(count=LINES)
    intake.go_on(import_id=file.pk, at=timezone.now())
    assert handoff.breaker.failures == 1
    assert stands(file, Import.State.READING)()

    machinery.broker.start()
    machinery.worker()
    machinery.beat()
    pass_time()

    wait_until(stands(file, Import.State.ASKING), MOST_SECONDS, "beat found it")


def test_a_server_without_room_says_so_and_changes_nothing(rep):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON numbers_stageddeal EXECUTE FUNCTION full_disk()"
        )
    try:
        file = received(count=10)
        intake.work(import_id=file.pk, at=timezone.now())
        agree(file)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION full_disk CASCADE")

    file.refresh_from_db()
    assert file.state == Import.State.REFUSED
    assert "no room" in file.trouble
    assert not Deal.objects.exists()


def test_a_file_that_kills_its_worker_again_and_again_is_given_up(rep):
    file = received(count=10)
    Import.objects.filter(pk=file.pk).update(attempts=3)

    intake.work(import_id=file.pk, at=timezone.now())

    file.refresh_from_db()
    assert file.state == Import.State.REFUSED
    assert "several times" in file.trouble
