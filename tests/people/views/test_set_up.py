"""The first start, page by page: who may, what is kept, what is said."""

import pytest
from django.test import Client

from salesgym.people.models import Organization, Team, User
from tests.factories.people import UserFactory
from tests.people.first_start import ANSWERS, claim, go, row, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/board/", "/account/login/", "/set-up/", "/start/"])
def test_every_page_of_an_empty_installation_leads_to_the_first_start(client, path):
    response = client.get(path, follow=True)

    assert response.redirect_chain[-1][0] == "/start/organization/"
    assert "Whose gym is this?" in words(response)
    assert 'aria-current="step"' in words(response)


def test_first_page_signs_the_first_manager_in_and_leads_on(client):
    response = claim(client)

    assert response.url == "/start/people/"
    assert "Who is in your team?" in words(client.get(response.url))
    assert User.objects.get().email == "dana@harbor.example"
    assert client.get("/set-up/").status_code == 200


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"time_zone": "Mars/Olympus"}, "Choose a time zone from the list, like Europe/Berlin."),
        ({"time_zone": ""}, "Please fill this in."),
        ({"currency": "XXX"}, "Choose a currency from the list."),
        ({"work_days": []}, "Choose at least one day."),
        ({"work_days": ["8"]}, "Choose days from Monday to Sunday."),
        ({"email": "dana"}, "Write an email address, like dana@example.com."),
        ({"password": "short"}, "This password is too short."),
        ({"password": "password12345"}, "This password is too common."),
        ({"password": "dana@harbor.example"}, "The password is too similar to the"),
        ({"organization": " "}, "Please fill this in."),
        ({"name": "Dana O'Neill\u202e"}, "This name holds invisible letters that turn text around."),
        ({"team": "x" * 121}, "Shorten this to 120 characters. It has 121."),
    ],
)
def test_wrong_answer_is_said_at_its_field_and_the_rest_is_kept(client, answer, sentence):
    response = claim(client, **answer)

    assert response.status_code == 200
    assert sentence in words(response)
    assert "Dana O'Neill" in words(response)
    assert ANSWERS["password"] not in words(response)
    assert not User.objects.exists()
    assert not Organization.objects.exists()


def test_second_person_gets_the_sign_in_page_with_a_message(client, dana):
    late = Client()

    response = go(late, "start_organization", {**ANSWERS, "email": "mallory@harbor.example"}, follow=True)

    assert response.redirect_chain[-1][0].startswith("/account/login/")
    assert "SalesGym has been set up already." in words(response)
    assert User.objects.count() == 1


def test_strangers_and_others_have_no_such_pages(client, dana):
    somebody = Client()
    somebody.force_login(UserFactory())

    for name in ("start", "start_organization", "start_people", "start_people_file", "start_numbers"):
        assert go(Client(), name).url.startswith("/account/login/?next=/"), name
        assert go(somebody, name).status_code == 404, name
    assert go(somebody, "start_organization", ANSWERS).status_code == 404
    assert go(somebody, "start_finish", {}).status_code == 404


def test_first_page_sent_again_by_its_owner_changes_it_and_makes_nobody(dana):
    assert 'value="Harbor & Sons"' in words(go(dana, "start_organization"))

    response = claim(dana, organization="Harbor", team="Harbor North", work_days=["5", "1"])

    assert response.url == "/start/people/"
    assert (Organization.objects.get().name, Organization.objects.get().work_days) == ("Harbor", "15")
    assert [team.name for team in Team.objects.all()] == ["Harbor North"]
    assert User.objects.count() == 1


def test_name_of_another_team_is_refused_at_the_field(dana):
    Team.objects.create(name="Harbor North")

    response = claim(dana, team="Harbor North", organization="Elsewhere")

    assert "Another team is called Harbor North. Choose another name." in words(response)
    assert Organization.objects.get().name == "Harbor & Sons"


def test_currency_of_the_set_up_pages_is_kept(dana):
    Organization.objects.update(currency="XPF")

    assert '<option value="XPF" selected>' in words(go(dana, "start_organization"))
    assert claim(dana, currency="XPF").url == "/start/people/"


def test_numbers_lead_to_the_import_and_the_end_is_the_board(dana):
    page = words(go(dana, "start_numbers"))
    board = go(dana, "start_finish", {}, follow=True)

    assert f'href="{numbers_page()}"' in page
    assert board.redirect_chain[0][0] == "/board/?welcome=1"
    assert "Welcome to your board, Dana" in words(board)
    assert 'href="/start/people/"' in words(board)


def test_unfinished_start_is_shown_on_every_page_and_forgotten_at_the_end(dana):
    go(dana, "start_people", {"rows": "5", "action": "next", **row(0, "Marcus", "marcus@h.example")})

    before = words(dana.get("/inbox/"))
    go(dana, "start_finish", {})
    go(dana, "start_finish", {})

    assert "Bring your numbers in, then go on to your board." in before
    assert "Bring your numbers in" not in words(dana.get("/inbox/"))
    assert go(dana, "start_numbers").url == "/"
    assert go(dana, "start_people").url == "/"
    assert go(dana, "start").url == "/"


def test_board_says_nothing_of_a_start_to_others(client_of, manager, team):
    page = words(client_of(manager).get("/board/"))

    assert "Welcome to your board" not in page
    assert "A site admin adds them." in page


def test_site_admin_of_createsuperuser_starts_without_a_second_account(client):
    client.force_login(
        User.objects.create_superuser("root@h.example", "climb the stairs slowly", name="Root")
    )

    first = client.get("/", follow=True)
    people = go(client, "start_people")
    named = claim(client)

    assert first.redirect_chain[-1][0] == "/start/organization/"
    assert "Choose a password" not in words(first)
    assert people.url == "/start/organization/"
    assert named.url == "/start/people/"
    assert User.objects.count() == 1


def numbers_page():
    from salesgym.people.views.set_up import numbers_url

    return numbers_url()
