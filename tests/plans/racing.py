"""Two people at once, each with a connection of their own, with the locks of the code and without them."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from plans.models import Plan
from salesgym.errors import Refused
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import PlanFactory
from tests.patience import MOST_SECONDS

LOCKS = re.compile(r" FOR (NO KEY )?UPDATE( OF [\w\", ]+)?")
Call = Callable[[], object]


def managed_plan(**how: object) -> Plan:
    """A plan whose manager has the rep in their team."""
    manager = UserFactory()
    return PlanFactory(rep=RepFactory(manager=manager), manager=manager, **how)


def at_once(*calls: Call) -> list[object]:
    """Start all of them at the same moment; what each gave, or the refusal it met."""
    barrier = threading.Barrier(len(calls))
    answers: list[object] = [None] * len(calls)

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(MOST_SECONDS)
            answers[number] = calls[number]()
        except Refused as refusal:
            answers[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(MOST_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def kinds(answers: list[object]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


@dataclass
class Race:
    """How two met: what each gave, or the error it met, and who was done first."""

    first: object = None
    second: object = None
    done: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> tuple[str, str]:
        return type(self.first).__name__, type(self.second).__name__


def meet(first: Call, second: Call, *, reads: str = LOCKS.pattern, with_locks: bool = True) -> Race:
    """Let `second` come in right after `first` has sent the statement that matches `reads`: its first lock, if not said.

    With its locks `first` goes on as soon as `second` waits for it, or is done. Without them, which is the control,
    `second` comes in between what `first` has read and what it writes.
    """
    race, pids = Race(), []
    other = threading.Thread(target=_other, args=(race, second, pids))
    with connection.execute_wrapper(_let_in(other, pids, re.compile(reads), with_locks=with_locks)):
        race.first = _answer(first)
    race.done.append("first")
    other.join(MOST_SECONDS)
    assert not other.is_alive()
    return race


def _let_in(other: threading.Thread, pids: list[int], reads: re.Pattern[str], *, with_locks: bool) -> Any:
    def send(execute: Any, sql: str, params: Any, many: bool, context: Any) -> object:
        found = execute(sql if with_locks else LOCKS.sub("", sql), params, many, context)
        if reads.search(sql) and other.ident is None:
            other.start()
            _until(lambda: not other.is_alive() or (with_locks and _is_blocked(pids)))
        return found

    return send


def _is_blocked(pids: list[int]) -> bool:
    if not pids:
        return False
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", pids)
        return bool(cursor.fetchone()[0])


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + MOST_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def _other(race: Race, second: Call, pids: list[int]) -> None:
    try:
        connection.ensure_connection()
        pids.append(connection.connection.get_backend_pid())
        race.second = _answer(second)
        race.done.append("second")
    finally:
        connection.close()


def _answer(call: Call) -> object:
    """What it gave, or the error: of a control the database's own refusal is one."""
    try:
        return call()
    except Exception as error:
        return error
