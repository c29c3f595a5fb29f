"""Ask a mentor: who is shown, and what a refused invitation keeps."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Forecast
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory
from tests.refused_forms import links_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def url(name, pk):
    return reverse(f"plans:{name}", args=[pk])


def test_whoever_may_be_asked_is_shown_as_in_the_wizard(plan, manager, team, client_of):
    """Load and own plan, the plan only where the reader may see it."""
    near, far = RepFactory(name="Near Ng", team=team), RepFactory(name="Far Ng")
    for one in (near, far):
        own = PlanFactory(rep=one, manager=manager if one is near else RepFactory(), active=True)
        Forecast.objects.create(plan=own, worked_out_at=timezone.now(), status="stalled")
    PlanFactory(active=True, mentor=near)

    page = client_of(manager).get(url("invite_mentor", plan.pk), {"q": "Ng"})

    tiles = {tile.person: (tile.load, tile.own_plan) for _option, tile in page.context["mentor_tiles"]}
    assert tiles == {
        far: ("Mentors nobody right now.", ""),
        near: ("Mentors 1 person.", "Own plan: Stalled."),
    }
    assert "Own plan: Stalled." in page.content.decode()


def test_whoever_was_found_by_name_stays_chosen_when_the_invitation_is_refused(plan, manager, client_of):
    found = RepFactory(name="Far Away")

    sent = {"mentor": found.pk, "message": "x" * 501}
    page = client_of(manager).post(url("invite_mentor", plan.pk), sent).content.decode()

    assert links_of(page) == ["id_message"]
    assert re.search(rf'value="{found.pk}"[^>]* checked', page)


@pytest.mark.parametrize("sent", [{}, {"mentor": "nobody"}, {"mentor": "0"}])
def test_without_a_person_who_can_be_asked_the_way_leads_to_the_choices(sent, plan, manager, client_of):
    page = client_of(manager).post(url("invite_mentor", plan.pk), sent).content.decode()

    assert links_of(page) == ["id_mentor"]
    assert "Choose the person to ask." in page
