"""The tab Deals asks as many questions for much that hangs on three deals as for little (B3)."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.areas.deals.actions import scorecard
from tests.coaching.floor import manager_of, running_plan, team
from tests.costs.test_floor import asked
from tests.factories.coached_deals import (
    CoachedDealFactory,
    JointCallFactory,
    PreparationFactory,
    RemarkFactory,
)
from tests.factories.coaching import CheckInFactory
from tests.factories.deals import DealFactory
from tests.factories.numbers import QuotaFactory
from tests.factories.people import UserFactory
from tests.factories.scoring import BehaviorFactory

pytestmark = pytest.mark.django_db


def test_the_tab_of_deals_asks_at_most_ten_questions_for_any_number(client):
    harbor = team()
    plan, now = running_plan(harbor, mentor=UserFactory()), timezone.now()
    rep, lead = plan.rep, manager_of(harbor)
    scores = {BehaviorFactory(skill=plan.skill).pk: 4 for _line in range(3)}
    QuotaFactory(rep=rep, starts_on=now.date().replace(day=1), months=1)
    CoachedDealFactory(rep=rep, out=True)
    costs = {reader: [] for reader in (rep, lead, plan.mentor)}

    for slot in (1, 2, 3):
        DealFactory.create_batch(4, owner=rep, won=True, opened_on=now.date(), closed_on=now.date())
        coached = CoachedDealFactory(rep=rep, slot=slot, deal=DealFactory(owner=rep))
        for number in range(1, slot + 1):
            PreparationFactory(deal=coached, number=number)
            RemarkFactory(deal=coached, author=plan.mentor)
            call = JointCallFactory(
                deal=coached, helper=plan.mentor, debriefed=True, starts_at=now - timedelta(hours=number)
            )
            CheckInFactory(rep=rep, led_by=lead, planned_for=now, held=True)
            scorecard.score(
                call=call, plan=plan, by=plan.mentor, scores=scores, note="", client_id=uuid.uuid4(), at=now
            )
        for reader, found in costs.items():
            found.append(asked(client, reader, reverse("deals:person_deals", args=[rep.pk]))[0])

    assert {reader: found for reader, found in costs.items() if len(set(found)) > 1 or found[0] > 10} == {}
