"""The secret of a link stands in no line of a log, and a page with a secret in its address cannot be forgotten."""

import logging
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import DataError, connection, transaction
from django.urls import reverse
from gunicorn.config import Config
from gunicorn.glogging import Logger

from salesgym.secret_links import ADDRESSES, LEFT_OUT, Formatter, keep_out_of, without_secrets
from salesgym.services import data_folder
from tests.access.routes import every_route
from tests.roles import IS_THERE

SECRET = "WyJhIl0:1rXq:Zz9_canary-XX"
# Arguments of addresses that open nothing by themselves. Another name says so here, or its page is in ADDRESSES.
PLAIN = {
    "pk",
    "name_pk",
    "promise_pk",
    "topic_pk",
    "day",
    "uidb36",
    "url",
    "app_label",
    "content_type_id",
    "object_id",
}


def secret_routes():
    return [route for route in every_route() if set(route.arguments) - PLAIN]


def test_every_page_with_a_secret_in_its_address_is_left_out_of_logs():
    used = set()
    for route in secret_routes():
        values = {name: "3" if name in PLAIN else SECRET for name in route.arguments}
        path = reverse(route.name, kwargs=values)
        assert SECRET not in without_secrets(path), route.name
        used |= {address for address in ADDRESSES if path.startswith(address)}

    assert used == set(ADDRESSES)
    document = (settings.BASE_DIR / "docs" / "OPERATIONS.md").read_text()
    (pattern,) = re.findall(r"^ +~\*\^\(\?<page>(.+)\) ", document, re.MULTILINE)
    assert pattern.split("|") == list(ADDRESSES), "what nginx leaves out"


@pytest.mark.django_db
def test_pages_with_a_secret_in_their_address_tell_it_to_no_other_site(client):
    for route in secret_routes():
        values = {name: "3" if name in PLAIN else SECRET for name in route.arguments}
        answer = client.get(reverse(route.name, kwargs=values))

        # Not no-referrer: browsers then send forms with the origin null, which nobody can tell from a forged one.
        assert answer.headers["Referrer-Policy"] == "same-origin", route.name


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (f"GET /invitation/{SECRET}/ HTTP/1.1", f"GET /invitation/{LEFT_OUT} HTTP/1.1"),
        (f"GET /invitation/{SECRET} HTTP/1.1", f"GET /invitation/{LEFT_OUT} HTTP/1.1"),
        (
            f"/account/login/?next=%2Finvitation%2F{SECRET}%2F&a=1",
            f"/account/login/?next=%2Finvitation%2F{LEFT_OUT}&a=1",
        ),
        (
            f"?u=https%253A%252F%252Fa%252Funsubscribe%252F{SECRET}",
            f"?u=https%253A%252F%252Fa%252Funsubscribe%252F{LEFT_OUT}",
        ),
        (f"/%69nvitation/{SECRET}/", f"/%69nvitation/{LEFT_OUT}"),
        (f"/account/password/reset/key/3-{SECRET}/?x", f"/account/password/reset/key/{LEFT_OUT}?x"),
        ("GET /invitations/send/ and /me/notifications/", "GET /invitations/send/ and /me/notifications/"),
    ],
)
def test_a_secret_is_left_out_however_its_address_is_written(said, written):
    assert without_secrets(said) == written


def test_gunicorns_log_tells_no_secret_of_a_request_and_none_of_the_page_before(capsys):
    config = Config()
    config.set("accesslog", "-")
    logger = Logger(config)
    keep_out_of("gunicorn.access", "gunicorn.error")
    request = SimpleNamespace(headers=[])
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/invitation/{SECRET}/",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://gym.example/unsubscribe/{SECRET}/",
    }

    logger.access(
        SimpleNamespace(status="200 OK", headers=[], sent=1), request, environ, timedelta(seconds=1)
    )
    logger.error("Error handling request %s", f"/invitation/{SECRET}/")

    told = capsys.readouterr()
    assert (
        f'"GET /invitation/{LEFT_OUT} HTTP/1.1" 200 1 "https://gym.example/unsubscribe/{LEFT_OUT}"'
        in told.out
    )
    assert f"Error handling request /invitation/{LEFT_OUT}" in told.err
    assert SECRET not in told.out + told.err


def test_our_own_log_tells_no_secret_of_a_page_that_failed():
    line = settings.LOGGING["formatters"]["line"]
    assert line["()"] == f"{Formatter.__module__}.{Formatter.__name__}"
    try:
        raise ValueError(f"/invitation/{SECRET}/")  # noqa: TRY301
    except ValueError as error:
        failed = (ValueError, error, error.__traceback__)
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "Gone: %s", (f"/unsubscribe/{SECRET}/",), failed
    )

    told = Formatter(line["fmt"], line["datefmt"]).format(record)

    assert f"django.request Gone: /unsubscribe/{LEFT_OUT}" in told
    assert f"ValueError: /invitation/{LEFT_OUT}" in told
    assert SECRET not in told


def test_every_handler_that_djangos_loggers_reach_is_ours():
    """Django's own would write addresses in full."""
    for name in ("django", "django.request", "django.server", "django.security.csrf"):
        handlers, logger = [], logging.getLogger(name)
        while logger:
            handlers += logger.handlers
            logger = logger.parent if logger.propagate else None
        assert not [one for one in handlers if type(one).__module__ == "django.utils.log"], name
        assert any(isinstance(one.formatter, Formatter) for one in handlers), name


@pytest.mark.django_db
@pytest.mark.skipif(not IS_THERE, reason="a database from outside has a log of its own")
def test_the_log_of_the_database_tells_nothing_of_a_statement_that_failed():
    """The text of an invitation is stored until it is sent."""
    with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s, 1 / 0", [f"/invitation/{SECRET}/"])

    told = (data_folder() / "log" / "postgres.log").read_text()
    assert "division by zero" in told
    assert SECRET not in told
