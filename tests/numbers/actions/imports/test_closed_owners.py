"""Closed deals of which a file names another owner: asked about, moved or kept, and what was kept stands."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from salesgym.numbers.actions.imports import closed_owners, intake, lacks, undoing
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.models import Deal, Import, WeeklyValue
from salesgym.numbers.pages.imports.lacks import effect
from salesgym.numbers.queries.imports import sums
from tests.factories.people import RepFactory, UserFactory
from tests.numbers.bringing import AT, choose, compare, csv_of, say_yes, take

pytestmark = pytest.mark.django_db
HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"
AUGUST, SEPTEMBER = date(2026, 8, 17), date(2026, 9, 14)


@pytest.fixture
def tom(rep):
    return RepFactory(name="Tom Two")


def file_of(*owners, amount=4000):
    """Two won deals of August and September, a lost one and an open one, each of the owner at its place."""
    first, second, third, fourth = (person.email for person in owners)
    return csv_of(
        HEAD,
        f"D1,{first},Acme,Closed Won,{amount},8/3/2026,8/20/2026",
        f"D2,{second},Bolt,Closed Won,6000,8/3/2026,9/17/2026",
        f"D3,{third},Cord,Closed Lost,900,8/3/2026,9/18/2026",
        f"D4,{fourth},Dale,Prospecting,900,8/3/2026,",
    )


def named(file):
    return {lack.code: lack for lack in lacks.found(file)}


def owners():
    return dict(Deal.objects.order_by("external_id").values_list("external_id", "owner__name"))


def wins(person, week):
    return WeeklyValue.objects.get(rep=person, metric__key="wins", week_start=week).value


def test_closed_deals_that_change_owner_are_listed_with_their_sum_and_months_and_wait(rep, tom):
    take(file_of(rep, rep, rep, rep))

    file = compare(file_of(tom, tom, rep, tom))

    lack = named(file)[Code.CLOSED_OWNER]
    assert (lack.count, lack.lines, lack.options, lack.is_asked) == (2, (2, 3), ("keep", "move"), True)
    assert effect(lack).startswith(
        "2 closed deals, $10,000, August to September 2026: Marcus Bell to Tom Two."
    )
    with pytest.raises(intake.NotDecided):
        intake.confirm(import_id=file.pk)


def months_of(file):
    """Wins of each owner and month before and after, of the months that the sums of the file name."""
    return {
        (owner.name, one.month.month): (one.before.wins, one.after.wins)
        for owner in sums.sums_of(file).owners
        for one in owner.months
    }


def test_until_somebody_chooses_no_sum_counts_them_as_moved(rep, tom, client):
    take(file_of(rep, rep, rep, rep))
    file = compare(file_of(tom, tom, rep, rep))
    client.force_login(UserFactory(site_admin=True))
    open_words = (
        "2 closed deals, $10,000, August to September 2026: Marcus Bell to Tom Two. "
        "The sums leave them with their owner until somebody chooses: keep or move."
    )

    def page():
        return client.get(reverse("numbers:import_file", args=[file.pk])).content.decode()

    stay = {("Marcus Bell", 8): (1, 1), ("Marcus Bell", 9): (1, 1)}
    assert (months_of(file), open_words in page()) == (stay, True)
    file = choose(file, closed_owner="keep")
    assert (months_of(file), open_words in page()) == (stay, False)
    file = choose(file, closed_owner="move")
    assert months_of(file) == {
        ("Marcus Bell", 8): (1, 0),
        ("Marcus Bell", 9): (1, 0),
        ("Tom Two", 8): (0, 1),
        ("Tom Two", 9): (0, 1),
    }


def test_a_deal_that_got_another_owner_after_the_yes_waits_for_a_choice(rep, tom):
    take(file_of(tom, rep, rep, rep))
    file = compare(file_of(tom, rep, rep, rep, amount=4100))
    intake.confirm(import_id=file.pk)
    say_yes(choose(compare(file_of(rep, rep, rep, rep)), closed_owner="move"))

    intake.work(import_id=file.pk, at=AT)

    file.refresh_from_db()
    assert (file.state, owners()["D1"]) == ("ready", "Marcus Bell")
    assert named(file)[Code.CLOSED_OWNER].count == 1


def test_deals_that_move_count_for_the_new_owner_in_their_weeks(rep, tom):
    take(file_of(rep, rep, rep, rep))

    say_yes(choose(compare(file_of(tom, rep, tom, rep)), closed_owner="move"))

    assert owners() == {"D1": "Tom Two", "D2": "Marcus Bell", "D3": "Tom Two", "D4": "Marcus Bell"}
    assert (wins(rep, AUGUST), wins(tom, AUGUST), wins(rep, SEPTEMBER)) == (0, 1, 1)


def test_deals_that_are_kept_stay_and_open_ones_follow_the_file(rep, tom):
    take(file_of(rep, rep, rep, rep))

    file = say_yes(choose(compare(file_of(tom, tom, tom, tom)), closed_owner="keep"))

    assert owners() == {"D1": "Marcus Bell", "D2": "Marcus Bell", "D3": "Marcus Bell", "D4": "Tom Two"}
    assert (file.changed, file.unchanged) == (4, 0)
    assert wins(rep, AUGUST) == wins(rep, SEPTEMBER) == 1


def test_a_later_file_moves_kept_deals_only_where_somebody_says_so(rep, tom):
    take(file_of(rep, rep, rep, rep))
    say_yes(choose(compare(file_of(tom, rep, rep, rep)), closed_owner="keep"))

    assert take(file_of(tom, rep, rep, rep)).unchanged == 4
    later = take(file_of(tom, rep, rep, rep, amount=4100))
    assert owners()["D1"] == "Marcus Bell"
    assert Deal.objects.get(external_id="D1").amount_minor == 410000
    assert (named(later)[Code.KEPT_OWNER].count, named(later)[Code.KEPT_OWNER].is_asked) == (1, False)
    assert Code.CLOSED_OWNER not in named(later)

    say_yes(choose(compare(file_of(tom, rep, rep, rep, amount=4100)), kept_owner="move"))
    assert owners()["D1"] == "Tom Two"
    assert Deal.objects.get(external_id="D1").kept_from is None


def test_a_kept_deal_takes_over_the_id_that_comes_later(rep, tom):
    def without_ids(content):
        return b"\n".join(line.partition(b",")[2] for line in content.split(b"\n"))

    go_on = {"layout": {"is_without_id": True}}
    take(without_ids(file_of(rep, rep, rep, rep)), **go_on)
    say_yes(choose(compare(without_ids(file_of(tom, rep, rep, rep)), **go_on), closed_owner="keep"))

    file = take(file_of(tom, rep, rep, rep))

    assert (file.changed, file.unchanged) == (4, 0)
    assert owners() == dict.fromkeys(("D1", "D2", "D3", "D4"), "Marcus Bell")
    assert Deal.objects.get(external_id="D1").kept_from == tom


def test_another_owner_than_the_one_it_was_kept_from_is_asked_about(rep, tom):
    other = RepFactory(name="Eve Three")
    take(file_of(rep, rep, rep, rep))
    say_yes(choose(compare(file_of(tom, rep, rep, rep)), closed_owner="keep"))

    file = compare(file_of(other, rep, rep, rep))

    assert named(file)[Code.CLOSED_OWNER].count == 1
    say_yes(choose(file, closed_owner="keep"))
    assert (owners()["D1"], Deal.objects.get(external_id="D1").kept_from) == ("Marcus Bell", other)


def test_a_kept_deal_that_is_open_again_follows_the_file(rep, tom):
    take(file_of(rep, rep, rep, rep))
    say_yes(choose(compare(file_of(tom, rep, rep, rep)), closed_owner="keep"))
    reopened = file_of(tom, rep, rep, rep).replace(
        b"Closed Won,4000,8/3/2026,8/20/2026", b"Prospecting,4000,8/3/2026,"
    )

    take(reopened)

    deal = Deal.objects.get(external_id="D1")
    assert (deal.owner, deal.kept_from, deal.stage) == (tom, None, "open")


def test_undoing_a_file_takes_its_choice_back(rep, tom):
    take(file_of(rep, rep, rep, rep))
    kept = say_yes(choose(compare(file_of(tom, tom, rep, rep)), closed_owner="keep"))
    assert Deal.objects.exclude(kept_from=None).count() == 2

    undoing.undo(import_id=kept.pk, by=None, at=AT)

    assert not Deal.objects.exclude(kept_from=None).exists()
    assert Import.objects.get(pk=kept.pk).state == Import.State.UNDONE
    assert named(compare(file_of(tom, rep, rep, rep)))[Code.CLOSED_OWNER].count == 1


def test_a_file_that_keeps_no_owner_looks_once_and_writes_nothing(rep, tom, django_assert_num_queries):
    """The database knows nothing of deals that were written just now: held against every line they took a minute."""
    file = compare(file_of(rep, rep, rep, rep))

    with django_assert_num_queries(2):
        closed_owners.release(file)
        closed_owners.mark(file)


def test_the_database_moves_no_deal_that_was_kept(rep, tom):
    take(file_of(rep, rep, rep, rep))
    say_yes(choose(compare(file_of(tom, rep, rep, rep)), closed_owner="keep"))
    deal = Deal.objects.filter(external_id="D1")

    with pytest.raises(IntegrityError, match="kept_owner_stands"), transaction.atomic():
        deal.update(owner=tom)
    with pytest.raises(IntegrityError, match="only_closed_deals_are_kept"), transaction.atomic():
        deal.update(stage="open", closed_on=None)

    deal.update(owner=tom, kept_from=None)
    assert owners()["D1"] == "Tom Two"


def test_the_page_of_the_file_asks_and_no_answer_is_chosen(rep, tom, manager, client):
    take(file_of(rep, rep, rep, rep))
    file = compare(file_of(tom, tom, rep, rep))
    Import.objects.filter(pk=file.pk).update(imported_by=manager)
    client.force_login(manager)

    page = client.get(reverse("numbers:import_file", args=[file.pk])).content.decode()

    assert "2 closed deals change their owner" in page
    assert 'name="closed_owner"' in page
    assert page.count("checked") == 0
    assert "Marcus Bell or Tom Two, as is chosen" in page
    choose(file, closed_owner="keep")
    page = client.get(reverse("numbers:import_file", args=[file.pk])).content.decode()
    assert "Marcus Bell, not Tom Two" in page
