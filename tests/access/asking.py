"""Ask one thing as one person, see what comes back, and leave no trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.table import THINGS
from tests.access.world import World

# Sessions and rate limits are no data of anybody.
HOUSEKEEPING = ["django_session", "cache"]
# What comes with PostgreSQL has lower numbers.
TABLES = (
    "SELECT oid, relname FROM pg_class WHERE relkind IN ('r', 'm') AND oid >= 16384 AND relname <> ALL(%s)"
)
# As pg_stat_xact_user_tables, which looks at the indexes as well and so takes sixteen times as long.
WRITES = """
    SELECT oid, rows FROM unnest(%s::oid[]) AS ours (oid), LATERAL (
        SELECT pg_stat_get_xact_tuples_inserted(oid)
            + pg_stat_get_xact_tuples_updated(oid)
            + pg_stat_get_xact_tuples_deleted(oid)
    ) AS written (rows)
    WHERE rows > 0
"""


@dataclass(frozen=True)
class Answer:
    """What came back, and which tables were written to meanwhile."""

    response: HttpResponse
    written: frozenset[str]

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def words(self) -> str:
        """Everything a person or a program could read: headers, cookies and body."""
        headers = "\n".join(f"{name}: {value}" for name, value in self.response.items())
        return f"{headers}\n{self.response.cookies.output()}\n{self.response.content.decode()}"


class Askers:
    """A browser for each person, signed in once; what a request changes is forgotten after it."""

    def __init__(self, world: World, **settings: object) -> None:
        self.world = world
        self._tables = tables()
        self._numbers = list(self._tables)
        self._clients = {0: (Client(raise_request_exception=False, **settings), "")}
        for person in {*world.people.values(), *world.reps.values()}:
            client = Client(raise_request_exception=False, **settings)
            client.force_login(person)
            self._clients[person.pk] = client, client.cookies.output(header="").strip()

    def ask(
        self, actor: str, verb: str, route: str, state: str = "-", data: Mapping[str, object] | None = None
    ) -> Answer:
        """Fire this verb at this route, about the thing in this state, as this actor."""
        return self.fetch(actor, verb, self.path(route, state), state, data)

    def fetch(
        self, actor: str, verb: str, path: str, state: str = "-", data: Mapping[str, object] | None = None
    ) -> Answer:
        send = getattr(self._client(actor, state), verb.lower())
        with transaction.atomic():
            before = writes(self._numbers)
            response = whole(send(path, data or {}) if verb in {"GET", "POST"} else send(path))
            after = writes(self._numbers)
            # What the database asks at the commit, it asks of rows that were written.
            if after != before:
                keep_every_promise()
            transaction.set_rollback(True)
        changed = {self._tables[table] for table, count in after.items() if count != before.get(table, 0)}
        return Answer(response, frozenset(changed))

    def path(self, route: str, state: str = "-") -> str:
        """The address of this route for the thing in this state."""
        things = self.world.things[THINGS.get(route, "plan")]
        if state not in things or route in {"coaching:log_practice"}:
            return reverse(route)
        thing = things[state]
        return reverse(route, args=thing if isinstance(thing, tuple) else [getattr(thing, "pk", thing)])

    def _client(self, actor: str, state: str) -> Client:
        key = 0 if actor == "anonymous" else self.world.person(actor, state).pk
        client, cookies = self._clients[key]
        client.cookies = SimpleCookie(cookies)
        return client


def whole(response: HttpResponse) -> HttpResponse:
    """The answer with everything it says; a file is written while it is read, so read it here."""
    if not response.streaming:
        return response
    read = HttpResponse(b"".join(response.streaming_content), status=response.status_code)
    read.headers, read.cookies = response.headers, response.cookies
    return read


def tables() -> dict[int, str]:
    """Our tables by their number, but for those of housekeeping."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [HOUSEKEEPING])
        return dict(cursor.fetchall())


def writes(tables: list[int]) -> dict[int, int]:
    """How many rows this transaction has written, by the number of their table; what was undone counts as well."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES, [tables])
        return dict(cursor.fetchall())


def keep_every_promise() -> None:
    """Ask the database now what it would ask at the commit."""
    if connection.needs_rollback:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
