"""Whatever an address or a form holds, it gets an answer: a page or a refusal in words, never an error of ours."""

import re
from html import unescape
from inspect import getmodule, getsource

import pytest
from django.db import connection
from django.urls import resolve

from tests.access.actors import INSIDE
from tests.access.forms import ALSO_WRITTEN, FORMS, typed
from tests.access.marks import flaws
from tests.access.table import TABLE

pytestmark = pytest.mark.django_db

# What PostgreSQL takes for no text, a number that fits no column, and what Python takes for a digit and for no number.
NUL, HUGE = "\x00", "9" * 30
RUBBISH = (NUL, HUGE, "²")
# Markup, an override of the direction of letters, letters from right to left, an emoji, and what formats a text.
WILD = 'O\'Neil <script>alert(1)</script><b onclick="x()"> \u202egnp \u2066\u0639\u05e9 \U0001f600 %(name)s {{ 7 }}'
# One more than the longest text that any form takes: the statement on a formal plan.
LONG = (WILD * 300)[:20_001]
# Where words of people are kept that stand on the pages of a plan.
KEPT = {
    "people_user": ("name",),
    "plans_amendment": ("reason", "comment"),
    "plans_stepquestion": ("unclear", "answer"),
    "plans_evidence": ("text",),
    "plans_commitment": ("what",),
    "plans_signature": ("comment",),
    "plans_outcome": ("reasons",),
    "plans_approval": ("comment", "length_reason"),
    "plans_announcedoutcome": ("reasons",),
    "plans_overriderequest": ("why",),
    "plans_statement": ("text", "answer"),
    "formal_hrtexts": ("consequence", "reply"),
}
# Pages on which they stand: who reads them, of a plan in which state.
PAGES = (
    ("plans:amend_plan", "rep", "asked"),
    ("plans:amend_plan", "manager", "asked"),
    ("coaching:plan_page", "manager", "active"),
    ("coaching:plan_page", "rep", "asked"),
    ("coaching:plan_history", "manager", "closed"),
    ("plans:agreement", "rep", "active"),
    ("plans:plan_evidence", "manager", "active"),
    ("plans:own_evidence", "rep", "-"),
    ("plans:vague_step", "rep", "active"),
    ("plans:answer_step", "manager", "active"),
    ("plans:close_plan", "manager", "active"),
    ("coaching:plan_page", "rep", "shown"),
    ("coaching:plan_page", "manager", "appealed"),
    ("plans:statements", "hr_partner", "appealed"),
    ("formal:desk", "hr_partner", "-"),
    ("formal:read_plan", "hr_partner", "hrdraft"),
    ("formal:submit_plan", "manager", "hrdraft"),
    ("formal:override", "hr_partner", "formal"),
    ("formal:answer_appeal", "hr_partner", "appealed"),
    ("formal:hr_texts", "hr_partner", "-"),
)
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


def written():
    """Each form with words: its route, who fills it in, in which state."""
    rows = {route: (*asker(route, "POST"), build) for route, build in FORMS.items()} | ALSO_WRITTEN
    return sorted((route, *row) for route, row in rows.items())


def words_in(data):
    """The fields that hold words, not a day, a number or a choice."""
    return [
        name for name, value in data.items() if isinstance(value, str) and (" " in value or value[-1:] == ".")
    ]


def values_for(route):
    """Too many words for every form, and in those of plans also some that are stored, and what no database stores."""
    return [
        LONG,
        *([WILD] if route.startswith(("plans:", "formal:")) else []),
        *([NUL] if route in ALSO_WRITTEN else []),
    ]


def test_wild_words_are_taken_or_come_back_with_a_sentence(askers):
    wrong = []
    for route, actor, state, build in written():
        data = dict(build(askers.world, state))
        names = words_in(data)
        for value in values_for(route) if names else ():
            sent = {**data, **dict.fromkeys(names, value)}
            answer = askers.fetch(actor, "POST", askers.path(route, state), state, sent)
            found = {str(answer.status)} - set(map(str, WELL))
            if answer.response.get("Content-Type", "").startswith("text/html") and answer.status != 302:
                found |= flaws(answer.response, is_inside=True)
            if value is LONG:
                found |= lacks(answer)
            wrong += [(route, actor, state, names, len(value), found)] if found else []

    assert not wrong, "\n".join(map(str, wrong))


def lacks(answer):
    """What is missing where words are too long: a refusal, the field that is marked, what was typed."""
    page = unescape(answer.words)
    told = {
        "it is taken": answer.status != 302,
        "no field is marked": 'aria-invalid="true"' in page or "data-errors" in page,
        "the words are gone": LONG in page,
    }
    return {what for what, is_well in told.items() if not is_well}


def test_wild_names_and_words_stay_words_on_the_pages_of_a_plan(askers):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, columns in KEPT.items():
            told = ", ".join(
                f"{column} = CASE {column} WHEN '' THEN '' ELSE left(%s, 120) END" for column in columns
            )
            cursor.execute(f"UPDATE {table} SET {told}", [WILD] * len(columns))  # noqa: S608 - our own names
        cursor.execute("SET LOCAL session_replication_role TO DEFAULT")

    wrong = []
    for route, actor, state in PAGES:
        answer = askers.ask(actor, "GET", route, state)
        found = flaws(answer.response, is_inside=True) | {str(answer.status)} - {"200"}
        found |= {"no wild words"} if WILD[:60] not in unescape(answer.words) else set()
        wrong += [(route, actor, state, found)] if found else []

    assert not wrong, "\n".join(map(str, wrong))
