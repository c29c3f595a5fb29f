import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salesgym.notices.models import Outbox
from salesgym.people.models import User

pytestmark = pytest.mark.django_db
PAGE = "people:import_people"
LIST = "sales_agent,manager,regional_office\nAnna O'Brien,Dustin Brinkmann,Central\nJörg Müller,Dustin Brinkmann,Central\n"


def words(response):
    return " ".join(response.content.decode().split())


def upload(browser, content=LIST, domain="mavens.example"):
    file = SimpleUploadedFile("people.csv", content.encode() if isinstance(content, str) else content)
    return browser.post(reverse(PAGE), {"file": file, "email_domain": domain})


def confirm(browser, preview):
    values = dict(
        re.findall(
            r'<input type="hidden" name="(content|email_domain)" value="([^"]*)"', preview.content.decode()
        )
    )
    return browser.post(reverse(PAGE), {name: unescape(value) for name, value in values.items()}, follow=True)


def test_file_is_previewed_and_taken_in_when_confirmed(client_of, site_admin):
    browser = client_of(site_admin)

    preview = upload(browser)
    kept_by_looking = User.objects.filter(name="Anna O'Brien").exists()
    done = confirm(browser, preview)

    assert "Anna O&#x27;Brien, Dustin Brinkmann, Jörg Müller" in words(preview)
    assert not kept_by_looking
    assert "3 people added, 0 changed" in words(done)
    assert User.objects.get(name="Jörg Müller").email == "jorg.muller@mavens.example"
    assert not Outbox.objects.exists()


def test_same_file_again_says_that_everything_is_here(client_of, site_admin):
    browser = client_of(site_admin)
    confirm(browser, upload(browser))

    assert "Everything is here already" in words(upload(browser))


def test_lines_with_problems_are_named_and_nothing_can_be_confirmed(client_of, site_admin):
    page = words(upload(client_of(site_admin), LIST + "Anna OBrien,Dustin Brinkmann,Central\n"))

    assert "1 line to correct" in page
    assert "would be the address of Anna O&#x27;Brien (line 2)" in page
    assert "Take it in" not in page


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04spreadsheet", b"a,b\n1,2\n", "name,email\nЖёлтый,j@x.example\n".encode("cp1251")]
)
def test_wrong_file_gets_a_sentence_at_the_field(client_of, site_admin, content):
    response = upload(client_of(site_admin), content)

    assert response.status_code == 200
    assert "invalid-feedback" in words(response)
    assert User.objects.count() == 1


def test_list_without_addresses_asks_for_the_domain_and_keeps_it(client_of, site_admin):
    assert "Say which email domain" in words(upload(client_of(site_admin), domain=""))
    assert 'value="no domain"' in words(upload(client_of(site_admin), "a,b\n1,2\n", domain="no domain"))


def test_empty_form_says_what_is_missing(client_of, site_admin):
    assert client_of(site_admin).post(reverse(PAGE), {}).status_code == 200


def test_others_cannot_take_people_in(client_of, manager):
    assert upload(client_of(manager)).status_code == 404
    assert (
        client_of(manager).post(reverse(PAGE), {"content": LIST, "email_domain": "x.example"}).status_code
        == 404
    )
    assert not User.objects.filter(name="Anna O'Brien").exists()


def test_one_person_is_one_person(client_of, site_admin):
    browser = client_of(site_admin)
    confirm(browser, upload(browser))

    done = confirm(browser, upload(browser, LIST + "Bea Lund,Dustin Brinkmann,Central\n"))

    assert "1 person added, 0 changed" in words(done)
