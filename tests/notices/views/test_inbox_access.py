"""A notice stays with its reader; what it points at may not."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from plans.models import Plan
from salesgym.notices.actions import notice
from salesgym.notices.models import Notice
from tests.factories.people import OrganizationFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


@pytest.fixture
def plan() -> Plan:
    OrganizationFactory()
    return PlanFactory(active=True, mentor=UserFactory())


def told(plan: Plan) -> Notice:
    url = reverse("coaching:plan_page", args=[plan.pk])
    notice.give("coaching.comment", to=plan.mentor, refs={"plan": plan.pk}, title="Said", url=url, at=AT)
    return Notice.objects.get(recipient=plan.mentor)


def test_a_mentor_goes_where_the_notice_points(plan, client_of):
    answer = client_of(plan.mentor).get(reverse("notices:open_notice", args=[told(plan).pk]))

    assert answer.headers["Location"] == reverse("coaching:plan_page", args=[plan.pk])


def test_a_former_mentor_is_told_that_it_is_no_longer_open(plan, client_of):
    former, old = plan.mentor, told(plan)
    Plan.objects.filter(pk=plan.pk).update(mentor=None)

    answer = client_of(former).get(reverse("notices:open_notice", args=[old.pk]), follow=True)

    assert answer.status_code == 200
    assert "no longer open to you" in answer.content.decode()
