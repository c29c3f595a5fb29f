"""A deal in coaching stands with the CRM's deal through undone imports, files that go in again, and corrections."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from coaching.areas.deals.actions import coached_deal
from coaching.areas.deals.models import CoachedDeal
from salesgym.numbers.actions import deal as deals
from salesgym.numbers.actions.imports import undoing
from salesgym.numbers.models import Deal
from tests.coaching.areas.deals.looking import words
from tests.factories.coached_deals import CoachedDealFactory
from tests.factories.deals import DealFactory
from tests.factories.people import RepFactory, UserFactory
from tests.numbers.actions.imports.test_gone import lines_of, taken_out
from tests.numbers.bringing import AT, csv_of
from tests.numbers.bringing import take as bring

pytestmark = pytest.mark.django_db
HEAD = "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value"
OPEN = "A1,Marcus Bell,Engaging,10/22/2026,,"
WON = "A1,Marcus Bell,Won,10/22/2026,11/17/2026,4514"
WON_ON = date(2026, 11, 17)


def taken(rep) -> CoachedDeal:
    return coached_deal.take(rep=rep, by=rep, deal=Deal.objects.get(external_id="A1"), at=AT)


def closed(coached, result="set_aside", closed_on=None) -> CoachedDeal:
    said = {"result": result, "closed_on": closed_on, "lesson": "They named the budget."}
    return coached_deal.close(coached=coached, by=coached.rep, at=AT, **said)


def stands(coached) -> tuple[str, date | None, bool]:
    """The result, its day, and whether it is linked to the deal of today."""
    coached.refresh_from_db()
    deal = Deal.objects.filter(external_id="A1").first()
    return coached.result, coached.closed_on, deal is not None and coached.deal_id == deal.pk


def test_a_deal_is_found_again_when_its_file_goes_in_once_more(rep):
    file = bring(csv_of(HEAD, OPEN))
    coached = taken(rep)

    undoing.undo(import_id=file.pk, by=None, at=AT)
    gone = stands(coached)
    bring(csv_of(HEAD, OPEN))

    assert (gone, stands(coached)) == (("", None, False), ("", None, True))
    assert coached.is_in_coaching


def test_a_result_of_the_crm_goes_with_the_import_and_comes_back_with_it(rep):
    bring(csv_of(HEAD, OPEN))
    coached = taken(rep)
    file = bring(csv_of(HEAD, WON))
    closed(coached)
    won = stands(coached)

    undoing.undo(import_id=file.pk, by=None, at=AT)
    undone = stands(coached)
    bring(csv_of(HEAD, WON))

    assert won == stands(coached) == ("won", WON_ON, True)
    assert undone == ("set_aside", None, True)
    assert coached.lesson == "They named the budget."


def test_the_same_where_the_import_brought_the_deal_itself(rep):
    file = bring(csv_of(HEAD, OPEN))
    coached = taken(rep)
    Deal.objects.update(stage="won", closed_on=WON_ON)
    closed(coached)

    undoing.undo(import_id=file.pk, by=None, at=AT)
    undone = stands(coached)
    bring(csv_of(HEAD, WON))

    assert undone == ("set_aside", None, False)
    assert stands(coached) == ("won", WON_ON, True)


def test_a_corrected_result_is_followed_and_one_that_was_typed_is_not(rep):
    bring(csv_of(HEAD, OPEN))
    typed = closed(taken(rep), "lost", date(2026, 11, 20))
    followed = taken(rep)
    Deal.objects.update(stage="won", closed_on=WON_ON)
    closed(followed)

    Deal.objects.update(stage="lost", closed_on=WON_ON + timedelta(days=1))

    assert stands(followed) == ("lost", WON_ON + timedelta(days=1), True)
    assert stands(typed) == ("lost", date(2026, 11, 20), True)


def test_a_deal_that_is_taken_out_takes_its_result_along_until_it_is_back(rep):
    bring(csv_of(HEAD, OPEN))
    coached = taken(rep)
    Deal.objects.update(stage="won", closed_on=WON_ON)
    closed(coached)

    deals.take_out(deal_id=coached.deal_id, why="A test", by=UserFactory(), at=AT)
    out = stands(coached)
    deals.put_back(deal_id=coached.deal_id, by=UserFactory(), at=AT)

    assert out == ("set_aside", None, False)
    assert stands(coached) == ("won", WON_ON, True)


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_deal_that_a_file_took_out_and_that_is_back_was_decided_with_the_file_of_before(rep, is_undone):
    decided = bring(lines_of(rep))
    deal = Deal.objects.get(external_id="D5")
    coached = CoachedDealFactory(rep=rep, deal=deal, decided_with=decided)
    file = taken_out(lines_of(rep, without={5}))

    if is_undone:
        undoing.undo(import_id=file.pk, by=None, at=AT)
    else:
        deals.put_back(deal_id=deal.pk, by=UserFactory(), at=AT)

    coached.refresh_from_db()
    assert (Deal.objects.get(pk=deal.pk), coached.decided_with) == (deal, decided)


def test_what_another_owner_makes_of_the_deal_is_theirs(rep):
    bring(csv_of(HEAD, OPEN))
    coached = taken(rep)
    Deal.objects.update(stage="won", closed_on=WON_ON)
    closed(coached)

    Deal.objects.update(owner=RepFactory(), stage="open", closed_on=None)

    assert stands(coached) == ("won", WON_ON, True)


def test_of_two_in_coaching_for_one_deal_the_newer_is_found_again(rep):
    file = bring(csv_of(HEAD, OPEN))
    deal = Deal.objects.get()
    told = {"rep": rep, "deal": None, "is_typed": False}
    known = {"source": deal.source, "external_id": deal.external_id}
    older, newer = (CoachedDealFactory(slot=slot, **told, **known) for slot in (1, 2))

    undoing.undo(import_id=file.pk, by=None, at=AT)
    bring(csv_of(HEAD, OPEN))

    assert [stands(one)[2] for one in (older, newer)] == [False, True]


def test_a_result_that_was_taken_back_says_so(client, plan):
    deal = DealFactory(owner=plan.rep, stage="won", closed_on=timezone.localdate())
    closed(CoachedDealFactory(rep=plan.rep, deal=deal))

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM numbers_deal WHERE id = %s", [deal.pk])

    assert "Its result was taken back with an import" in words(client, plan.rep, plan.rep)


def test_a_deal_in_coaching_keeps_up_with_the_id_of_its_deal(rep):
    file = bring(csv_of(HEAD, OPEN))
    coached = taken(rep)

    Deal.objects.update(external_id="006A")
    coached.refresh_from_db()
    assert coached.external_id == "006A"

    undoing.undo(import_id=file.pk, by=None, at=AT)
    bring(csv_of(HEAD, OPEN.replace("A1", "006A")))
    coached.refresh_from_db()
    assert coached.deal_id == Deal.objects.get().pk
