"""Deals on the agenda of a check-in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.models import CheckInKind
from salesgym.people.models import AreaSwitch
from tests.coaching.areas.deals.looking import tab_of
from tests.coaching.floor import read
from tests.coaching.views.talks import address, talk_of
from tests.factories.coached_deals import CoachedDealFactory, JointCallFactory, PreparationFactory
from tests.factories.coaching import CheckInFactory
from tests.factories.deals import DealFactory

pytestmark = pytest.mark.django_db


def agenda(client, reader, talk):
    response, text = read(client, reader, address(talk))
    assert response.status_code == 200
    return " ".join(text.split())


def test_the_agenda_has_up_to_three_deals_with_amount_step_and_link(client, plan):
    talk, now = talk_of(plan), timezone.now()
    ahead = CoachedDealFactory(rep=plan.rep, name="Kestrel")
    JointCallFactory(deal=ahead, helper=plan.mentor, starts_at=now + timedelta(days=1))
    held = CoachedDealFactory(rep=plan.rep, slot=2, name="Larkspur", amount_minor=None)
    PreparationFactory(deal=held)
    JointCallFactory(deal=held, helper=plan.mentor, starts_at=now - timedelta(days=1))
    won = DealFactory(owner=plan.rep, won=True, name="Tidewater", currency="EUR", amount_minor=123_400)
    CoachedDealFactory(rep=plan.rep, slot=3, deal=won)
    CoachedDealFactory(rep=plan.rep, out=True, name="Before")

    for reader in (talk.led_by, plan.rep):
        page = agenda(client, reader, talk)

        assert "$9,200, a joint call is planned" in page
        assert "look back at the joint call" in page
        assert "€1,234, decided: close it, and take the next" in page
        assert f'href="{tab_of(plan.rep)}#deal-{ahead.pk}"' in page
        assert "Before" not in page


def test_a_deal_without_a_call_is_to_prepare(client, plan):
    CoachedDealFactory(rep=plan.rep)

    assert "$9,200, to prepare" in agenda(client, plan.rep, talk_of(plan))


def test_a_deal_that_was_looked_back_at_asks_for_its_next_step(client, plan):
    deal = CoachedDealFactory(rep=plan.rep)
    PreparationFactory(deal=deal)
    starts_at = timezone.now() - timedelta(days=1)
    JointCallFactory(deal=deal, helper=plan.mentor, starts_at=starts_at, debriefed=True)

    assert "$9,200, prepare the next step" in agenda(client, plan.rep, talk_of(plan))


def test_no_deals_stand_on_the_agenda_of_a_pair_or_while_the_area_is_off(client, plan):
    CoachedDealFactory(rep=plan.rep, name="Kestrel")
    pair = CheckInFactory(
        rep=plan.rep, kind=CheckInKind.PAIR, led_by=plan.mentor, plan=plan, planned_for=timezone.now()
    )
    talk = talk_of(plan)

    assert "Kestrel" not in agenda(client, plan.rep, pair)
    assert "Kestrel" in agenda(client, plan.rep, talk)
    AreaSwitch.objects.update(is_on=False)
    assert "Kestrel" not in agenda(client, plan.rep, talk)
