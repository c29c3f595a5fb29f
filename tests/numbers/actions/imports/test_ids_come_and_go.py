"""A source that goes on without IDs and has them later, and the other way around: no deal counts twice."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from salesgym.numbers.actions.imports import choosing, intake, undoing
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Deal, Import, WeeklyValue
from tests.factories.people import UserFactory
from tests.numbers.bringing import AT, counts, csv_of, reasons, receive, say_yes, take
from tests.numbers.by_pages import answer, bring, step, the_file, words

pytestmark = pytest.mark.django_db
HEAD = "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Created Date,Close Date"
NAMES = ("Hop", "Iris", "Elm")


def lines_of(rep, *deals):
    """Lines of (name, account, amount); the day of closing follows from the place."""
    return [
        f"{rep.email},{account},{name},Closed Won,{amount},9/13/2026,10/{20 + place}/2026"
        for place, (name, account, amount) in enumerate(deals)
    ]


def three(rep, **amounts):
    return lines_of(rep, *((name, "Oak", amounts.get(name, 100)) for name in NAMES))


def with_ids(lines, ids=("X1", "X2", "X3")):
    return csv_of(f"Opportunity ID,{HEAD}", *(f"{one},{line}" for one, line in zip(ids, lines, strict=True)))


def without_ids(lines):
    return csv_of(HEAD, *lines)


def go_on(content):
    """The file without IDs, compared after somebody said to go on without."""
    file = receive(content)
    if file.state == Import.State.ASKING:
        choosing.choose(import_id=file.pk, chosen={"no_id": "go_on_without"})
        file.refresh_from_db()
        intake.answer(import_id=file.pk, decisions=decisions_from_json(file.decisions))
        intake.work(import_id=file.pk, at=AT)
        file.refresh_from_db()
    return file


def stored():
    return sorted(Deal.objects.values_list("external_id", "name", "amount_minor"))


def numbers():
    rows = WeeklyValue.objects.order_by("rep", "week_start", "metric")
    return list(rows.values_list("rep", "week_start", "metric__key", "value"))


def test_deals_take_over_the_ids_that_come_later(rep):
    say_yes(go_on(without_ids(three(rep))))
    before, counted = stored(), numbers()

    file = receive(with_ids(three(rep)))
    assert file.state == Import.State.READY
    assert counts(file) == (3, 0, 3, 0, 0)
    say_yes(file)

    assert stored() == [("X1", "Hop", 100_00), ("X2", "Iris", 100_00), ("X3", "Elm", 100_00)]
    assert numbers() == counted
    renamed = receive(with_ids(three(rep)).replace(b"Iris", b"Rose"))
    assert counts(renamed) == (3, 0, 1, 2, 0)
    undoing.undo(import_id=file.pk, by=None, at=AT)
    assert (stored(), numbers()) == (before, counted)


def test_known_ids_stay_where_a_file_comes_without(rep):
    take(with_ids(three(rep)))

    file = go_on(without_ids(three(rep, Iris=300)))
    assert counts(file) == (3, 0, 1, 2, 0)
    say_yes(file)

    assert stored() == [("X1", "Hop", 100_00), ("X2", "Iris", 300_00), ("X3", "Elm", 100_00)]
    assert counts(go_on(without_ids(three(rep, Iris=300)))) == (3, 0, 0, 3, 0)
    assert counts(receive(with_ids(three(rep, Iris=300)))) == (3, 0, 0, 3, 0)


def test_new_deals_come_in_either_way_and_get_their_ids_later(rep):
    take(with_ids(three(rep)[:2], ("X1", "X2")))
    say_yes(go_on(without_ids(three(rep))))
    assert [external_id[:1] for external_id, *_rest in stored()] == ["X", "X", "~"]

    say_yes(receive(with_ids(three(rep))))

    assert [external_id for external_id, *_rest in stored()] == ["X1", "X2", "X3"]


def test_deals_of_one_name_and_day_are_told_apart_by_their_account(rep):
    deals = [("Hop", "Oak", 100), ("Hop", "Elm", 200)]
    say_yes(go_on(without_ids(lines_of(rep, *deals))))

    say_yes(receive(with_ids(lines_of(rep, ("Hop", "Elm", 250), ("Hop", "Oak", 100)), ("X1", "X2"))))

    assert stored() == [("X1", "Hop", 250_00), ("X2", "Hop", 100_00)]


def test_a_line_that_may_be_several_known_deals_stays_out_and_says_so(rep):
    take(with_ids(lines_of(rep, ("Hop", "Oak", 100), ("Hop", "Elm", 200)), ("X1", "X2")))

    file = go_on(without_ids(lines_of(rep, ("Hop", "Oak", 130), ("Hop", "Elm", 230))))

    assert counts(file) == (2, 0, 0, 0, 2)
    assert {reason.split(",")[0] for _line, reason in reasons(file)} == {
        "Several known deals have this name and created day"
    }


def test_what_was_taken_out_does_not_come_back_without_its_id(rep):
    take(with_ids(three(rep)))
    Deal.objects.filter(external_id="X2").update(
        taken_out_at=timezone.now(), taken_out_by=UserFactory(), taken_out_why="A test"
    )

    file = go_on(without_ids(three(rep)))

    assert (file.added, file.unchanged, file.left_out) == (0, 2, 1)


@pytest.mark.parametrize("is_first_with", [True, False])
def test_the_command_brings_no_deal_twice(rep, tmp_path, capsys, is_first_with):
    kinds = [with_ids, without_ids] if is_first_with else [without_ids, with_ids]
    path = tmp_path / "deals.csv"
    told = []
    for make in kinds:
        path.write_bytes(make(three(rep)))
        options = (
            "--json",
            "--source",
            "CRM",
            "--choose",
            "no_id=go_on_without",
            "--at",
            "2026-11-23T09:00Z",
        )
        call_command("import_deals", str(path), *options)
        told.append(json.loads(capsys.readouterr().out))

    assert [one["added"] for one in told] == [3, 0]
    assert [external_id for external_id, *_rest in stored()] == ["X1", "X2", "X3"]


def test_on_the_pages_the_ids_that_come_stand_among_the_changes(manager, rep, client):
    client.force_login(manager)
    lines = [line.replace(rep.email, rep.name) for line in three(rep)]
    bring(client, *lines, header=HEAD)
    page = step(client, "choose_import", no_id="go_on_without")
    answer(client, page)
    step(client, "confirm_import")

    with_id = [f"X{number},{line}" for number, line in enumerate(lines)]
    page = words(bring(client, *with_id, header=f"Opportunity ID,{HEAD}"))
    assert "Hop, X0" in page
    step(client, "confirm_import")

    assert the_file().state == Import.State.DONE
    assert [external_id for external_id, *_rest in stored()] == ["X0", "X1", "X2"]
    bring(client, *lines, header=HEAD)
    answer(client, step(client, "choose_import", no_id="go_on_without"))
    assert (the_file().state, the_file().added, the_file().unchanged) == ("ready", 0, 3)


def test_a_file_without_the_opened_day_finds_its_deals_too(rep):
    take(with_ids(three(rep)))
    undated = [line.replace(",9/13/2026,", ",,") for line in three(rep)]

    file = go_on(without_ids(undated))

    assert (file.added, file.changed, file.refused) == (0, 3, 0)
