"""Deals are taken, prepared, called on and closed; what no longer fits is refused in a sentence."""

import uuid
from datetime import timedelta

import pytest

from coaching.areas.deals.actions import coached_deal, joint_call, preparation, remark
from coaching.areas.deals.actions.coached_deal import NotToTake, OutAlready, ThreeAlready, TypedDeal
from coaching.areas.deals.actions.joint_call import CallChanged, Planned
from coaching.areas.deals.actions.preparation import ChangedMeanwhile, Sheet
from coaching.areas.deals.actions.remark import SentDifferently
from coaching.areas.deals.models import CoachedDeal, Remark
from coaching.areas.deals.queries.crm import to_take
from salesgym.numbers.models import Deal
from tests.factories.coached_deals import (
    TAKEN_AT,
    CoachedDealFactory,
    JointCallFactory,
    PreparationFactory,
    RemarkFactory,
)
from tests.factories.deals import DealFactory
from tests.factories.numbers import MONDAY
from tests.factories.people import RepFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = TAKEN_AT
SHEET = Sheet("", None, [], ["Who else feels this?"], "", None, "")


def take(rep, deal):
    return coached_deal.take(rep=rep, by=rep, deal=deal, at=AT)


def close(coached, **fields):
    said = {"result": "set_aside", "closed_on": None, "lesson": "", "at": AT, **fields}
    return coached_deal.close(coached=coached, by=coached.rep, **said)


def plan(coached, version=0, **fields):
    planned = Planned(
        **{
            "helper": UserFactory(),
            "is_led_by_rep": True,
            "starts_at": AT + timedelta(days=1),
            "minutes": 45,
            "watch": "The pause",
            **fields,
        }
    )
    return joint_call.plan(coached=coached, by=coached.rep, planned=planned, version=version, at=AT)


def debrief(call, at=AT + timedelta(days=2)):
    return joint_call.debrief(
        call=call, by=call.helper, worked="A", learned="B", next_try="C", minutes=50, at=at
    )


def test_a_deal_is_taken_as_the_crm_has_it():
    deal = DealFactory(name="Tidewater", amount_minor=920_000, currency="EUR")

    taken = take(deal.owner, deal)

    assert (taken.name, taken.amount_minor, taken.currency) == ("Tidewater", 920_000, "EUR")
    assert (taken.deal, taken.opened_on, taken.slot, taken.is_typed) == (deal, deal.opened_on, 1, False)


def test_a_deal_is_typed_where_no_crm_has_it():
    taken = take(RepFactory(), TypedDeal("O'Neill & Sons", None, "USD", None))

    assert (taken.name, taken.deal, taken.is_typed, taken.slot) == ("O'Neill & Sons", None, True, 1)


def test_a_typed_deal_that_is_sent_twice_takes_one_place():
    rep = RepFactory()
    for slot in (1, 2):
        CoachedDealFactory(rep=rep, slot=slot, name="Kestrel")
    typed = TypedDeal("O'Neill & Sons", 920_000, "USD", None)
    first = take(rep, typed)

    assert take(rep, typed) == first
    close(first)
    assert take(rep, typed) != first
    assert take(RepFactory(), typed).slot == 1


def test_a_fourth_deal_is_refused_until_one_is_closed():
    rep = RepFactory()
    held = [take(rep, deal) for deal in DealFactory.create_batch(3, owner=rep)]
    fourth = DealFactory(owner=rep)

    with pytest.raises(ThreeAlready, match="Three deals are in coaching already"):
        take(rep, fourth)
    close(held[1])

    assert take(rep, fourth).slot == 2


@pytest.mark.parametrize("fields", [{"won": True}, {"owner": None}])
def test_a_deal_that_is_decided_or_somebody_elses_is_not_taken(fields):
    rep = RepFactory()
    deal = DealFactory(**{"owner": rep, **{key: value or RepFactory() for key, value in fields.items()}})

    with pytest.raises(NotToTake, match="no longer an open deal"):
        take(rep, deal)


def test_a_deal_is_not_taken_twice():
    deal = DealFactory()
    take(deal.owner, deal)

    with pytest.raises(NotToTake, match="in coaching already"):
        take(deal.owner, deal)


def test_a_deal_that_was_handed_on_is_taken_by_its_new_owner():
    deal, new = DealFactory(), RepFactory()
    take(deal.owner, deal)
    Deal.objects.filter(pk=deal.pk).update(owner=new)

    assert to_take(new) == [deal]
    assert take(new, deal).rep == new
    assert to_take(new) == []


def test_what_the_crm_says_of_the_end_comes_before_what_was_typed():
    deal = DealFactory(name="Before")
    taken = take(deal.owner, deal)
    Deal.objects.filter(pk=deal.pk).update(
        name="After", stage="won", closed_on=MONDAY + timedelta(days=31), amount_minor=500
    )

    closed = close(taken, result="lost", closed_on=MONDAY)

    assert (closed.result, closed.closed_on) == ("won", MONDAY + timedelta(days=31))
    assert (closed.name, closed.amount_minor, closed.slot) == ("After", 500, None)


def test_a_deal_that_went_to_another_owner_is_closed_as_it_was_taken():
    deal = DealFactory(name="Before")
    taken = take(deal.owner, deal)
    Deal.objects.filter(pk=deal.pk).update(
        owner=RepFactory(), name="After", stage="won", closed_on=MONDAY, amount_minor=500
    )

    closed = close(taken)

    assert (closed.result, closed.name, closed.amount_minor) == ("set_aside", "Before", deal.amount_minor)


def test_a_deal_is_closed_once():
    coached = CoachedDealFactory()
    close(coached)

    with pytest.raises(OutAlready):
        close(coached, result="won", closed_on=MONDAY)
    assert CoachedDeal.objects.get().result == "set_aside"


def save(coached, number=1, version=0, sheet=SHEET):
    return preparation.save(
        coached=coached, by=coached.rep, sheet=sheet, number=number, version=version, at=AT
    )


def test_a_sheet_is_written_and_changed():
    coached = CoachedDealFactory()
    save(coached)

    sheet = save(coached, version=1, sheet=Sheet("first", AT, [], [], "A date", MONDAY, ""))

    sheet.refresh_from_db()
    assert (sheet.version, sheet.next_step, sheet.questions) == (2, "A date", [])
    assert coached.preparations.count() == 1


def test_a_sheet_that_was_changed_in_another_window_is_not_overwritten():
    sheet = PreparationFactory(version=2)

    with pytest.raises(ChangedMeanwhile, match="changed in another window"):
        save(sheet.deal, version=1)
    with pytest.raises(ChangedMeanwhile):
        save(sheet.deal, version=0)

    sheet.refresh_from_db()
    assert sheet.version == 2


def test_nothing_is_written_on_a_deal_that_has_left():
    coached = CoachedDealFactory(out=True)

    with pytest.raises(OutAlready, match="Copy what you typed"):
        save(coached)
    with pytest.raises(OutAlready):
        plan(coached)
    with pytest.raises(OutAlready, match="What you typed stands here"):
        remark.add(coached=coached, by=coached.rep, body="Hm", client_id=uuid.uuid4(), at=AT)


def test_a_call_is_planned_and_moved():
    coached = CoachedDealFactory()
    call = plan(coached)

    moved = plan(coached, version=1, helper=call.helper, starts_at=AT + timedelta(days=3))

    assert (moved.pk, moved.version, moved.starts_at) == (call.pk, 2, AT + timedelta(days=3))


def test_a_call_that_was_moved_in_another_window_is_not_moved_again():
    coached = CoachedDealFactory()
    plan(coached)

    with pytest.raises(CallChanged, match="changed in another window"):
        plan(coached)


def test_a_call_that_was_called_off_makes_room_for_another():
    coached = CoachedDealFactory()
    call = plan(coached)

    joint_call.call_off(call=call, by=call.planned_by, at=AT)
    joint_call.call_off(call=call, by=call.planned_by, at=AT + timedelta(hours=1))

    call.refresh_from_db()
    assert call.called_off_at == AT
    assert plan(coached).is_ahead


def test_three_lines_are_kept_once_of_a_call_that_has_begun():
    call = plan(CoachedDealFactory())

    with pytest.raises(CallChanged, match="still ahead"):
        debrief(call, at=AT)
    debrief(call)
    with pytest.raises(CallChanged, match="stand already"):
        debrief(call)
    with pytest.raises(CallChanged, match="took place"):
        joint_call.call_off(call=call, by=call.planned_by, at=AT)

    call.refresh_from_db()
    assert (call.worked, call.minutes_given, call.is_ahead) == ("A", 50, False)


def test_no_lines_are_kept_of_a_call_that_was_called_off():
    with pytest.raises(CallChanged, match="called off"):
        debrief(JointCallFactory(called_off_at=AT))


def test_a_remark_that_is_sent_twice_is_stored_once():
    said = RemarkFactory()
    again = {"coached": said.deal, "by": said.author, "client_id": said.client_id, "at": AT}

    assert remark.add(body=said.body, **again) == said
    with pytest.raises(SentDifferently):
        remark.add(body="Other words.", **again)
    assert Remark.objects.count() == 1
