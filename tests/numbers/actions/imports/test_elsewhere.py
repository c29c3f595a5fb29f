"""New deals with the facts of known ones: asked about, never counted twice without a word."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from salesgym.numbers.actions.imports import intake, lacks, undoing
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.models import Deal
from tests.factories.people import RepFactory
from tests.numbers.bringing import AT, choose, compare, csv_of, say_yes, take

pytestmark = pytest.mark.django_db
HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"


def lines_of(rep, prefix, numbers=range(4)):
    return csv_of(
        HEAD,
        *(f"{prefix}{n},{rep.email},Hop {n},Closed Won,{100 + n},9/1/2026,10/{n + 1}/2026" for n in numbers),
    )


def asked(file):
    return next((lack for lack in lacks.found(file) if lack.code is Code.KNOWN_ELSEWHERE), None)


@pytest.mark.parametrize("source", ["Pipedrive", "Salesforce"])
def test_the_same_deals_under_other_ids_wait_for_a_choice(rep, source):
    take(lines_of(rep, "a"), source="Salesforce")

    file = compare(lines_of(rep, "A", range(5)), source=source)

    lack = asked(file)
    assert (lack.count, lack.lines, lack.is_asked) == (4, (2, 3, 4, 5), True)
    assert lack.details == {"added": "5", "sources": "Salesforce"}
    with pytest.raises(intake.NotDecided):
        intake.confirm(import_id=file.pk)


@pytest.mark.parametrize(("option", "deals", "left_out"), [("leave_out", 5, 4), ("take_in", 9, 0)])
def test_both_choices_do_what_they_say_and_are_undone(rep, option, deals, left_out):
    take(lines_of(rep, "a"))
    file = compare(lines_of(rep, "b", range(5)), source="Pipedrive")

    file = say_yes(choose(file, known_elsewhere=option))

    assert (Deal.objects.count(), file.left_out) == (deals, left_out)
    assert file.added + left_out == 5
    undoing.undo(import_id=file.pk, by=None, at=AT)
    assert Deal.objects.count() == 4


def test_deals_that_came_in_after_the_yes_are_asked_about_before_any_count_twice(rep):
    file = compare(lines_of(rep, "b"), source="Pipedrive")
    intake.confirm(import_id=file.pk)
    take(lines_of(rep, "a"), source="Salesforce")

    intake.work(import_id=file.pk, at=AT)

    file.refresh_from_db()
    assert (file.state, Deal.objects.count()) == ("ready", 4)
    assert asked(file).count == 4
    say_yes(choose(file, known_elsewhere="leave_out"))
    assert Deal.objects.count() == 4


def test_a_choice_can_be_changed(rep):
    take(lines_of(rep, "a"))
    file = choose(compare(lines_of(rep, "b"), source="Pipedrive"), known_elsewhere="leave_out")
    assert (file.added, file.left_out) == (0, 4)

    file = choose(file, known_elsewhere="take_in")

    assert (file.added, file.left_out) == (4, 0)


def test_few_alike_among_many_new_ones_are_no_question(rep):
    take(lines_of(rep, "a"))

    assert asked(compare(lines_of(rep, "b", range(2, 6)), source="Pipedrive")) is None


def test_a_known_deal_counts_for_one_line_and_not_where_the_file_has_it_itself(rep):
    take(lines_of(rep, "a", [1]))
    own = f"a1,{rep.email},Hop 1,Closed Won,101,9/1/2026,10/2/2026"

    both = compare(lines_of(rep, "b", [1, 1]).replace(b"b1", b"b2", 1), source="Pipedrive")
    file = compare(lines_of(rep, "b", [1]) + f"{own}\n".encode())

    assert asked(both) is None
    assert asked(file) is None
    assert (file.added, file.unchanged) == (1, 1)


def test_deals_of_others_and_other_amounts_are_other_deals(rep):
    take(lines_of(rep, "a"))
    other = RepFactory()

    assert asked(compare(lines_of(other, "b"), source="Pipedrive")) is None
    assert asked(compare(lines_of(rep, "b").replace(b"Won,10", b"Won,20"), source="Pipedrive")) is None


def test_a_deal_that_was_kept_is_known_under_the_owner_it_was_kept_from_too(rep):
    other = RepFactory()
    take(lines_of(rep, "a"))
    say_yes(choose(compare(lines_of(other, "a")), closed_owner="keep"))

    named = compare(lines_of(other, "b"), source="Pipedrive")
    held = compare(lines_of(rep, "b"), source="HubSpot")
    both = compare(lines_of(rep, "b", [1]) + lines_of(other, "c", [1]).split(b"\n", 1)[1], source="Zoho")

    assert (asked(named).count, asked(held).count, asked(both)) == (4, 4, None)


def test_the_command_stops_and_names_the_options(rep, tmp_path, capsys):
    take(lines_of(rep, "a"), source="Salesforce")
    path = tmp_path / "deals.csv"
    path.write_bytes(lines_of(rep, "b"))
    told = (
        "import_deals",
        str(path),
        "--json",
        "--source",
        "Pipedrive",
        "--date-order",
        "mdy",
        "--at",
        "2026-11-23T09:00Z",
    )

    with pytest.raises(CommandError) as stopped:
        call_command(*told)
    (ask,) = json.loads(capsys.readouterr().out)["asks"]
    call_command(*told, "--choose", "known_elsewhere=leave_out")
    taken = json.loads(capsys.readouterr().out)

    assert "4 of 4 new deals have owner, name, days and amount of deals known from Salesforce." in str(
        stopped.value
    )
    assert (stopped.value.returncode, ask["code"], ask["options"]) == (
        2,
        "known_elsewhere",
        ["leave_out", "take_in"],
    )
    assert (taken["added"], taken["left_out"], Deal.objects.count()) == (0, 4, 4)


def test_the_page_asks_without_an_answer_and_says_what_was_left_out(manager, rep, client):
    take(lines_of(rep, "a"), source="Salesforce", by=manager)
    file = compare(lines_of(rep, "b"), source="Pipedrive", by=manager)
    client.force_login(manager)

    page = client.get(reverse("numbers:import_file", args=[file.pk])).content.decode()
    sent = {"known_elsewhere": "leave_out"}
    after = client.post(reverse("numbers:choose_import", args=[file.pk]), sent, follow=True).content.decode()

    assert "4 of 4 new deals seem to be known already" in page
    assert 'value="leave_out"' in page
    assert "checked" not in page.split('id="lack-known_elsewhere"')[1].split("</section>")[0]
    assert "4 lines of deals that are known already." in after
