"""Whatever an address or a form holds, it gets an answer: a page or a refusal in words, never an error of ours."""

import re
from inspect import getmodule, getsource

import pytest
from django.urls import resolve

from tests.access.actors import INSIDE
from tests.access.forms import typed
from tests.access.table import TABLE

pytestmark = pytest.mark.django_db

# What PostgreSQL takes for no text, a number that fits no column, and what Python takes for a digit and for no number.
NUL, HUGE = "\x00", "9" * 30
RUBBISH = (NUL, HUGE, "²")
READ = re.compile(r"request\.(GET|POST)(?:\.get|\.getlist)?[(\[](\"?)(\w+)\"?")
ID = re.compile(r"\d+")
# 301 leads from an old address to the page itself, with all that stood behind it.
WELL = {200, 301, 302, 400, 403, 404, 409, 422}


def routes(verb):
    return sorted(name for name, row in TABLE.items() if verb in row)


def asker(route, verb):
    """Somebody whom this route lets in, a manager before others, and the state of what they open."""
    lets_in = [
        (actor, states.split()[0])
        for states, statuses in TABLE[route][verb].items()
        for status, actors in statuses.items()
        for actor in sorted(actors, key=lambda actor: actor != "manager")
        if status < 400 and actor in INSIDE
    ]
    return lets_in[0] if lets_in else ("manager", next(iter(TABLE[route][verb])).split()[0])


def read_by_hand(path, verb):
    """The names that the module of this page reads from the request without a form."""
    module = getmodule(resolve(path).func)
    found = [(quote, name) for kind, quote, name in READ.findall(getsource(module)) if kind == verb]
    return {name if quote else getattr(module, name, name) for quote, name in found}


def test_an_address_with_anything_behind_it_is_answered(askers):
    wrong = []
    for route in routes("GET"):
        actor, state = asker(route, "GET")
        path = askers.path(route, state)
        names = read_by_hand(path, "GET")
        for value in RUBBISH if names else ():
            answer = askers.fetch(actor, "GET", path, state, dict.fromkeys(names, value))
            wrong += [] if answer.status in WELL else [(route, actor, sorted(names), value, answer.status)]

    assert wrong == []


def test_a_form_with_anything_in_a_field_is_answered(askers):
    wrong = []
    for route in routes("POST"):
        actor, state = asker(route, "POST")
        path = askers.path(route, state)
        data, names = typed(route, askers.world, state), read_by_hand(path, "POST")
        for name in sorted({*data, *names}):
            for value in (NUL, HUGE) if name in names else (NUL,):
                answer = askers.fetch(actor, "POST", path, state, {**data, name: value})
                wrong += [] if answer.status in WELL else [(route, actor, name, value, answer.status)]

    assert wrong == []


def test_an_id_that_fits_no_column_is_nobody(askers):
    wrong = []
    for route in TABLE:
        verb = next(iter(TABLE[route]))
        actor, state = asker(route, verb)
        path = askers.path(route, state)
        for found in ID.finditer(path) if "<int:" in resolve(path).route else ():
            answer = askers.fetch(actor, verb, path[: found.start()] + HUGE + path[found.end() :], state)
            wrong += [] if answer.status == 404 else [(route, verb, found.start(), answer.status)]

    assert wrong == []
