"""The page of a check-in takes as many queries for a long agenda as for a short one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.coaching.floor import manager_of, running_plan, team
from tests.costs import cost
from tests.factories.coached_deals import CoachedDealFactory, JointCallFactory
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TopicFactory
from tests.factories.numbers import EarlySignalFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
# The page's own with that of its deals, who asks, and the frame's two.
MOST = 15


def test_a_check_in_asks_as_many_questions_for_any_agenda(client):
    harbor = team()
    plan, now = running_plan(harbor, mentor=UserFactory()), timezone.now()
    lead = manager_of(harbor)
    talk = CheckInFactory(rep=plan.rep, led_by=lead, planned_for=now)
    url = reverse("coaching:check_in", args=[talk.rep_id, talk.pk])
    client.force_login(lead)

    counts = []
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
        client.get(url)
        counts.append(cost.of(client, url)[0].query_count)

    assert len(set(counts)) == 1
    assert counts[0] <= MOST, counts
