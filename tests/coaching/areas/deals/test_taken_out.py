"""A deal that is taken out of the numbers has no result in coaching: as on the tab, so in letters and when it is closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.areas.deals.actions import coached_deal
from coaching.areas.deals.actions.coached_deal import NotDecided
from coaching.areas.deals.queries.digest import decided_between
from salesgym.numbers.actions import deal as deals
from tests.coaching.areas.deals.looking import DAY, post, today, words
from tests.coaching.floor import manager_of
from tests.factories.coached_deals import TAKEN_AT, CoachedDealFactory
from tests.factories.deals import DealFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(harbor):
    return manager_of(harbor)


@pytest.fixture
def coached(plan):
    won = DealFactory(
        owner=plan.rep, name="Kestrel", stage="won", closed_on=today() - DAY, amount_minor=500_000
    )
    return CoachedDealFactory(rep=plan.rep, deal=won)


def take_out(coached, by):
    deals.take_out(deal_id=coached.deal_id, why="Entered twice", by=by, at=timezone.now())
    coached.refresh_from_db()


def test_the_tab_says_so_instead_of_a_result_and_leads_to_why(client, plan, lead, coached):
    page_of_it = f'href="{reverse("numbers:deal", args=[coached.deal_id])}"'
    assert page_of_it in words(client, plan.rep, plan.rep)
    assert "Won on" in words(client, plan.rep, plan.rep)
    assert page_of_it not in words(client, plan.mentor, plan.rep)
    take_out(coached, lead)
    why = f"{page_of_it}>See why"

    pages = {reader: words(client, reader, plan.rep) for reader in (plan.rep, lead, plan.mentor)}

    for page in pages.values():
        assert "Won on" not in page
        assert "This deal was taken out of the numbers." in page
        # As it was when it was taken, and as it goes on.
        assert "Tidewater" in page
    assert [why in pages[reader] for reader in (plan.rep, lead, plan.mentor)] == [True, True, False]


def test_closing_it_keeps_what_is_said_here_and_no_result_of_the_crm(client, plan, lead, coached):
    take_out(coached, lead)

    asked = post(client, plan.rep, "close_deal", coached.pk, lesson="They named the budget.")
    assert asked.status_code == 200
    post(client, plan.rep, "close_deal", coached.pk, result="set_aside", lesson="They named the budget.")

    coached.refresh_from_db()
    assert (coached.result, coached.closed_on, coached.follows_crm, coached.name) == (
        "set_aside",
        None,
        False,
        "Tidewater",
    )


def test_a_form_that_was_open_while_it_was_taken_out_asks_again(plan, lead, coached):
    take_out(coached, lead)

    with pytest.raises(NotDecided):
        coached_deal.close(coached=coached, by=plan.rep, result="", closed_on=None, lesson="", at=TAKEN_AT)


def test_a_closed_one_says_where_its_result_went(client, plan, lead, coached):
    coached_deal.close(coached=coached, by=plan.rep, result="", closed_on=None, lesson="", at=TAKEN_AT)
    assert "Won on" in words(client, plan.rep, plan.rep)

    take_out(coached, lead)

    assert "Taken out of the numbers" in words(client, plan.rep, plan.rep)


def test_the_weekly_letter_tells_nothing_of_it(plan, lead, coached):
    at = timezone.now() + DAY
    week = {"since": at - timedelta(weeks=1), "until": at}
    assert len(decided_between([plan.rep_id], **week)) == 1

    take_out(coached, lead)

    assert decided_between([plan.rep_id], **week) == []
