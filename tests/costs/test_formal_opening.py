"""The desk of HR asks as much for many formal plans as for one, and the pages around one plan stay small (B3)."""

import pytest
from django.urls import reverse

from coaching.areas.formal.models import HrTexts
from plans.models import Plan
from tests.coaching.areas.formal.test_opening import draft
from tests.coaching.floor import manager_of, team
from tests.costs.test_floor import asked
from tests.factories.coaching import CheckInFactory
from tests.factories.cost_figures import give_costs
from tests.factories.formal import switched_on
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import ApprovalFactory, CommitmentFactory, live_until

pytestmark = pytest.mark.django_db
DESK, MOST = 12, 15
# The exact text is put together for the one, and the whole record is read for the other.
MORE = {"formal:submit_plan": 19, "formal:read_plan": 19}


@pytest.fixture
def ruth():
    return switched_on(UserFactory(name="Ruth Adler", hr_partner=True))


def test_the_desk_asks_at_most_twelve_questions_for_any_number_of_plans(client, ruth):
    harbor, found = team(), []

    for number in range(3):
        plan = draft(RepFactory(team=harbor), manager_of(harbor))
        CommitmentFactory.create_batch(number + 1, plan=plan, promised_by=plan.rep)
        live_until(plan, "active")
        CheckInFactory(rep=plan.rep, led_by=plan.manager, plan=plan, held=True)
        found.append(asked(client, ruth, reverse("formal:desk"))[0])

    assert len(set(found)) == 1
    assert found[0] <= DESK


def test_pages_around_one_formal_plan_stay_small(client, ruth):
    harbor = team()
    plan = draft(RepFactory(team=harbor), manager_of(harbor))
    ApprovalFactory(plan=plan)
    give_costs(ruth)
    pages = {
        ("formal:read_plan", ruth, plan.pk),
        ("formal:submit_plan", plan.manager, plan.pk),
        ("formal:open_plan", plan.manager, plan.rep_id),
    }
    found = {route: asked(client, reader, reverse(route, args=[pk]))[0] for route, reader, pk in pages}
    found["plans:wizard_review"] = asked(
        client, plan.manager, reverse("plans:wizard_review", args=[plan.pk])
    )[0]
    found["formal:choose_rep"] = asked(client, plan.manager, reverse("formal:choose_rep"))[0]
    found["formal:hr_texts"] = asked(client, ruth, reverse("formal:hr_texts"))[0]

    assert HrTexts.objects.exists()
    assert Plan.objects.count() == 1
    assert {route: count for route, count in found.items() if count > MORE.get(route, MOST)} == {}
