"""With its switch off an area does not exist: no page, no tab, nothing written, for nobody."""

import pytest
from django.conf import settings
from django.urls import reverse

from salesgym.people.models import AreaSwitch
from tests.access.actors import ACTORS, OUTSIDE
from tests.access.forms import typed
from tests.access.marks import flaws
from tests.access.table import TABLE, closed_door
from tests.access.table_formal import ALWAYS_THERE

pytestmark = pytest.mark.django_db

OF_AREAS = sorted(
    route for route in TABLE if route.split(":")[0] in settings.AREAS and route not in ALWAYS_THERE
)


@pytest.fixture
def all_off(world):
    AreaSwitch.objects.update(is_on=False)


def test_every_area_has_a_switch(world):
    assert set(AreaSwitch.objects.values_list("name", flat=True)) == set(settings.AREAS)


@pytest.mark.parametrize("route", OF_AREAS)
def test_an_area_that_is_off_has_no_pages(askers, all_off, route):
    for verb, by_states in TABLE[route].items():
        state = next(iter(by_states)).split()[0]
        for actor in ACTORS:
            data = typed(route, askers.world, state) if verb == "POST" else {}
            answer = askers.ask(actor, verb, route, state, data)
            assert answer.status == (closed_door(route, verb) if actor in OUTSIDE else 404), (verb, actor)
            assert not answer.written, (verb, actor)
            assert not flaws(answer.response, is_inside=actor not in OUTSIDE), (verb, actor)


@pytest.mark.parametrize(
    ("page", "actor"),
    [
        *((page, actor) for page in ("plan_page", "person_record") for actor in ("rep", "manager", "mentor")),
        ("rep_numbers", "manager"),
    ],
)
def test_an_area_that_is_off_has_no_tab(askers, world, page, actor):
    page = f"numbers:{page}" if page == "rep_numbers" else f"coaching:{page}"
    state = "active" if page == "coaching:plan_page" else "rep"
    tab = reverse("deals:person_deals", args=[world.reps["active"].pk])
    with_tab = askers.ask(actor, "GET", page, state)
    AreaSwitch.objects.update(is_on=False)

    without = askers.ask(actor, "GET", page, state)

    assert (with_tab.status, without.status) == (200, 200)
    assert tab in with_tab.words
    assert tab not in without.words


def test_only_site_admins_reach_the_switches(askers):
    path = reverse("admin:people_areaswitch_changelist")

    assert askers.fetch("site_admin", "GET", path).status == 200
    assert askers.fetch("manager", "GET", path).status == 404
