"""Every route x every actor x every state x every verb: what comes back, what is written, what is told."""

import sys

import pytest

from tests.access.actors import ACTORS, OUTSIDE
from tests.access.forms import typed
from tests.access.marks import flaws, leaks
from tests.access.routes import own_routes
from tests.access.table import GETS_THAT_WRITE, OWN_POLICY, PUBLIC, TABLE, cells, closed_door, expected

pytestmark = pytest.mark.django_db

VERBS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
REFUSED = {403, 404, 405, 410}
SIGN_IN = "/account/login/?next="


def test_every_own_route_is_named_and_declared(capsys):
    names = {route.name for route in own_routes()}

    assert not [route.path for route in own_routes() if not route.name or route.name.endswith(":")]
    assert names - TABLE.keys() == set(), "routes without a row in tests/access/table*.py"
    assert TABLE.keys() - names == set(), "rows of routes that are gone"
    with capsys.disabled():
        sys.stdout.write(f"\naccess table: {len(TABLE)} routes, {len(ACTORS)} actors, {cells():,} cells\n")


@pytest.mark.parametrize("route", sorted(TABLE))
def test_everybody_gets_what_the_table_declares(askers, route):
    wrong = []
    for verb, by_states in TABLE[route].items():
        for states, statuses in by_states.items():
            for state in states.split():
                for actor in ACTORS:
                    data = typed(route, askers.world, state) if verb == "POST" else {}
                    answer = askers.ask(actor, verb, route, state, data)
                    wanted = expected(route, actor, verb, statuses)
                    wrong += [
                        f"{verb} {state} {actor}: {trouble}"
                        for trouble in troubles(answer, route, actor, verb, state, wanted)
                    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", sorted(TABLE))
def test_verbs_that_are_not_declared_are_refused(askers, route):
    state = next(iter(next(iter(TABLE[route].values())))).split()[0]

    answers = {
        (actor, verb): askers.ask(actor, verb, route, state)
        for actor in ("anonymous", "rep", "manager", "site_admin")
        for verb in VERBS
        if verb not in TABLE[route] and not (verb == "HEAD" and "GET" in TABLE[route])
    }

    for (actor, verb), answer in answers.items():
        is_outside = actor in OUTSIDE and route not in PUBLIC
        assert answer.status == (closed_door(route, verb) if is_outside else 405), (actor, verb)
        assert not answer.written, (actor, verb)


@pytest.mark.parametrize("route", sorted(name for name, row in TABLE.items() if "GET" in row))
def test_a_page_answers_who_asks_without_reading_it_and_changes_nothing(askers, route):
    """HEAD, of somebody outside and of the first one who may read it."""
    states, statuses = next(iter(TABLE[route]["GET"].items()))
    state = states.split()[0]
    readers = next(iter(statuses.values()), ("manager",))

    for actor in ("anonymous", readers[0]):
        answer = askers.ask(actor, "HEAD", route, state)
        wanted = expected(route, actor, "GET", statuses)

        assert not answer.response.content
        assert not list(troubles(answer, route, actor, "HEAD", state, wanted)), actor


def troubles(answer, route, actor, verb, state, wanted):
    """Everything about one answer that is not as declared."""
    if answer.status != wanted:
        yield f"{answer.status} and not {wanted} {answer.response.headers.get('Location', '')}"
    location = answer.response.headers.get("Location", "")
    if actor in OUTSIDE and answer.status == 302 and not location.startswith(SIGN_IN):
        yield f"sent to {location}"
    is_refused = answer.status in REFUSED or location.startswith(SIGN_IN)
    is_reading = verb == "HEAD" or (verb == "GET" and route not in GETS_THAT_WRITE)
    if answer.written and (is_refused or is_reading):
        yield f"wrote to {sorted(answer.written)}"
    if told := leaks(answer.words, actor, state):
        yield f"told {sorted(told)}"
    is_inside = actor not in OUTSIDE
    if found := flaws(answer.response, is_inside=is_inside, has_own_policy=route in OWN_POLICY):
        yield f"came with {sorted(found)}"
