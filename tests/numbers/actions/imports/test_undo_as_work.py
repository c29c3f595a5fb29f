"""Undoing as work: for a worker where it is long, looked at again, told of, and in pieces."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.actions import deal_values
from salesgym.numbers.actions.imports import intake, pieces, size, undoing
from salesgym.numbers.models import Deal, Import, WeeklyValue
from tests.factories.imports import ImportFactory
from tests.factories.people import RepFactory
from tests.numbers.actions.imports.test_undoing import DEALS, OPEN, WEEKS, WON, world
from tests.numbers.bringing import AT, compare, csv_of, take
from tests.roles import as_app

State = Import.State


@pytest.fixture
def long_work(monkeypatch):
    """Every undo is one for a worker."""
    monkeypatch.setattr(size, "FEW_CHANGES", 0)


def ask(file, by=None):
    undoing.ask(import_id=file.pk, by=by, at=AT)
    intake.go_on(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


def work(file):
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


def told(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("title", flat=True))


def test_a_short_undo_is_done_at_once_and_a_long_one_waits_for_a_worker(rep, monkeypatch):
    before = world()
    file = take(csv_of(DEALS, WON, OPEN))

    monkeypatch.setattr(size, "FEW_CHANGES", 1)
    assert ask(file, by=rep).state == State.UNDOING
    assert Deal.objects.count() == 2
    assert work(file).state == State.UNDONE

    assert world() == before
    assert ask(take(csv_of(DEALS, WON))).state == State.UNDONE


def test_the_role_of_the_app_takes_a_file_in_and_undoes_it(rep, long_work):
    before = world()

    with as_app():
        file = take(csv_of(DEALS, WON, OPEN))
        assert Deal.objects.count() == 2
        ask(file, by=rep)
        assert work(file).state == State.UNDONE

    assert world() == before


def test_until_a_worker_comes_a_file_that_is_to_be_undone_is_in(rep, long_work):
    first = take(csv_of(*WEEKS))
    second = take(csv_of(WEEKS[0], "Marcus Bell,2026-11-02,41,12"))

    ask(second)

    assert list(Import.objects.done()) == [second, first]
    with pytest.raises(undoing.StaysIn, match="newer file"):
        ask(first)


def test_a_newer_file_that_came_before_the_worker_keeps_the_import_in(rep, long_work):
    file = ask(take(csv_of(*WEEKS)), by=rep)
    take(csv_of(WEEKS[0], "Marcus Bell,2026-11-02,41,12"))
    before = world()

    work(file)

    assert (file.state, file.undone_by, file.undone_at) == (State.DONE, None, None)
    assert "Undo that one first" in file.trouble
    assert told(rep) == ["deals.csv could not be taken back. Nothing was changed"]
    assert world() == before


def test_an_undo_that_kills_its_worker_again_and_again_leaves_the_file_in(rep, long_work):
    file = ask(take(csv_of(*WEEKS)), by=rep)
    Import.objects.filter(pk=file.pk).update(attempts=3)
    before = world()

    work(file)

    assert file.state == State.DONE
    assert "The undo stopped several times" in file.trouble
    assert world() == before


def test_whoever_says_yes_and_whoever_undoes_is_told_once_in_the_inbox_alone(rep, manager):
    file = compare(csv_of(DEALS, WON, OPEN))
    intake.confirm(import_id=file.pk, by=rep)
    work(file)
    undoing.undo(import_id=file.pk, by=manager, at=AT)
    undoing.undo(import_id=file.pk, by=manager, at=AT)

    assert told(rep) == ["deals.csv is in: 2 changes"]
    assert told(manager) == ["deals.csv is taken back. Numbers are as they were before it"]
    assert Notice.objects.filter(url=f"/numbers/imports/{file.pk}/").count() == 2
    assert not Outbox.objects.exists()


def test_a_preview_that_is_shown_again_is_told_of(rep):
    files = [compare(csv_of(*WEEKS)) for _number in range(2)]
    for file in files:
        intake.confirm(import_id=file.pk, by=rep)
        work(file)

    assert files[1].state == State.READY
    assert told(rep)[1] == "deals.csv waits for your yes again, because numbers changed in the meantime"


def test_a_file_that_a_command_brings_tells_nobody(rep):
    undoing.undo(import_id=take(csv_of(*WEEKS)).pk, by=None, at=AT)

    assert not Notice.objects.exists()


def test_a_large_undo_deletes_restores_and_counts_in_pieces(rep, monkeypatch):
    """So that no statement comes near the timeout, however large the file was."""
    monkeypatch.setattr(pieces, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(deal_values, "WEEKS_AT_ONCE", 2)
    deals = [f"A{number},Marcus Bell,Won,10/{number + 1}/2026,11/{number + 1}/2026,5" for number in range(12)]
    take(csv_of(DEALS, *deals[:5]))
    before = world()
    file = take(csv_of(DEALS, *(deal.replace(",5", ",6") for deal in deals)))

    with CaptureQueriesContext(
        connection,
    ) as captured:
        undoing.undo(import_id=file.pk, by=None, at=AT)

    def times(pattern):
        return sum(bool(re.match(pattern, query["sql"].strip())) for query in captured)

    # Twelve deals were written, five of these changed; and they lie in about a dozen weeks.
    assert times("DELETE FROM numbers_deal AS deal") == 7
    assert times("UPDATE numbers_deal AS deal") == 3
    assert times("WITH untold AS MATERIALIZED") >= 3
    assert times('ANALYZE "numbers_deal"') == 1
    assert world() == before


def test_weekly_numbers_are_undone_in_pieces_too(rep, monkeypatch):
    monkeypatch.setattr(pieces, "ROWS_AT_ONCE", 1)
    take(csv_of(*WEEKS))
    before = world()
    file = take(csv_of(WEEKS[0], "Marcus Bell,2026-11-02,41,13", "Marcus Bell,2026-11-16,5,5"))

    undoing.undo(import_id=file.pk, by=None, at=AT)

    assert world() == before


def test_an_undo_has_a_timeout_of_its_own(rep, long_work):
    file = ask(take(csv_of(*WEEKS)))

    with CaptureQueriesContext(connection) as captured:
        work(file)

    assert any("SET LOCAL statement_timeout = '200s'" in query["sql"] for query in captured)


@pytest.mark.parametrize("lack", [{"undone_at": None}, {"imported_at": None}, {"source": None}])
def test_the_database_refuses_an_undo_of_what_is_not_in(rep, lack):
    file = ImportFactory(undoing=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=file.pk).update(**lack)


def test_a_second_rep_keeps_their_numbers(rep):
    RepFactory(name="Priya Nair", team=rep.memberships.get().team)
    take(csv_of(WEEKS[0], "Priya Nair,2026-11-02,4,1"), source="One")
    before = world()

    undoing.undo(import_id=take(csv_of(*WEEKS), source="Two").pk, by=None, at=AT)

    assert world() == before
    assert WeeklyValue.objects.count() == 2
