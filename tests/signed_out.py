"""A browser whose session ends while a form is open: what it sends, and the form that the answer keeps."""

import html
import re

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.people import PASSWORD

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def browser_of(person):
    """Signed in, and with every token checked, as a real browser is met."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


def token_of(response):
    return str(response.context["csrf_token"])


def end_session(client):
    """What a browser does by itself once a session cookie has run out; it keeps the one of the CSRF token."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


def sign_in(client, person):
    """Sign in in another tab of the same browser."""
    token = token_of(client.get(reverse("account_login")))
    fields = {"login": person.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post(reverse("account_login"), fields).status_code == 302


def send_kept(client, response):
    """Press the button of the page that keeps a form."""
    (form,) = re.findall(r'<form method="post" action="([^"]*)"(.*?)</form>', response.content.decode(), re.S)
    url, inside = form
    fields: dict[str, list[str]] = {"csrfmiddlewaretoken": [token_of(response)]}
    for name, value in HIDDEN.findall(inside):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(html.unescape(name), []).append(html.unescape(value))
    return client.post(html.unescape(url), fields)


def words(response):
    return " ".join(html.unescape(response.content.decode()).split())
