import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from salesgym.notices.models import Outbox
from salesgym.people.models import User
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "a-quite-different-climb"


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()


def words(response):
    return " ".join(response.content.decode().split())


def sign_in(client, email, password=PASSWORD, **options):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **options)


def is_in(client):
    return client.get(reverse("people:me")).status_code == 200


def test_stranger_is_led_to_the_sign_in_page(client):
    response = client.get(reverse("people:me"))

    assert response.status_code == 302
    assert response.url == "/account/login/?next=/me/"


def test_person_signs_in_with_their_address_however_it_is_typed(client):
    UserFactory(email="ana@example.com")

    response = sign_in(client, " ANA@example.com ")

    assert response.status_code == 302
    assert is_in(client)


def test_wrong_password_and_unknown_address_read_the_same(client):
    UserFactory(email="ana@example.com")

    wrong = words(sign_in(client, "ana@example.com", "wrong-wrong-wrong"))
    unknown = words(sign_in(client, "nobody@example.com", "wrong-wrong-wrong"))

    assert "do not belong together" in wrong
    assert re.sub("csrf.*?>|ana@|nobody@", "", wrong) == re.sub("csrf.*?>|ana@|nobody@", "", unknown)
    assert not is_in(client)


def test_sign_in_leads_on_to_the_page_asked_for_and_nowhere_else(client):
    person = UserFactory()
    page = reverse("account_login")

    inside = client.post(page, {"login": person.email, "password": PASSWORD, "next": "/find/"})
    client.logout()
    outside = client.post(
        page, {"login": person.email, "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert inside.url == "/find/"
    assert outside.url == "/"


def test_person_without_a_password_or_closed_cannot_sign_in(client):
    for person in [UserFactory(uninvited=True), UserFactory(is_active=False)]:
        for password in [PASSWORD, "!", ""]:
            sign_in(client, person.email, password)
        assert not is_in(client)


def test_closing_an_account_ends_its_sessions(client):
    person = UserFactory()
    sign_in(client, person.email)

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert not is_in(client)


def test_forgotten_password_is_replaced_by_a_link_that_works_once(client, client_of):
    person = UserFactory()
    elsewhere = client_of(person)
    client.post(reverse("account_reset_password"), {"email": person.email.upper()}, HTTP_HOST="localhost")
    mail = Outbox.objects.select_related("letter").get()
    (link,) = re.findall(r"http://localhost:8000(\S+)", mail.letter.text)

    form = client.get(link, follow=True)
    response = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    assert response.status_code == 302
    assert not is_in(elsewhere)
    assert "no longer works" in words(client.get(link, follow=True))
    assert sign_in(client, person.email, NEW).status_code == 302


def test_nothing_is_sent_to_unknown_addresses_nor_to_people_without_a_password(client):
    person = UserFactory(uninvited=True)

    for email in ["nobody@example.com", person.email]:
        response = client.post(reverse("account_reset_password"), {"email": email})
        assert response.status_code == 302

    assert not Outbox.objects.exists()


def test_changed_password_signs_out_everywhere_else(client_of):
    person = UserFactory()
    here, elsewhere = client_of(person), client_of(person)

    response = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    assert response.url == reverse("people:me")
    assert is_in(here)
    assert not is_in(elsewhere)


def test_signing_out_asks_and_then_ends_the_session(client):
    client.force_login(UserFactory())

    assert "Sign out?" in words(client.get(reverse("account_logout")))
    client.post(reverse("account_logout"))

    assert not is_in(client)


def test_nobody_signs_up_by_themselves(client):
    assert client.get("/account/signup/").status_code in {302, 404}
    assert client.post("/account/signup/", {"email": "me@example.com"}).status_code in {302, 403, 404}
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "route", ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
)
def test_public_account_pages_open(client, route):
    UserFactory()

    response = client.get(reverse(route))

    assert response.status_code == 200
    assert "<script>" not in words(response)
    assert "style=" not in words(response)


def test_person_without_a_password_who_is_in_is_led_back_to_their_page(client_of):
    response = client_of(UserFactory(uninvited=True)).get(reverse("account_change_password"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("people:me")


def test_old_form_gets_a_sentence_and_the_way_back():
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})

    assert response.status_code == 403
    assert "Please send this again" in words(response)
    assert f'href="{reverse("account_login")}"' in words(response)
