"""A machine that others reach asks for its set-up code before anybody claims it."""

import re

import pytest
from django.core.cache import cache

from salesgym.people.models import User
from tests.people.first_start import ANSWERS, claim, go, words

pytestmark = pytest.mark.django_db
CODE = "a-code-of-this-machine"


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

    assert re.search(r"Too many tries for now\. Try again in \d\d minutes", words(response))
    assert "Dana O'Neill" in words(response)
    assert not User.objects.exists()
    # Whoever guesses elsewhere keeps nobody else from setting it up.
    right = {**ANSWERS, "code": CODE}
    assert go(client, "start_organization", right, REMOTE_ADDR="198.51.100.9").url == "/start/people/"


def test_request_from_elsewhere_needs_the_code_whatever_it_says_about_its_host(client):
    response = go(
        client, "start_organization", ANSWERS, REMOTE_ADDR="192.0.2.7", headers={"host": "localhost"}
    )

    assert "SALESGYM_SETUP_CODE" in words(response)
    assert not User.objects.exists()
