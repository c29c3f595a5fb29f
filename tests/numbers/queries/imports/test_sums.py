"""What a file adds up to, for each owner and month of closing, before and after it is in."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym.numbers.actions.imports import undoing
from salesgym.numbers.queries.imports import sums
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.people import RepFactory, UserFactory
from tests.numbers.bringing import AT, compare, csv_of, say_yes, take

HEADER = "Opportunity ID,Opportunity Owner,Account Name,Stage,Amount,Created Date,Close Date"


def deals(*lines):
    return csv_of(HEADER, *lines)


def won(number, amount, closed="11/12/2026", owner="Marcus Bell"):
    return f"A{number},{owner},Acme,Closed Won,{amount},10/13/2026,{closed}"


def lost(number, closed="11/13/2026", owner="Marcus Bell"):
    return f"A{number},{owner},Acme,Closed Lost,70,10/13/2026,{closed}"


OPEN = "A99,Marcus Bell,Hooli,Prospecting,500,10/26/2026,"


def months(found):
    """Wins, losses, money, smallest and largest of each owner and month, before and after."""
    return {
        (owner.name, f"{month.month:%Y-%m}", month.currency): tuple(
            (one.wins, one.losses, one.revenue, one.smallest, one.largest)
            for one in (month.before, month.after)
        )
        for owner in found.owners
        for month in owner.months
    }


NOTHING = (0, 0, 0, None, None)


def test_a_first_file_adds_up_by_owner_and_month_of_closing(rep):
    file = compare(deals(won(1, 100), won(2, 250.5), lost(3), won(4, 7, "10/31/2026"), OPEN))

    assert months(sums.sums_of(file)) == {
        ("Marcus Bell", "2026-10", "USD"): (NOTHING, (1, 0, 700, 700, 700)),
        ("Marcus Bell", "2026-11", "USD"): (NOTHING, (2, 1, 35050, 10000, 25050)),
    }


def test_before_is_what_all_sources_hold_and_after_what_they_will(rep):
    take(deals(won(1, 100), won(2, 200)))
    DealFactory(
        owner=rep,
        source=SourceFactory(name="Old CRM"),
        won=True,
        amount_minor=5,
        opened_on=date(2026, 10, 1),
        closed_on=date(2026, 11, 30),
    )

    file = compare(deals(won(1, 100), won(2, 900), won(3, 50)))

    assert months(sums.sums_of(file)) == {
        ("Marcus Bell", "2026-11", "USD"): ((3, 0, 30005, 5, 20000), (4, 0, 105005, 5, 90000))
    }


def test_what_the_sums_say_is_what_stands_afterwards(rep):
    take(deals(won(1, 100), lost(2), won(3, 30, "10/31/2026")))
    file = compare(deals(won(1, 150, "10/31/2026"), won(2, 40), lost(3)))
    told = {key: after for key, (_before, after) in months(sums.sums_of(file)).items()}

    say_yes(file)
    again = compare(deals(won(1, 150, "10/31/2026"), won(2, 40), lost(3)))

    held = {key: before for key, (before, _after) in months(sums.sums_of(again)).items()}
    assert held == told
    assert held["Marcus Bell", "2026-10", "USD"] == (1, 0, 15000, 15000, 15000)


def test_deals_that_the_undo_of_another_file_deletes_take_no_other_deal_from_the_sums(rep):
    day = date(2026, 11, 2)
    DealFactory(owner=rep, won=True, amount_minor=5, opened_on=day, closed_on=day)
    earlier = take(deals(won(1, 100)))
    file = compare(deals(won(1, 200)))

    undoing.undo(import_id=earlier.pk, by=None, at=AT)

    assert months(sums.sums_of(file)) == {
        ("Marcus Bell", "2026-11", "USD"): ((1, 0, 5, 5, 5), (2, 0, 20005, 5, 20000))
    }


def test_a_month_that_a_deal_leaves_is_shown_too(rep):
    take(deals(won(1, 100, "10/20/2026")))

    file = compare(deals(won(1, 100, "11/12/2026")))

    assert months(sums.sums_of(file)) == {
        ("Marcus Bell", "2026-10", "USD"): ((1, 0, 10000, 10000, 10000), NOTHING),
        ("Marcus Bell", "2026-11", "USD"): (NOTHING, (1, 0, 10000, 10000, 10000)),
    }


def test_an_owner_nobody_knows_adds_up_by_the_name_in_the_file(rep):
    file = compare(
        deals(
            won(1, 100), won(2, 10, owner="Kim Lee"), won(3, 20, owner="Kim Lee"), won(3, 20, owner="Kim Lee")
        )
    )

    found = sums.sums_of(file)

    assert months(found)["Kim Lee", "2026-11", "USD"] == (NOTHING, (2, 0, 3000, 1000, 2000))
    assert [owner.person_id for owner in found.owners] == [None, rep.pk]


def test_two_unknown_owners_of_one_name_are_told_apart(rep):
    file = compare(
        deals(won(1, 10, owner="Kim Lee <a@old.example>"), won(2, 20, owner="Kim Lee <b@old.example>"))
    )

    assert {owner.name for owner in sums.sums_of(file).owners} == {
        "Kim Lee <a@old.example>",
        "Kim Lee <b@old.example>",
    }


def test_each_currency_has_a_row_of_its_own(rep):
    day = date(2026, 11, 2)
    DealFactory(owner=rep, won=True, currency="EUR", opened_on=day, closed_on=day)

    file = compare(deals(won(1, 100)))

    assert months(sums.sums_of(file)) == {
        ("Marcus Bell", "2026-11", "EUR"): ((1, 0, 100_000, 100_000, 100_000),) * 2,
        ("Marcus Bell", "2026-11", "USD"): (NOTHING, (1, 0, 10_000, 10_000, 10_000)),
    }


def test_a_win_without_an_amount_is_a_win_and_no_amount(rep):
    file = compare(deals(won(1, 100), won(2, "")))

    assert months(sums.sums_of(file)) == {
        ("Marcus Bell", "2026-11", "USD"): (NOTHING, (2, 0, 10_000, 10_000, 10_000))
    }


def test_a_manager_is_told_no_sums_of_other_peoples_teams(rep, manager, stranger):
    day = date(2026, 11, 2)
    DealFactory(owner=stranger, won=True, opened_on=day, closed_on=day, external_id="X1")
    take(deals(won(1, 100)))

    file = compare(deals(won(1, 100, owner=stranger.name), won(2, 5, owner=stranger.name)), by=manager)

    # Whose the closed deal is waits for a choice, so it stays where it stands.
    assert months(sums.sums_of(file)) == {
        ("Marcus Bell", "2026-11", "USD"): ((1, 0, 10_000, 10_000, 10_000),) * 2
    }


def test_deals_that_move_to_now_with_the_file_count_where_they_will_stand(rep):
    take(deals(won(1, 100, "10/14/2025").replace("10/13/2026", "10/13/2025")))
    old = "A2,Marcus Bell,Acme,Closed Won,30,10/13/2025,10/14/2025"

    file = compare(deals(old), shift_to_now=True)
    [(key, (_before, after))] = months(sums.sums_of(file)).items()
    say_yes(file)

    assert after == (2, 0, 13_000, 3_000, 10_000)
    again = compare(deals(old), shift_to_now=True)
    assert months(sums.sums_of(again))[key] == (after, after)


@pytest.mark.parametrize(
    ("before", "after", "leaps"),
    [(100, 1000, True), (100, 999, False), (1000, 100, True), (1000, 101, False), (0, 1000, False)],
)
def test_ten_times_as_much_money_or_a_tenth_stands_out(rep, before, after, leaps):
    take(deals(won(1, before)))

    [owner] = sums.sums_of(compare(deals(won(1, after)))).owners

    assert owner.months[0].revenue_leaps is leaps


def test_owners_whose_months_stand_out_come_first(rep):
    RepFactory(name="Ada First")
    take(deals(won(1, 100), won(2, 100, owner="Ada First")))

    found = sums.sums_of(compare(deals(won(1, 9000), won(2, 110, owner="Ada First"))))

    assert [owner.name for owner in found.owners] == ["Marcus Bell", "Ada First"]


def test_owners_come_a_page_at_a_time_for_the_same_questions(rep, monkeypatch):
    monkeypatch.setattr(sums, "OWNERS_PER_PAGE", 2)
    names = [UserFactory(name=f"Rep {letter}").name for letter in "ABC"]
    file = compare(deals(*(won(number, 10, owner=name) for number, name in enumerate(names))))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        second = sums.sums_of(file, page=2)

    assert ([owner.name for owner in second.owners], second.count, second.page) == (["Rep C"], 3, 2)
    assert len(asked) <= 3
    beyond = sums.sums_of(file, page=9)
    assert ([owner.name for owner in beyond.owners], beyond.page) == (["Rep A", "Rep B"], 1)


def test_the_file_keeps_what_it_comes_to_in_all(rep):
    take(deals(won(1, 100)))

    file = say_yes(compare(deals(won(1, 100), won(2, 30), lost(3), won(4, 10, owner="Kim Lee"))))

    assert file.decisions["sums"] == [
        {
            "currency": "USD",
            "wins_before": 1,
            "wins": 2,
            "losses_before": 0,
            "losses": 1,
            "revenue_before": 10_000,
            "revenue": 13_000,
        }
    ]
