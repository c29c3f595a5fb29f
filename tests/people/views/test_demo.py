from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from salesgym.services import handover
from tests.factories.people import RepFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory, SkillFactory, live_until

pytestmark = pytest.mark.django_db


def sign_in(client, email, **options):
    return client.post("/demo/sign-in/", {"email": email}, **options)


def is_in(client):
    return client.get(reverse("people:me")).status_code == 200


@pytest.mark.usefixtures("in_the_demo")
def test_sample_person_is_in_with_one_click(client):
    UserFactory(name="Dana Whitfield", email="dana@harbor.example", is_sample=True)

    page = client.get(reverse("account_login")).content.decode()
    response = sign_in(client, "Dana@harbor.example")

    assert "Dana Whitfield" in page
    assert 'action="/demo/sign-in/"' in page
    assert response.url == "/"
    assert is_in(client)


@pytest.mark.usefixtures("in_the_demo")
def test_the_page_begins_with_those_of_the_first_plan(client):
    dana = UserFactory(name="Dana Whitfield", is_sample=True)
    rep = RepFactory(name="Marcus Bell", is_sample=True, team=TeamFactory(manager=dana))
    RepFactory(name="Zoe Adams", is_sample=True, team=rep.memberships.get().team)
    mentor = RepFactory(name="Sofia Marin", is_sample=True)
    skill = SkillFactory(name="Discovery questions")
    live_until(PlanFactory(rep=rep, manager=dana, mentor=mentor, skill=skill), "active")
    UserFactory(name="Ruth Adler", is_sample=True, is_hr_partner=True)

    page = client.get(reverse("account_login")).content.decode()

    words = (
        "Start here: manages 2 people",
        "Has a plan: Discovery questions",
        "Mentors Marcus",
        "HR partner for formal plans",
        "More people",
        "Zoe Adams",
    )
    assert [page.count(one) for one in words] == [1, 1, 1, 1, 1, 1]
    assert [page.index(one) for one in words] == sorted(page.index(one) for one in words)


@pytest.mark.usefixtures("in_the_demo")
def test_people_who_are_no_samples_cannot_be_clicked(client):
    person = UserFactory()
    closed = UserFactory(is_sample=True, is_active=False)

    for email in [person.email, closed.email, "", "nobody@example.com"]:
        assert sign_in(client, email).status_code == 404
    assert person.name not in client.get(reverse("account_login")).content.decode()
    assert not is_in(client)


@pytest.mark.usefixtures("in_the_demo")
def test_demo_answers_this_machine_alone(client):
    person = UserFactory(is_sample=True)

    assert sign_in(client, person.email, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/demo/sign-in/").status_code == 405


def test_route_does_not_exist_outside_the_demo(client):
    person = UserFactory(is_sample=True)

    assert sign_in(client, person.email).status_code == 404
    assert person.name not in client.get(reverse("account_login")).content.decode()


@pytest.fixture
def door(settings, tmp_path):
    """The demo's own process, listening."""
    settings.VAR_DIR = tmp_path
    place = handover.place(tmp_path, urlsplit(settings.SITE_URL).port)
    handover.open_door(place)
    return place


@pytest.mark.usefixtures("in_the_demo")
def test_start_with_your_own_team_asks_the_process_and_waits(client, door):
    person = UserFactory(is_sample=True, is_staff=True)
    offered = client.get(reverse("account_login")).content.decode()

    response = client.post("/demo/own-team/")
    again = client.post("/demo/own-team/")
    meanwhile = client.get("/start/")

    assert 'action="/demo/own-team/"' in offered
    for answer in (response, again, meanwhile):
        assert answer.status_code == 202
        assert '<meta http-equiv="refresh" content="20; url=/start/">' in answer.content.decode()
    assert handover.is_asked(door)
    client.force_login(person)
    assert 'action="/demo/own-team/"' in client.get(reverse("people:me")).content.decode()


@pytest.mark.usefixtures("in_the_demo")
def test_nobody_waits_for_a_process_that_is_gone(client, door):
    UserFactory(is_sample=True)
    handover.close_door(door)

    response = client.post("/demo/own-team/", follow=True)

    assert response.redirect_chain[-1][0] == reverse("account_login")
    assert "make start" in response.content.decode()
    assert not door.exists()


@pytest.mark.usefixtures("in_the_demo")
def test_own_team_is_asked_for_by_a_form_of_this_machine_alone(client, door):
    assert client.post("/demo/own-team/", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/demo/own-team/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/demo/own-team/").status_code == 403
    assert not handover.is_asked(door)


def test_own_team_is_no_page_outside_the_demo(client_of, door):
    person = UserFactory(is_staff=True)

    assert client_of(person).post("/demo/own-team/").status_code == 404
    assert "own-team" not in client_of(person).get(reverse("people:me")).content.decode()
    assert not handover.is_asked(door)


def test_a_new_process_forgets_what_its_predecessor_was_asked(door):
    handover.ask(door)

    handover.open_door(door)

    assert not handover.is_asked(door)
