"""The page of a check-in takes as many queries for a long agenda as for a short one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.actions import help_rating
from tests.coaching.floor import manager_of, running_plan, team
from tests.costs import cost
from tests.factories.coached_deals import CoachedDealFactory, JointCallFactory
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TopicFactory
from tests.factories.numbers import EarlySignalFactory
from tests.factories.people import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
MOST = 10


def test_a_check_in_asks_as_many_questions_for_any_agenda(client):
    harbor = team()
    plan, now = running_plan(harbor, mentor=UserFactory()), timezone.now()
    lead = manager_of(harbor)
    # The rep manages a team of their own, so their frame asks for its plans as well.
    TeamFactory(name="Pier", manager=plan.rep)
    talk = CheckInFactory(rep=plan.rep, led_by=lead, planned_for=now)
    url = reverse("coaching:check_in", args=[talk.rep_id, talk.pk])
    counts = {lead: [], plan.rep: []}
    for week in range(1, 4):
        last = CheckInFactory(
            rep=plan.rep, led_by=lead, planned_for=now - timedelta(weeks=week), held=True, plan=plan
        )
        for _line in range(4):
            TalkPromiseFactory(check_in=last)
            TalkPromiseFactory(check_in=talk, by=plan.mentor)
            TopicFactory(rep=plan.rep, added_by=plan.rep)
        EarlySignalFactory(rep=plan.rep)
        JointCallFactory(deal=CoachedDealFactory(rep=plan.rep, slot=week), helper=plan.mentor)
        help_rating.rate(talk=last, helped=3, more="", promises_came=3, at=last.planned_for)
        for reader, found in counts.items():
            client.force_login(reader)
            client.get(url)
            found.append(cost.of(client, url)[0].query_count)

    assert {reader: found for reader, found in counts.items() if len(set(found)) > 1 or found[0] > MOST} == {}
