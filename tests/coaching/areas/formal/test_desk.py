"""What HR's desk says of many plans: five things that wait, and the rest one click away; what is shown already waits for nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import announced_outcome
from tests.coaching.floor import manager_of, read, team
from tests.factories.formal import switched_on
from tests.factories.people import RepFactory
from tests.plans.formal_plans import announce, formal_plan, hr_partner

pytestmark = pytest.mark.django_db


def test_five_wait_and_an_outcome_that_was_shown_is_neither_due_nor_counted_so_far(client):
    harbor, hr = team(), switched_on(hr_partner())
    on, at = timezone.localdate(), timezone.now()
    first = on - timedelta(days=on.weekday(), weeks=14)
    plans = [
        formal_plan(RepFactory(team=harbor), manager_of(harbor), made=2, kept=kept, starts_on=first)
        for kept in (1, 1, 1, 2, 2)
    ]
    announce(plans[3], at=at)
    announce(plans[4], at=at - timedelta(days=9))
    announced_outcome.settle_due(at=at - timedelta(minutes=1))

    response, page = read(client, hr, reverse("formal:desk"))

    desk = response.context["page"]
    # Three plans with a late promise of ours and an outcome to be written.
    assert (len(desk.first), len(desk.more)) == (5, 1)
    assert page.count('class="btn btn-primary"') == 1
    assert "<summary>" in page
    assert "1 more" in page
    assert "Outcome shown" in page
    assert "outcome final" in page
    assert [line.ours.words for line in desk.closed] == ["2 of 2 kept, 2 late"]
    assert sum("outcome was due" in wait.title for wait in desk.waits) == 3
