import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.notices.models import Outbox
from salesgym.people.actions import invitation
from salesgym.people.models import User
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def link():
    person = UserFactory(name="Ana Bell", email="ana@example.com", uninvited=True)
    return invitation.invite(person=person, by=None, at=timezone.now()).removeprefix("http://localhost:8000")


def test_person_comes_in_by_the_link_and_is_signed_in(client, link):
    assert "Welcome, Ana" in words(client.get(link))

    response = client.post(link, {"name": "Ana Bell", "time_zone": "Europe/Berlin", "password": PASSWORD})

    assert response.status_code == 302
    assert client.get(reverse("people:me")).status_code == 200


def test_refused_password_keeps_what_was_typed(client, link):
    response = client.post(link, {"name": "Ana B", "time_zone": "Mars/Base", "password": "short"})

    assert response.status_code == 200
    assert 'value="Ana B"' in words(response)
    assert 'value="Mars/Base"' in words(response)
    assert "at least 12" in words(response)
    assert "Choose a time zone from the list" in words(response)
    assert "short" not in words(response).replace("too short", "")


def test_used_link_says_so_in_words(client, link):
    client.post(link, {"name": "Ana", "time_zone": "UTC", "password": PASSWORD})
    client.logout()

    response = client.get(link)

    assert response.status_code == 410
    assert "This link no longer works" in words(response)


def test_list_tells_who_has_not_come_in_and_sends_a_new_link(client_of, site_admin, link):
    admin = client_of(site_admin)
    ana = User.objects.get(name="Ana Bell")

    page = words(admin.get(reverse("people:invitations")))
    response = admin.post(reverse("people:resend_invitation", args=[ana.pk]), follow=True)

    assert "Ana Bell" in page
    assert site_admin.email not in page
    assert "A new link is on its way to Ana Bell" in words(response)
    assert Outbox.objects.filter(recipient=ana).count() == 2


def test_preview_sends_nothing_and_its_button_sends_to_everybody_named(client_of, site_admin):
    people = [UserFactory(uninvited=True), UserFactory(uninvited=True)]
    admin = client_of(site_admin)

    preview = words(admin.get(reverse("people:send_invitations")))
    sent_by_looking = Outbox.objects.count()
    admin.post(reverse("people:send_invitations"), {"count": "2"})

    assert all(person.name in preview for person in people)
    assert "Sam Okafor invites you" in preview
    assert sent_by_looking == 0
    assert Outbox.objects.count() == 2


def test_list_that_changed_since_the_preview_is_shown_again(client_of, site_admin):
    UserFactory(uninvited=True)
    UserFactory(uninvited=True)

    response = client_of(site_admin).post(reverse("people:send_invitations"), {"count": "1"})

    assert "Nothing was sent" in words(response)
    assert not Outbox.objects.exists()


@pytest.mark.parametrize("route", ["people:invitations", "people:send_invitations", "people:import_people"])
def test_set_up_pages_do_not_exist_for_others(client_of, manager, rep, hr, route):
    for person in [manager, rep, hr]:
        assert client_of(person).get(reverse(route)).status_code == 404
