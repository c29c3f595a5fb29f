import importlib

import pytest
from django.urls import clear_url_caches, reverse, set_urlconf

import salesgym.urls
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_the_demo(settings):
    settings.IS_DEMO = True
    importlib.reload(salesgym.urls)
    clear_url_caches()
    set_urlconf(None)
    yield
    settings.IS_DEMO = False
    importlib.reload(salesgym.urls)
    clear_url_caches()


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
