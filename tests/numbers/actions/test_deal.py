"""A deal that a person takes out counts nowhere, as if no file had brought it, until somebody puts it back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from salesgym.numbers.actions import deal as deals
from salesgym.numbers.actions.imports import undoing
from salesgym.numbers.actions.imports.undoing import StaysIn
from salesgym.numbers.models import Deal, TimeOut
from tests.numbers.actions.imports.test_gone import lines_of, numbers, taken_out, without_deals
from tests.numbers.bringing import AT, csv_of, take

pytestmark = pytest.mark.django_db
HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"
LATER = AT + timedelta(days=1)


def book_of(rep, *, without=()):
    """The first deal long before the others, one that is open, one without an opening day."""
    lines = {
        "A": f"A,{rep.email},First,Closed Won,100,6/1/2026,6/20/2026",
        "B": f"B,{rep.email},Second,Closed Lost,200,9/1/2026,9/20/2026",
        "C": f"C,{rep.email},Third,Closed Won,300,9/8/2026,10/20/2026",
        "D": f"D,{rep.email},Fourth,Prospecting,400,10/1/2026,",
        "E": f"E,{rep.email},Fifth,Closed Won,,9/20/2026,10/20/2026",
    }
    return csv_of(HEAD, *(line for key, line in lines.items() if key not in without))


def out(external_id, by, *, at=LATER, why="It was a test"):
    deal = Deal.everything.get(external_id=external_id)
    return deals.take_out(deal_id=deal.pk, why=why, by=by, at=at)


def back(external_id, by, *, at=LATER):
    return deals.put_back(deal_id=Deal.everything.get(external_id=external_id).pk, by=by, at=at)


@pytest.mark.parametrize("which", ["A", "C", "D", "E"])
def test_the_numbers_are_those_of_a_file_without_the_deal_and_afterwards_those_of_one_with_it(
    rep, manager, which
):
    take(book_of(rep, without=which))
    lacking = numbers()
    without_deals()
    take(book_of(rep))
    whole = numbers()

    out(which, manager)
    assert numbers() == lacking
    assert not Deal.objects.filter(external_id=which).exists()

    back(which, manager)
    assert numbers() == whole


def test_taking_out_keeps_who_when_and_why_and_putting_back_keeps_it_as_a_time_out(rep, manager):
    take(book_of(rep))

    out("C", manager, why="Sold twice")
    deal = Deal.everything.get(external_id="C")
    assert (deal.taken_out_at, deal.taken_out_by, deal.taken_out_why) == (LATER, manager, "Sold twice")

    back("C", rep, at=LATER + timedelta(hours=1))
    deal.refresh_from_db()
    assert (deal.taken_out_at, deal.taken_out_by, deal.taken_out_why) == (None, None, "")
    time = TimeOut.objects.get()
    assert (time.out_at, time.out_by, time.out_why) == (LATER, manager, "Sold twice")
    assert (time.back_at, time.back_by, time.back_with) == (LATER + timedelta(hours=1), rep, None)


def test_a_second_click_changes_nothing(rep, manager):
    take(book_of(rep))

    assert (out("C", manager), out("C", rep, why="Another")) == (True, False)
    assert Deal.everything.get(external_id="C").taken_out_by == manager
    assert (back("C", manager), back("C", manager)) == (True, False)
    assert TimeOut.objects.count() == 1


def test_whoever_follows_the_numbers_looks_again(
    rep, manager, django_capture_on_commit_callbacks, monkeypatch
):
    take(book_of(rep))
    woken = []
    monkeypatch.setattr(
        "salesgym.handoff.app.send_task", lambda name, kwargs: woken.append((name, kwargs["rep_ids"]))
    )

    with django_capture_on_commit_callbacks(execute=True):
        out("C", manager)

    assert ("plans.tasks.judge_reps", [rep.pk]) in woken


def test_a_later_file_leaves_it_out_and_its_undo_leaves_it_out_too(rep, manager):
    take(book_of(rep))
    out("C", manager)

    file = take(book_of(rep).replace(b"Third", b"Third anew").replace(b"Fourth", b"Fourth anew"))
    assert (file.changed, file.left_out) == (1, 1)
    assert Deal.everything.get(external_id="C").name == "Third"

    undoing.undo(import_id=file.pk, by=manager, at=LATER)
    assert Deal.everything.get(external_id="C").taken_out_why == "It was a test"


def test_undoing_a_file_that_changed_it_before_leaves_it_out(rep, manager):
    take(book_of(rep))
    file = take(book_of(rep).replace(b"300", b"350"))
    out("C", manager)

    undoing.undo(import_id=file.pk, by=manager, at=LATER)

    deal = Deal.everything.get(external_id="C")
    assert (deal.amount_minor, deal.taken_out_by) == (300_00, manager)
    back("C", manager)
    take_again = numbers()
    without_deals()
    take(book_of(rep))
    assert take_again == numbers()


def test_a_file_stays_while_a_deal_that_it_added_is_out_by_hand(rep, manager):
    file = take(book_of(rep))
    out("C", manager)

    with pytest.raises(StaysIn, match="Put it back first"):
        undoing.undo(import_id=file.pk, by=manager, at=LATER)

    back("C", manager)
    undoing.undo(import_id=file.pk, by=manager, at=LATER)
    assert not Deal.everything.exists()
    assert not TimeOut.objects.exists()


def test_a_deal_that_a_file_took_out_may_be_put_back_by_hand_before_the_undo(rep, manager):
    first = take(lines_of(rep))
    whole = numbers()
    file = taken_out(lines_of(rep, without={5}))

    back("D5", manager)
    assert numbers() == whole

    undoing.undo(import_id=file.pk, by=manager, at=LATER)
    deal = Deal.objects.get(external_id="D5")
    assert deal.origin == first
    assert numbers() == whole
    assert [(time.out_with, time.back_by) for time in TimeOut.objects.all()] == [(file, manager)]


def test_what_a_person_took_out_again_stays_out_when_the_file_is_undone(rep, manager):
    take(lines_of(rep))
    file = taken_out(lines_of(rep, without={5}))
    back("D5", manager)
    out("D5", manager)

    undoing.undo(import_id=file.pk, by=manager, at=LATER)

    assert Deal.everything.get(external_id="D5").taken_out_why == "It was a test"


def test_undoing_the_file_that_took_it_out_is_kept_as_its_way_back(rep, manager):
    take(lines_of(rep))
    file = taken_out(lines_of(rep, without={5}))

    undoing.undo(import_id=file.pk, by=None, at=LATER)

    time = TimeOut.objects.get()
    assert (time.deal.external_id, time.out_at, time.out_with, time.back_with) == ("D5", AT, file, file)


@pytest.mark.parametrize(
    "said",
    [
        {"taken_out_at": LATER},
        {"taken_out_at": LATER, "taken_out_why": "It was a test"},
        {"taken_out_why": "It was a test"},
    ],
)
def test_the_database_takes_no_deal_out_without_who_when_and_why(rep, said):
    take(book_of(rep))

    with (
        pytest.raises(IntegrityError, match="a_deal_is_taken_out_by_somebody_who_says_why"),
        transaction.atomic(),
    ):
        Deal.objects.filter(external_id="C").update(**said)


def test_who_took_it_out_is_not_enough(rep, manager):
    take(book_of(rep))

    with (
        pytest.raises(IntegrityError, match="a_deal_is_taken_out_by_somebody_who_says_why"),
        transaction.atomic(),
    ):
        Deal.objects.filter(external_id="C").update(taken_out_at=LATER, taken_out_by=manager)
    with pytest.raises(IntegrityError, match="a_time_out_says_who_and_why"), transaction.atomic():
        TimeOut.objects.create(
            deal=Deal.objects.first(), out_at=AT, out_by=manager, back_at=AT, back_by=manager
        )
    with pytest.raises(IntegrityError, match="a_deal_comes_back_by_somebody"), transaction.atomic():
        TimeOut.objects.create(
            deal=Deal.objects.first(), out_at=AT, out_by=manager, out_why="Why", back_at=AT
        )
