import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.notices.actions import installation, outbox
from salesgym.notices.models import Installation, Outbox
from salesgym.people.actions import invitation
from salesgym.people.models import User
from tests.factories.people import PASSWORD, UserFactory
from tests.patience import MOST_SECONDS

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


def test_list_tells_who_has_not_come_in_and_sends_a_new_link(client_of, site_admin, link, settings):
    settings.EMAIL_HOST = "mail.example"
    admin = client_of(site_admin)
    ana = User.objects.get(name="Ana Bell")

    page = words(admin.get(reverse("people:invitations")))
    response = admin.post(reverse("people:resend_invitation", args=[ana.pk]), follow=True)

    assert "Ana Bell" in page
    assert site_admin.email not in page
    assert "A new link is on its way to Ana Bell" in words(response)
    assert Outbox.objects.filter(recipient=ana).count() == 2


def test_without_a_mail_server_the_links_are_shown_once_to_who_made_them(client, client_of, site_admin, link):
    admin, ana = client_of(site_admin), User.objects.get(name="Ana Bell")
    UserFactory(uninvited=True, name="Ben Cole")

    before = words(admin.get(reverse("people:invitations")))
    one = words(admin.post(reverse("people:resend_invitation", args=[ana.pk]), follow=True))
    many = words(admin.post(reverse("people:send_invitations"), {"count": "1"}, follow=True))
    after = words(admin.get(reverse("people:invitations")))

    assert "No mail server is set, so nobody gets mail." in before
    assert "A link for Ana Bell is ready." in one
    assert "1 link is ready to be handed over." in many
    for page in (before, one, many, after):
        assert "on its way" not in page
        assert "Sent" not in page
    links = [
        re.findall(r'value="http://localhost:8000(/invitation/[^"]+)"', page)
        for page in (before, one, many, after)
    ]
    assert [len(found) for found in links] == [0, 1, 1, 0]
    assert "Welcome, Ana" in words(client.get(links[1][0]))
    assert "Welcome, Ben" in words(client.get(links[2][0]))


def test_list_names_what_the_mail_server_said_of_an_address(sink, client_of, site_admin, link):
    admin = client_of(site_admin)
    assert "Waits to be sent since" in words(admin.get(reverse("people:invitations")))

    sink.mode = "550 recipient"
    outbox.drain(clock=timezone.now, seconds=MOST_SECONDS)

    page = words(admin.get(reverse("people:invitations")))
    assert "Not delivered" in page
    assert Outbox.objects.get().last_error.startswith("550")
    assert Outbox.objects.get().last_error in unescape(page)

    sink.mode = "ok"
    ana = User.objects.get(name="Ana Bell")
    admin.post(reverse("people:resend_invitation", args=[ana.pk]))
    outbox.drain(clock=timezone.now, seconds=MOST_SECONDS)
    page = words(admin.get(reverse("people:invitations")))
    assert "Sent " in page
    assert "Not delivered" not in page


def test_a_copy_says_that_a_new_link_waits(client_of, site_admin, link, settings):
    settings.EMAIL_HOST = "mail.example"
    installation.settle(at=timezone.now())
    Installation.objects.update(place="1/1")
    ana = User.objects.get(name="Ana Bell")

    page = words(client_of(site_admin).post(reverse("people:resend_invitation", args=[ana.pk]), follow=True))

    assert "Mail is held here, as this is a copy." in page
    assert "on its way" not in page


@pytest.mark.parametrize("host", ["", "mail.example"])
def test_pages_promise_mail_where_there_is_a_server_alone(client, client_of, rep, site_admin, settings, host):
    settings.EMAIL_HOST = host
    admin = client_of(site_admin)
    UserFactory(uninvited=True)
    told = {
        "a link is on its way": client.post(
            reverse("account_reset_password"), {"email": rep.email}, follow=True
        ),
        "We send you a link": client.get(reverse("account_reset_password")),
        "Mail keeps to your working days": client_of(rep).get(reverse("notices:preferences")),
        "Send 1 invitation": admin.get(reverse("people:send_invitations")),
        "Sent": admin.get(reverse("notices:delivery")),
        "links are on their way": admin.post(
            reverse("admin:people_user_changelist"),
            {"action": "send_link", "_selected_action": [rep.pk]},
            follow=True,
        ),
    }

    for promise, page in told.items():
        assert (promise in words(page)) is bool(host), promise


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
