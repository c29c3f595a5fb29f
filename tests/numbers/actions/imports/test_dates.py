"""All dates of a source move to now with one of its files, unless deals would end up in the future."""

from datetime import date, timedelta

import pytest

from salesgym.numbers.actions.imports import intake, lacks
from salesgym.numbers.models import Deal, Source
from salesgym.numbers.queries.imports import sums
from tests.numbers.bringing import AT, compare, csv_of, say_yes, take

OLD_DAY = date(2025, 10, 14)


def won(deals_file, external_id, closed_on):
    return deals_file(f"{external_id},Marcus Bell,GTX Pro,Acme,Won,10/1/2025,{closed_on:%m/%d/%Y},4514")


@pytest.mark.parametrize(("days_later", "may"), [(7, True), (8, False)])
def test_a_file_that_would_move_newer_deals_into_the_future_stays_out(rep, deals_file, days_later, may):
    take(won(deals_file, "A1", OLD_DAY + timedelta(days=days_later)))
    file = compare(won(deals_file, "A2", OLD_DAY), shift_to_now=True)

    if may:
        say_yes(file)
    else:
        with pytest.raises(intake.NotDecided, match="move into the future"):
            intake.confirm(import_id=file.pk)

    assert (Deal.objects.count() == 2) is may
    assert (Source.objects.get().shift_days is not None) is may


def test_a_newer_file_that_comes_in_after_the_yes_is_seen_too(rep, deals_file):
    file = compare(won(deals_file, "A2", OLD_DAY), shift_to_now=True)
    intake.confirm(import_id=file.pk)
    take(won(deals_file, "A1", OLD_DAY + timedelta(days=90)))

    intake.work(import_id=file.pk, at=AT)

    file.refresh_from_db()
    assert (file.state, Deal.objects.count()) == ("ready", 1)
    assert Source.objects.get().shift_days is None


@pytest.mark.parametrize("why", ["unknown owner", "contradiction", "taken out"])
def test_a_deal_whose_line_stays_out_moves_with_its_source(rep, deals_file, why):
    def line(external_id, owner="Marcus Bell", amount=100):
        return f"{external_id},{owner},GTX Pro,Acme,Won,10/1/2025,10/14/2025,{amount}"

    lines = {
        "unknown owner": [line("A1", owner="Somebody Else")],
        "contradiction": [line("A1"), line("A1", amount=200)],
        "taken out": [line("A1")],
    }[why]
    take(deals_file(line("A1"), line("A2")))
    if why == "taken out":
        Deal.objects.filter(external_id="A1").update(
            taken_out_at=AT, taken_out_by=rep, taken_out_why="A test"
        )
    chosen = {"repeated_id": "one_amount"} if why == "contradiction" else {}
    file = compare(deals_file(line("A2"), *lines), shift_to_now=True, chosen=chosen)
    told = {
        one.month: (one.before.wins, one.after.wins)
        for owner in sums.sums_of(file).owners
        if owner.person_id
        for one in owner.months
    }

    say_yes(file)

    days = set(Deal.everything.values_list("opened_on", "closed_on"))
    assert len(days) == 1
    assert OLD_DAY not in next(iter(days))
    # What the sums said is what stands: all that counts is in the new month.
    counting = 1 if why == "taken out" else 2
    assert told == {date(2025, 10, 1): (counting, 0), date(2026, 11, 1): (0, counting)}


PLAIN = "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Created Date,Close Date"


def lines_of(*ids):
    """Four won deals, under these IDs or without any."""
    lines = [f"Marcus Bell,Oak,Hop {n},Closed Won,{100 + n},9/13/2025,10/{n + 1}/2025" for n in range(4)]
    if not ids:
        return csv_of(PLAIN, *lines)
    return csv_of(f"Opportunity ID,{PLAIN}", *(f"{one},{line}" for one, line in zip(ids, lines, strict=True)))


@pytest.mark.parametrize("ids", [((), ("X1", "X2", "X3", "X4")), (("X1", "X2", "X3", "X4"), ())])
def test_deals_whose_ids_come_or_go_are_known_while_their_source_moves(rep, ids):
    first, then = ({"content": lines_of(*one), "layout": {"is_without_id": not one}} for one in ids)
    take(**first)

    file = compare(**then, shift_to_now=True)

    assert (file.added, file.changed, file.refused) == (0, 4, 0)
    say_yes(file)
    assert Deal.objects.count() == 4


def test_deals_under_other_ids_are_asked_about_while_their_source_moves(rep):
    take(lines_of("a1", "a2", "a3", "a4"))

    file = compare(lines_of("b1", "b2", "b3", "b4"), shift_to_now=True)

    assert {lack.code: lack.count for lack in lacks.found(file)}["known_elsewhere"] == 4
