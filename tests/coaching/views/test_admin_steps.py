"""A site admin who leads no team reads what to do next, until the first plan is signed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.coaching.floor import manager_of, running_plan
from tests.factories.numbers import give_weeks
from tests.factories.people import (
    InvitationFactory,
    ManagementFactory,
    OrganizationFactory,
    RepFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
STEPS = reverse("coaching:admin_steps")
PEOPLE, LEADERS, INVITED = "Bring your people", "Say who leads whom", "Invite your managers"
NUMBERS, SIGNED = "Bring your numbers", "The first plan is signed"


@pytest.fixture
def admin():
    OrganizationFactory()
    return UserFactory(name="Pat Okafor", site_admin=True)


def steps(client, admin):
    """Each step with its link; None where it is done, "" where there is nothing to open."""
    client.force_login(admin)
    page = client.get(reverse("home"), follow=True)
    assert page.redirect_chain == [(STEPS, 302)]
    lines = (
        page.content.decode().partition('id="first-steps"')[2].partition("</section>")[0].split("<li>")[1:]
    )
    found = {}
    for line in lines:
        title = line.partition('<div class="sg-strong">')[2].partition("<")[0].strip()
        link = re.search(r'href="([^"]*)"', line)
        found[title] = link[1] if link else None if "visually-hidden" in line else ""
    return found


def test_who_is_alone_is_led_through_the_first_start(client, admin):
    client.force_login(admin)

    assert client.get(reverse("home")).url == reverse("people:start")


def test_each_step_has_its_link_until_it_is_done(client, admin):
    manager, unled = UserFactory(uninvited=True), TeamFactory(name="North")
    asked = steps(client, admin)
    assert asked == {
        PEOPLE: reverse("people:import_people"),
        LEADERS: "",
        INVITED: "",
        NUMBERS: reverse("numbers:upload"),
        SIGNED: "",
    }

    rep = RepFactory(team=unled)
    asked = steps(client, admin)
    assert (asked[PEOPLE], asked[LEADERS]) == (None, reverse("admin:people_team_change", args=[unled.pk]))

    ManagementFactory(team=unled, person=manager)
    asked = steps(client, admin)
    assert (asked[LEADERS], asked[INVITED]) == (None, reverse("people:invitations"))

    InvitationFactory(person=manager, expires_at=timezone.now() + timedelta(days=1))
    give_weeks(rep, "meetings", [9] * 4, until=timezone.localdate())
    assert steps(client, admin) == {PEOPLE: None, LEADERS: None, INVITED: None, NUMBERS: None, SIGNED: ""}


def test_every_link_opens(client, admin):
    RepFactory(team=TeamFactory(name="North", manager=UserFactory(uninvited=True)))
    RepFactory(team=TeamFactory(name="South"))

    links = [url for url in steps(client, admin).values() if url]

    assert len(links) == 3
    assert {client.get(url).status_code for url in links} == {200}


def test_teams_without_somebody_who_can_lead_them_are_named(client, admin):
    for name in ("East", "North", "South", "West"):
        RepFactory(team=TeamFactory(name=name, manager=UserFactory(is_active=False)))
    TeamFactory(name="Nobody is in it")

    assert steps(client, admin)[LEADERS] == reverse("admin:people_team_changelist")
    assert "No manager yet: East, North, South and 1 more." in client.get(STEPS).content.decode()


def test_a_link_that_ran_out_is_sent_again(client, admin):
    manager = UserFactory(uninvited=True)
    RepFactory(team=TeamFactory(manager=manager))
    InvitationFactory(person=manager)

    assert steps(client, admin)[INVITED] == reverse("people:invitations")
    assert "1 manager waits for a link that works." in client.get(STEPS).content.decode()


def test_the_list_goes_with_the_first_signed_plan(client, admin, harbor):
    running_plan(harbor)

    client.force_login(admin)
    assert client.get(reverse("home")).url == reverse("people:invitations")
    assert client.get(STEPS).url == reverse("home")


def test_a_manager_has_it_on_the_board_and_others_have_none(client, admin, harbor):
    manager = manager_of(harbor)
    manager.is_staff = True
    manager.save()

    for person in (manager, RepFactory(team=harbor), UserFactory(hr_partner=True)):
        client.force_login(person)
        assert client.get(STEPS).status_code == 404
    assert steps(client, UserFactory(site_admin=True, hr_partner=True))
