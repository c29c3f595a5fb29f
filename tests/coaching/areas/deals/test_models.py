"""What the database itself keeps of deals in coaching."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from coaching.areas.deals.models import CoachedDeal, JointCall, Preparation
from salesgym.numbers.models import Deal
from tests.factories.coached_deals import (
    TAKEN_AT,
    CoachedDealFactory,
    JointCallFactory,
    PreparationFactory,
    RemarkFactory,
)
from tests.factories.deals import DealFactory
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db


def refused(make, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make()


def test_a_person_has_three_deals_in_coaching_at_most():
    rep = RepFactory()
    for slot in (1, 2, 3):
        CoachedDealFactory(rep=rep, slot=slot)

    refused(lambda: CoachedDealFactory(rep=rep, slot=3), "three_deals_in_coaching_at_most")
    refused(lambda: CoachedDealFactory(rep=rep, slot=4), "slot_of_a_deal_is_1_to_3")


def test_deals_that_left_coaching_take_no_place():
    rep = RepFactory()

    CoachedDealFactory.create_batch(5, rep=rep, out=True)

    assert CoachedDealFactory(rep=rep, slot=1).is_in_coaching
    assert not CoachedDeal.objects.filter(rep=rep).in_coaching().exclude(slot=1).exists()


def test_a_deal_of_the_crm_is_in_coaching_once_for_each_owner():
    deal = DealFactory()
    CoachedDealFactory(rep=deal.owner, deal=deal)

    refused(lambda: CoachedDealFactory(rep=deal.owner, deal=deal, slot=2), "a_deal_is_in_coaching_once")
    assert CoachedDealFactory(deal=deal).is_in_coaching


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"slot": None}, "a_deal_leaves_coaching_with_a_result"),
        ({"result": "won", "closed_on": date(2026, 1, 20)}, "a_deal_leaves_coaching_with_a_result"),
        ({"out": True, "result": "won"}, "won_and_lost_have_their_day"),
        ({"name": ""}, "a_coached_deal_has_a_name"),
        ({"amount_minor": -1}, "coached_amount_is_not_negative"),
        ({"currency": "usd"}, "coached_currency_is_iso_4217"),
    ],
)
def test_a_deal_that_makes_no_sense_is_refused(fields, rule):
    refused(lambda: CoachedDealFactory(**fields), rule)


def test_a_typed_deal_is_in_no_crm():
    refused(lambda: CoachedDealFactory(deal=DealFactory(), is_typed=True), "a_typed_deal_is_in_no_crm")


def test_a_deal_whose_import_is_undone_keeps_its_name_and_its_work():
    deal = DealFactory(name="O'Neill & Sons")
    coached = CoachedDealFactory(rep=deal.owner, deal=deal, name=deal.name)
    PreparationFactory(deal=coached)

    # An import is undone by SQL of its own.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM numbers_deal WHERE id = %s", [deal.pk])

    coached.refresh_from_db()
    assert (coached.deal_id, coached.name, coached.slot) == (None, "O'Neill & Sons", 1)
    assert coached.preparations.count() == 1
    assert not Deal.objects.exists()


def test_sheets_are_numbered_and_say_something():
    sheet = PreparationFactory()

    refused(lambda: PreparationFactory(deal=sheet.deal), "preparations_of_a_deal_are_numbered")
    refused(lambda: PreparationFactory(number=2, questions=[]), "a_preparation_says_something")
    assert Preparation.objects.count() == 1


def test_one_joint_call_of_a_deal_is_ahead():
    call = JointCallFactory()

    refused(lambda: JointCallFactory(deal=call.deal), "one_joint_call_ahead_of_a_deal")
    assert JointCallFactory(deal=call.deal, called_off_at=TAKEN_AT)
    assert JointCallFactory(deal=call.deal, debriefed=True)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"minutes": 0}, "joint_call_minutes_are_1_to_480"),
        ({"debriefed": True, "minutes_given": 481}, "minutes_given_are_1_to_480"),
        ({"debriefed": True, "learned": ""}, "a_debrief_has_its_three_lines"),
        ({"debriefed": True, "called_off_at": TAKEN_AT}, "a_debrief_has_its_three_lines"),
        ({"worked": "The pause."}, "a_debrief_has_its_three_lines"),
    ],
)
def test_a_joint_call_that_makes_no_sense_is_refused(fields, rule):
    refused(lambda: JointCallFactory(**fields), rule)
    assert not JointCall.objects.exists()


def test_a_remark_is_stored_once_and_says_something():
    remark = RemarkFactory()

    refused(lambda: RemarkFactory(deal=remark.deal, client_id=remark.client_id), "a_remark_is_stored_once")
    refused(lambda: RemarkFactory(body=""), "a_remark_says_something")
