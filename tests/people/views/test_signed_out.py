"""A form that was sent after its session ended: nothing happens, nothing is lost, and nobody else's name is on it."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salesgym.people.models import User
from tests.factories.people import UserFactory
from tests.signed_out import browser_of, end_session, send_kept, sign_in, token_of, words

pytestmark = pytest.mark.django_db
ME = "/me/"
SPOKEN = 'I am "Ana"\r\n<b>of Porto</b>'


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()


@pytest.fixture
def ana(organization):
    return UserFactory(name="Ana Lima", email="ana@example.com", time_zone="UTC")


@pytest.fixture
def browser(ana):
    return browser_of(ana)


def typed(response, **more):
    """The page's own form with another name and zone."""
    week = {"digest_weekday": "1", "digest_hour": "8"}
    new = {"name": "Ana Lima Sousa", "time_zone": "Europe/Lisbon", **week, **more}
    return {**new, "csrfmiddlewaretoken": token_of(response)}


def test_a_form_sent_while_signed_out_is_kept_and_sent_again_after_signing_in(browser, ana):
    fields = typed(browser.get(ME))
    end_session(browser)

    told = browser.post(ME, fields)
    assert told.status_code == 403
    assert "no-store" in told.headers["Cache-Control"]
    assert "nothing was changed yet" in words(told)
    assert "<li>Ana Lima Sousa</li>" in words(told)
    assert User.objects.get(pk=ana.pk).name == "Ana Lima"

    sign_in(browser, ana)
    asked = send_kept(browser, told)
    assert asked.status_code == 403
    assert "You are signed in as Ana Lima: what was typed is sent in this name." in words(asked)
    assert User.objects.get(pk=ana.pk).name == "Ana Lima"

    assert send_kept(browser, asked).status_code == 302
    ana.refresh_from_db()
    assert (ana.name, ana.time_zone) == ("Ana Lima Sousa", "Europe/Lisbon")


def test_a_form_sent_again_before_signing_in_is_still_kept(browser):
    fields = typed(browser.get(ME))
    end_session(browser)

    again = send_kept(browser, browser.post(ME, fields))

    assert again.status_code == 403
    assert "This page keeps all that you typed" in words(again)


def test_what_is_kept_is_kept_to_the_letter_and_shown_as_text(browser, ana):
    fields = typed(browser.get(ME), name=SPOKEN, several=["1", "2"])
    end_session(browser)

    told = browser.post(f"{ME}?from=a&to=b", fields)

    assert told.context["kept"].url == f"{ME}?from=a&to=b"
    assert "<b>" not in told.content.decode()
    again = send_kept(browser, told).context["kept"]
    assert again == told.context["kept"]
    assert {("name", SPOKEN), ("several", "1"), ("several", "2")} <= set(again.fields)


def test_a_form_of_another_person_is_not_sent_before_this_one_has_agreed(browser, ana):
    other = UserFactory(name="Lena Ito")
    fields = typed(browser.get(ME))
    end_session(browser)
    sign_in(browser, other)

    asked = browser.post(ME, fields)

    assert asked.status_code == 403
    assert "You are signed in as Lena Ito" in words(asked)
    assert set(User.objects.values_list("name", flat=True)) == {"Ana Lima", "Lena Ito"}


def test_a_form_from_elsewhere_is_not_kept(browser):
    fields = typed(browser.get(ME))
    bare = {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}

    for answer in (
        browser.post(ME, fields, HTTP_ORIGIN="https://elsewhere.example"),
        browser.post(ME, bare),
    ):
        assert answer.status_code == 403
        assert answer.context["kept"] is None
        assert "Ana Lima Sousa" not in words(answer)


def test_files_and_passwords_are_not_kept(browser, ana):
    page = browser.get(ME)
    secret = typed(page, password="a-quite-different-climb")
    file = typed(page, file=SimpleUploadedFile("people.csv", b"name,email"))
    end_session(browser)

    for fields in (secret, file):
        answer = browser.post(ME, fields)
        assert answer.status_code == 403
        assert "fill in the page once more" in words(answer)
        assert "quite-different" not in words(answer)


def test_pages_lead_to_the_sign_in_page_as_before_and_so_do_the_forms_that_are_not_ours(browser):
    token = token_of(browser.get(ME))
    end_session(browser)

    assert browser.get(ME).url == "/account/login/?next=/me/"
    answer = browser.post(reverse("account_change_password"), {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302
