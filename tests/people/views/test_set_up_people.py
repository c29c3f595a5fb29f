"""The first start asks who is in the team: typed in rows or brought as a file."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from salesgym.people.models import Invitation, Team, User
from tests.people.first_start import go, row, words

pytestmark = pytest.mark.django_db


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


def test_invitations_go_out_where_they_are_wanted(dana, settings):
    settings.EMAIL_HOST = "mail.example"
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
        (b"PK\x03\x04spreadsheet", "The workbook is damaged or not complete."),
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
