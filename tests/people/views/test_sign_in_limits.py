"""Wrong passwords are counted by account and address together, so that they hit nobody else."""

import re
from datetime import timedelta

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from salesgym.people.pages import tries as pages
from salesgym.people.queries.tries import seconds_left
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": "198.51.100.9"}


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, email, password=PASSWORD, **request):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **request)


def wrong(client, email, times, **request):
    for _time in range(times):
        answer = sign_in(client, email, "wrong-wrong-wrong", **request)
    return answer


def words(response):
    return " ".join(response.content.decode().split())


def test_wrong_passwords_from_one_address_do_not_refuse_the_right_one_from_another(client):
    person = UserFactory()

    assert "Try again in 1 minute, or ask for a new password." in words(
        wrong(client, person.email, 6, **HERE)
    )

    assert "Too many tries" in words(sign_in(client, person.email, **HERE))
    assert sign_in(client, person.email, **ELSEWHERE).status_code == 302


def test_wrong_passwords_of_one_person_do_not_refuse_a_colleague_behind_the_same_address(client):
    colleague = UserFactory()
    for person in UserFactory.create_batch(6):
        wrong(client, person.email, 5, **HERE)

    assert sign_in(client, colleague.email, **HERE).status_code == 302


def test_the_address_is_the_one_that_trusted_proxies_tell(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = UserFactory()
    wrong(client, person.email, 5, HTTP_X_FORWARDED_FOR="203.0.113.5, 192.0.2.7")

    made_up = sign_in(client, person.email, HTTP_X_FORWARDED_FOR="203.0.113.6, 192.0.2.7")
    other = sign_in(client, person.email, HTTP_X_FORWARDED_FOR="198.51.100.9")

    assert "Too many tries" in words(made_up)
    assert other.status_code == 302


def test_a_header_that_nobody_trusts_is_not_believed(client):
    person = UserFactory()
    for number in range(5):
        wrong(client, person.email, 1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}", **HERE)

    assert "Too many tries" in words(sign_in(client, person.email, HTTP_X_FORWARDED_FOR="10.0.0.99", **HERE))


@pytest.mark.parametrize(
    ("proxies", "request_"),
    [
        (0, {"REMOTE_ADDR": ""}),
        (1, {"REMOTE_ADDR": ""}),
        (1, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
        (2, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
        (1, {"HTTP_X_FORWARDED_FOR": "unknown"}),
    ],
)
def test_people_sign_in_over_a_unix_socket_and_around_a_proxy(client, settings, proxies, request_):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert sign_in(client, UserFactory().email, **request_).status_code == 302


def test_the_wait_grows_and_ends(client):
    person = UserFactory()
    now = timezone.now()
    request = RequestFactory().post("/", **HERE)
    key = f"testserver:{person.email}:192.0.2.7"

    def tried(*minutes_ago):
        for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
            place = ratelimit.get_cache_key(
                request, app="allauth.account", action="login_failed", rate=rate, key=key
            )
            moments = [(now - timedelta(minutes=ago)).timestamp() for ago in sorted(minutes_ago)]
            cache.set(place, [one for one in moments if one > now.timestamp() - rate.duration])
        return round(seconds_left(request, "login_failed", at=now, key=key) / 60)

    request.user = person
    assert tried(*[0.5] * 4) == 0
    assert tried(*[2] * 10) == 8
    refused = words(sign_in(client, person.email, **HERE))
    assert re.search(r"Too many tries for this account from here\. Try again in [78] minutes", refused)
    assert tried(*[20] * 20) == 40
    assert tried(*[20] * 19, 61) == 0
    assert sign_in(client, person.email, **HERE).status_code == 302


def test_limits_are_not_washed_away_by_tries_for_other_accounts(client):
    person = UserFactory()
    wrong(client, person.email, 5, **HERE)

    for number in range(400):
        cache.set(f"tries-of-account-{number}", [1.0], 3600)

    assert "Too many tries" in words(sign_in(client, person.email, **HERE))


def test_a_page_whose_limit_is_used_up_says_how_long_it_rests(client):
    for _time in range(5):
        client.post(reverse("account_reset_password"), {"email": "ana@example.com"}, **HERE)

    refused = client.post(reverse("account_reset_password"), {"email": "ana@example.com"}, **HERE)

    assert refused.status_code == 429
    assert re.search(r"this page rests for \d\d minutes\.", words(refused))


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "1 minute,"), (61, "2 minutes,"), (600, "10 minutes,"), (3600, "60 minutes,")]
)
def test_whoever_waits_as_long_as_the_page_says_gets_in(seconds, said):
    assert f"Try again in {said}" in pages.sign_in_again(seconds)
