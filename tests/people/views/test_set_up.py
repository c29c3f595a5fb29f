"""The first start, page by page: who may, what is kept, what is said."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from salesgym.people.models import Invitation, Organization, Team, User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

ANSWERS = {
    "organization": "Harbor & Sons",
    "team": "Harbor SMB",
    "time_zone": "Europe/Madrid",
    "currency": "EUR",
    "work_days": ["1", "2", "3", "4", "5"],
    "name": "Dana O'Neill",
    "email": "Dana@harbor.example",
    "password": "climb the stairs slowly",
}
CODE = "a-code-of-this-machine"


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def go(client, name, data=None, **extra):
    path = reverse(f"people:{name}")
    return client.get(path, **extra) if data is None else client.post(path, data, **extra)


def claim(client, **changes):
    return go(client, "start_organization", {**ANSWERS, **changes})


def row(number, name="", email="", job_role=""):
    return {
        f"row-{number}-name": name,
        f"row-{number}-email": email,
        f"row-{number}-job_role": job_role,
    }


@pytest.fixture
def dana(client):
    """A browser of the first manager, who has answered the first page."""
    claim(client)
    return client


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
        ({"time_zone": "Mars/Olympus"}, "Choose a time zone from the list."),
        ({"time_zone": ""}, "This field is required."),
        ({"currency": "XXX"}, "Choose a currency from the list."),
        ({"work_days": []}, "Choose at least one day."),
        ({"work_days": ["8"]}, "Choose days from Monday to Sunday."),
        ({"email": "dana"}, "Write an email address, like dana@example.com."),
        ({"password": "short"}, "This password is too short."),
        ({"password": "password12345"}, "This password is too common."),
        ({"password": "dana@harbor.example"}, "The password is too similar to the"),
        ({"organization": " "}, "This field is required."),
        ({"team": "x" * 121}, "Ensure this value has at most 120 characters"),
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


def test_typed_people_are_kept_and_the_step_is_remembered(dana):
    data = {
        "rows": "5",
        "action": "next",
        **row(0, "Siobhán D'Arcy", "Siobhan@h.example", "Account executive"),
    }

    response = go(dana, "start_people", data)
    again = go(dana, "start_people", data)

    assert response.url == again.url == "/start/numbers/"
    person = User.objects.get(email="siobhan@h.example")
    assert (person.name, person.job_role.name, person.time_zone) == (
        "Siobhán D'Arcy",
        "Account executive",
        "Europe/Madrid",
    )
    assert "Here already: Siobhán D'Arcy" in words(go(dana, "start_people"))
    assert go(dana, "start").url == "/start/numbers/"
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (row(1, "Marcus", ""), "Write the email address as well."),
        (row(1, "", "marcus@h.example"), "Write the name as well."),
        (row(1, "Marcus", "no address"), "Write an email address, like marcus@example.com."),
        (row(1, "Marcus", "FIRST@h.example"), "This address stands in row 1 already."),
        (row(1, "Dana", "dana@harbor.example"), "This is your own address. You are here already."),
        (row(1, "Mar\u202ecus", "marcus@h.example"), "This line holds invisible characters. Type it again."),
        (row(1, "Mar\x00cus", "marcus@h.example"), "Null characters are not allowed."),
    ],
)
def test_row_that_is_not_right_keeps_everybody_out_and_everything_typed(dana, typed, sentence):
    data = {"rows": "5", "action": "next", **row(0, "First O'Hara", "first@h.example"), **typed}

    response = go(dana, "start_people", data)

    assert response.status_code == 200
    assert sentence in words(response)
    assert 'value="First O\'Hara"' in words(response)
    assert User.objects.count() == 1


def test_more_rows_come_without_losing_what_was_typed(dana):
    data = {"rows": "5", "action": "more", "invite": "on", **row(4, "Marcus Bell", "half an addr")}

    page = words(go(dana, "start_people", data))

    assert 'name="row-9-email"' in page
    assert 'name="row-10-email"' not in page
    assert 'value="half an addr"' in page
    assert "invalid-feedback" not in page
    assert 'id="id_invite" aria-describedby="id_invite_helptext" checked' in page


@pytest.mark.parametrize("rows", ["-1", "x", "", "100000", "²"])
def test_number_of_rows_that_nobody_would_send_is_no_error(dana, rows):
    assert go(dana, "start_people", {"rows": rows, "action": "more"}).status_code == 200


def test_people_can_wait_and_empty_rows_lead_on(dana):
    assert go(dana, "start_people", {"rows": "5", "action": "later"}).url == "/start/numbers/"
    assert go(dana, "start_people", {"rows": "5", "action": "next"}).url == "/start/numbers/"


def test_invitations_go_out_where_they_are_wanted(dana):
    data = {"rows": "5", "action": "next", "invite": "on", **row(0, "Marcus", "marcus@h.example")}

    response = go(dana, "start_people", data, follow=True)

    assert "1 person is on your list. Invitations are on their way." in words(response)
    assert Invitation.objects.get().person.email == "marcus@h.example"


def upload(client, content, domain=""):
    file = SimpleUploadedFile("people.csv", content if isinstance(content, bytes) else content.encode())
    return go(client, "start_people_file", {"file": file, "email_domain": domain})


def test_file_is_shown_first_and_kept_when_confirmed(dana):
    preview = upload(dana, "name;email\nSiobhán D'Arcy;siobhan@h.example\nMarcus Bell;marcus@h.example\n")
    kept_by_looking = User.objects.count()
    fields = dict(
        re.findall(
            r'<input type="hidden" name="(content|email_domain)" value="([^"]*)"', preview.content.decode()
        )
    )

    done = go(
        dana, "start_people_file", {name: unescape(value) for name, value in fields.items()}, follow=True
    )

    assert "Siobhán D'Arcy, Marcus Bell" in words(preview)
    assert kept_by_looking == 1
    assert "2 people are on your list." in words(done)
    assert done.redirect_chain[-1][0] == "/start/numbers/"
    assert Team.objects.get().memberships.count() == 2
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04spreadsheet", "This is not a CSV file."),
        ("a,b\n1,2\n", "The first line names other columns than expected."),
        ("sales_agent,manager,regional_office\nA B,C D,E\n", "Say which email domain they have."),
        ("name,email\nA,a@h.example\nB,a@h.example\n", "a@h.example stands on line 2 already."),
        ("name,email\nA,nowhere\n", "is no email address."),
        (b"", "The submitted file is empty."),
    ],
)
def test_file_that_cannot_be_taken_says_why(dana, content, sentence):
    response = upload(dana, content)

    assert response.status_code == 200
    assert sentence in words(response)
    assert "Take them in" not in words(response)
    assert User.objects.count() == 1


def test_confirmation_that_was_tampered_with_keeps_nobody(dana):
    for content in ("", "name,email\nA,nowhere\n", "rubbish"):
        go(dana, "start_people_file", {"content": content, "email_domain": ""})

    assert User.objects.count() == 1


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


@pytest.fixture
def reachable(settings):
    """A machine that others reach."""
    settings.IS_HTTPS = True
    settings.SETUP_CODE = CODE
    cache.clear()
    yield settings
    cache.clear()


def test_on_a_machine_that_others_reach_the_code_is_asked_for(client, reachable):
    without = claim(client)
    wrong = claim(client, code="another code")
    accents = claim(client, code="ä" * 20)

    assert "Set-up code" in words(go(client, "start_organization"))
    for response in (without, wrong, accents):
        assert response.status_code == 200
    assert "This is not the set-up code of this machine." in words(wrong)
    assert not User.objects.exists()
    assert claim(client, code=f" {CODE} ").url == "/start/people/"


def test_without_a_code_such_a_machine_cannot_be_claimed_and_says_what_to_do(client, reachable):
    reachable.SETUP_CODE = ""

    for response in (go(client, "start_organization"), claim(client), claim(client, code="")):
        assert "SALESGYM_SETUP_CODE" in words(response)
        assert "createsuperuser" in words(response)
    assert not User.objects.exists()


def test_code_is_not_guessed(client, reachable):
    for number in range(20):
        claim(client, code=f"guess {number}")

    response = claim(client, code=CODE)

    assert "Too many tries for now." in words(response)
    assert "Dana O'Neill" in words(response)
    assert not User.objects.exists()


def test_request_from_elsewhere_needs_the_code_whatever_it_says_about_its_host(client):
    response = go(
        client, "start_organization", ANSWERS, REMOTE_ADDR="192.0.2.7", headers={"host": "localhost"}
    )

    assert "SALESGYM_SETUP_CODE" in words(response)
    assert not User.objects.exists()


def numbers_page():
    from salesgym.people.views.set_up import numbers_url

    return numbers_url()
