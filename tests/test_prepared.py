"""PostgreSQL plans a compiled query once for each connection, and answers it with the values of each call."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coaching.queries import shell
from salesgym import prepared
from salesgym.compiled import compiled
from salesgym.people.models import User
from tests.coaching.floor import running_plan, team
from tests.factories.people import RepFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people_of():
    """A compiled query of its own for each test: people with these pks who joined on a day or signed in since a time.

    The connection knows none, so that it makes no room for this one by forgetting another.
    """
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    prepared._known.pop(connection.connection, None)

    @compiled
    def people_of(ids: tuple[int, ...], day: date, since: datetime):
        found = User.objects.filter(pk__in=ids, joined_on=day) | User.objects.filter(last_login__gte=since)
        return found.order_by("pk")

    return people_of


def kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'compiled_%%' ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


def test_a_query_is_prepared_when_a_connection_asks_again_and_answers_for_each_value(people_of):
    on, at, before = timezone.localdate(), timezone.now(), kept()
    one, other = UserFactory(joined_on=on), UserFactory(joined_on=on)
    signed_in = UserFactory(last_login=at)
    later = at + timedelta(days=1)

    asked = [people_of((one.pk, 0), on, later)]
    assert kept() == before
    asked += [people_of((pk, 0), on, since) for pk in (one.pk, other.pk) for since in (at, later)]

    assert len(kept()) == len(before) + 1
    assert asked == [[one], [one, signed_in], [one], [other, signed_in], [other]]


def test_the_frame_of_every_page_is_answered_alike_however_often_it_is_asked_for():
    """More often than PostgreSQL takes to settle on one plan for all values."""
    here, there = running_plan(team("North")), running_plan(team("South"))
    on, at = timezone.localdate(), timezone.now()

    with CaptureQueriesContext(connection):
        plain = [shell.facts(one, on=on, at=at) for one in (here.manager, there.manager, here.rep)]

    for _time in range(9):
        assert [shell.facts(one, on=on, at=at) for one in (here.manager, there.manager, here.rep)] == plain


def test_what_is_prepared_outlives_a_transaction_that_was_undone(people_of):
    on, at = timezone.localdate(), timezone.now()
    person = UserFactory(joined_on=on)

    for _twice in range(2):
        with transaction.atomic():
            assert people_of((person.pk,), on, at) == [person]
            transaction.set_rollback(True)

    assert people_of((person.pk,), on, at) == [person]


def test_a_broken_transaction_refuses_as_ever_and_leaves_nothing_half_prepared(people_of):
    on, at = timezone.localdate(), timezone.now()
    person = UserFactory(joined_on=on)
    people_of((person.pk,), on, at)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            people_of((person.pk,), on, at)

    assert [people_of((person.pk,), on, at) for _twice in range(2)] == [[person]] * 2


def test_whoever_notes_down_queries_sees_one_whole_query(people_of):
    on, at = timezone.localdate(), timezone.now()
    person = RepFactory(joined_on=on)
    people_of((person.pk,), on, at)

    with CaptureQueriesContext(connection) as queries:
        for _twice in range(2):
            assert people_of((person.pk,), on, at) == [person]

    assert len(queries) == 2
    assert all('FROM "people_user"' in query["sql"] for query in queries)


def test_a_connection_keeps_those_it_asked_for_last(monkeypatch):
    monkeypatch.setattr(prepared, "MOST_KNOWN", 1)
    person, other, before = UserFactory(), UserFactory(), kept()
    one, two = ids_of(), ids_of()

    found = [ask((person.pk, 0)) for ask in (one, one, two, two, one, one, one, two)]
    found += [ask((other.pk, 0)) for ask in (one, two, two)]

    assert found == [[person.pk]] * 8 + [[other.pk]] * 3
    assert len(kept()) <= len(before) + 1


def ids_of():
    """A compiled query that nobody else asks."""

    @compiled
    def ids(asked: tuple[int, ...]):
        return User.objects.filter(pk__in=asked).values_list("pk", flat=True)

    return ids


def test_behind_a_pooler_that_changes_connections_nothing_is_prepared(people_of, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    on, at, before = timezone.localdate(), timezone.now(), kept()
    person = UserFactory(joined_on=on)

    assert [people_of((person.pk,), on, at) for _time in range(3)] == [[person]] * 3
    assert kept() == before
