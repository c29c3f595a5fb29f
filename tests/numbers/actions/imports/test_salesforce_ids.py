"""IDs of 15 and of 18 letters are one: in a file, from file to file, for deals of before, and for the command."""

import json
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from salesgym.numbers.actions.imports import undoing
from salesgym.numbers.calculations.importing.cells.salesforce_id import checksum
from salesgym.numbers.models import Deal, ImportChange, Recount
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.imports import ImportFactory
from tests.numbers.bringing import compare, counts, csv_of, reasons, take

pytestmark = pytest.mark.django_db
migration = import_module("salesgym.numbers.migrations.0019_salesforce_ids")
HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"
SHORT = [f"006A000000{letters}Q" for letters in ("aBcd", "abcd", "aBcD", "ABcd")]


def long(short):
    return short + checksum(short)


def line_of(rep, number, place=0, amount=100):
    return f"{number},{rep.email},Deal {place},Closed Won,{amount + place},9/1/2026,10/{20 + place}/2026"


def file_of(rep, ids):
    return csv_of(HEAD, *(line_of(rep, number, place) for place, number in enumerate(ids)))


def shorten():
    migration.shorten(None, SimpleNamespace(connection=connection))


@pytest.mark.parametrize(("first", "then"), [(str, long), (long, str)])
def test_the_same_deals_in_the_other_form_are_known(rep, first, then):
    take(file_of(rep, map(first, SHORT)))

    file = compare(file_of(rep, map(then, SHORT)))

    assert counts(file) == (4, 0, 0, 4, 0)
    assert sorted(Deal.objects.values_list("external_id", flat=True)) == sorted(SHORT)


def test_a_file_that_has_both_forms_has_each_deal_once(rep):
    both = csv_of(
        HEAD,
        *(line_of(rep, number) for number in (SHORT[0], long(SHORT[0]), long(SHORT[1]))),
        line_of(rep, SHORT[1], place=2),
    )

    file = take(both)

    assert counts(file) == (4, 1, 0, 1, 2)
    assert [line for line, _reason in reasons(file)] == [4, 5]
    assert Deal.objects.get().external_id == SHORT[0]


def test_the_command_reads_them_as_the_page_does(rep, tmp_path, capsys):
    take(file_of(rep, SHORT))
    path = tmp_path / "deals.csv"
    path.write_bytes(file_of(rep, map(long, SHORT)))

    call_command("import_deals", str(path), "--json", "--source", "Salesforce", "--at", "2026-11-23T09:00Z")

    told = json.loads(capsys.readouterr().out)
    assert (told["added"], told["changed"], told["unchanged"]) == (0, 0, 4)


def test_deals_of_before_are_found_by_either_form(rep):
    file = take(file_of(rep, SHORT))
    take(csv_of(HEAD, line_of(rep, SHORT[0], amount=300)))
    for deal in Deal.objects.all():
        Deal.objects.filter(pk=deal.pk).update(external_id=long(deal.external_id))
    ImportChange.objects.update(before={**ImportChange.objects.get().before, "external_id": long(SHORT[0])})

    shorten()

    assert sorted(Deal.objects.values_list("external_id", flat=True)) == sorted(SHORT)
    assert counts(compare(file_of(rep, map(long, SHORT))))[1] == 0
    undoing.undo(import_id=ImportChange.objects.get().file_id, by=None, at=file.imported_at)
    assert Deal.objects.get(amount_minor=100_00).external_id == SHORT[0]


def test_a_deal_that_stood_twice_stands_once_as_its_newer_file_says(rep):
    source = SourceFactory()
    old, new = ImportFactory(source=source, added=1), ImportFactory(source=source, added=1)
    facts = {"source": source, "owner": rep}
    known = DealFactory(external_id=SHORT[0], origin=old, **facts)
    DealFactory(external_id=long(SHORT[0]), origin=new, won=True, **facts)
    alone = DealFactory(external_id="ABCDEFGHIJKLMNOPQR", origin=old, **facts)

    shorten()

    assert set(Deal.objects.values_list("pk", "external_id", "stage", "origin")) == {
        (known.pk, SHORT[0], "won", new.pk),
        (alone.pk, alone.external_id, "open", old.pk),
    }
    assert list(Recount.objects.values_list("pk", flat=True)) == [rep.pk]
    undoing.undo(import_id=new.pk, by=None, at=new.imported_at)
    known.refresh_from_db()
    assert (known.stage, known.origin_id) == ("open", old.pk)


def written(deal, file, amount):
    """A file changes this deal, and keeps it as it was."""
    keep = "INSERT INTO numbers_importchange (file_id, deal_id, months, before) SELECT %s, id, 0, to_jsonb(deal) FROM numbers_deal AS deal WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(keep, [file.pk, deal.pk])
    Deal.objects.filter(pk=deal.pk).update(origin=file, amount_minor=amount)


@pytest.mark.parametrize("third", [0, 1])
@pytest.mark.parametrize("fourth", [0, 1])
def test_the_files_of_a_deal_that_stood_twice_are_undone_one_after_the_other(rep, third, fourth):
    """The first file added the one, the second the other, and two more changed either."""
    source = SourceFactory()
    files = [ImportFactory(source=source, added=1) for _number in range(4)]
    both = [
        DealFactory(external_id=number, source=source, owner=rep, origin=file, amount_minor=place)
        for place, (number, file) in enumerate(zip((SHORT[0], long(SHORT[0])), files, strict=False), 1)
    ]
    written(both[third], files[2], 3)
    written(both[fourth], files[3], 4)

    shorten()

    for place in (4, 3, 2):
        deal = Deal.objects.get()
        assert (deal.pk, deal.external_id, deal.amount_minor) == (both[0].pk, SHORT[0], place)
        assert deal.origin == files[place - 1]
        undoing.undo(import_id=deal.origin_id, by=None, at=files[0].imported_at)
    assert Deal.objects.get().amount_minor == 1
    undoing.undo(import_id=files[0].pk, by=None, at=files[0].imported_at)
    assert not Deal.objects.exists()
