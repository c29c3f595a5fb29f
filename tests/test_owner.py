"""The role of the app owns nothing: it reads and writes rows, and of records it only reads and adds."""

import re

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.db.models.signals import pre_migrate

from plans.actions import history
from plans.models import Event
from salesgym.owner import Role, as_owner, let_work
from salesgym.services import places
from tests.factories.plans import PlanFactory
from tests.roles import IS_THERE, as_app

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not IS_THERE, reason="a database from outside has roles of its own"),
]
RECORDS = (
    "plans_history",
    "plans_agreement",
    "plans_signature",
    "plans_outcome",
    "plans_lookback",
    "plans_workoutagain",
    "plans_scoring",
    "plans_behaviorscore",
    "formal_hrtexts",
    "plans_override",
    "plans_receipt",
    "plans_declined",
    "plans_unanswered",
    "plans_confirmedweek",
)


def forbidden(statement):
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        as_app() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", RECORDS)
def test_of_records_the_app_only_reads_and_adds(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(right_ ORDER BY right_) FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',"
            " 'TRUNCATE', 'REFERENCES', 'TRIGGER']) right_ WHERE has_table_privilege(%s, %s, right_)",
            [places.APP, table],
        )

        assert cursor.fetchone()[0] == ["INSERT", "SELECT"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans_history SET event = event",
        "DELETE FROM plans_history",
        "TRUNCATE plans_history",
        "TRUNCATE plans_plan CASCADE",
        "ALTER TABLE plans_history DISABLE TRIGGER history_is_a_chain",
        "ALTER TABLE plans_history DISABLE TRIGGER ALL",
        "DROP TRIGGER records_never_change ON plans_history",
        "DROP TABLE plans_history",
        "ALTER TABLE plans_agreement ADD COLUMN more text",
        "CREATE OR REPLACE FUNCTION plans_keep_record() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SET LOCAL session_replication_role = replica",
        "CREATE TABLE more ()",
        "UPDATE plans_agreement SET text = ''",
        "DELETE FROM plans_signature",
        "UPDATE plans_outcome SET reasons = ''",
    ],
)
def test_the_app_cannot_change_what_is_kept_nor_what_keeps_it(statement):
    forbidden(statement)


def test_the_app_adds_an_event_and_the_chain_goes_on():
    plan = PlanFactory()

    with as_app():
        for event in (Event.DRAFT_OPENED, Event.DRAFT_SAVED):
            history.record(plan=plan, actor=plan.manager, event=event, at=plan.created_at)

    first, second = plan.history.order_by("seq")
    assert second.prev_hash == first.hash


def test_the_app_may_work_in_every_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'S') AND relnamespace = 'public'::regnamespace"
            " AND NOT CASE relkind WHEN 'r' THEN has_table_privilege(%s, oid, 'SELECT') AND"
            " has_table_privilege(%s, oid, 'INSERT') AND has_table_privilege(%s, oid, 'MAINTAIN') AND (relname = ANY(%s) OR"
            " has_table_privilege(%s, oid, 'UPDATE') AND has_table_privilege(%s, oid, 'DELETE'))"
            " ELSE has_sequence_privilege(%s, oid, 'USAGE') AND has_sequence_privilege(%s, oid, 'UPDATE') END",
            [*[places.APP] * 3, list(RECORDS), *[places.APP] * 4],
        )

        assert cursor.fetchall() == []


def test_a_role_that_is_missing_is_made_and_gets_its_rights(settings):
    settings.DATABASE_OWNER = {"USER": places.OWNER}

    let_work(Role('o\'neil "app"', "it's secret"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'plans_plan', 'UPDATE')", ['o\'neil "app"'])
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize("owner", [None, {"USER": places.APP}])
def test_one_role_that_does_both_gets_nothing(settings, owner):
    settings.DATABASE_OWNER = owner
    with connection.cursor() as cursor:
        cursor.execute("REVOKE SELECT ON plans_plan FROM salesgym_app")

    let_work(Role(places.APP, ""))

    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'plans_plan', 'SELECT')", [places.APP])
        assert cursor.fetchone() == (False,)


def test_a_role_of_the_app_that_owns_tables_is_refused(settings):
    """Foreign keys are checked as the owner of a table, who then has no right to lock its rows."""
    settings.DATABASE_OWNER = {"USER": "postgres"}

    with pytest.raises(ImproperlyConfigured, match="name it in DATABASE_OWNER_URL"):
        let_work(Role(places.OWNER, ""))


def test_a_url_without_a_role_is_refused(settings):
    settings.DATABASE_OWNER = {"USER": places.OWNER}

    with pytest.raises(ImproperlyConfigured, match="names no role"):
        let_work(Role("", ""))


def test_the_owner_migrates_without_a_time_limit_and_the_app_has_its_own_again():
    with connection.cursor() as cursor:
        with as_owner() as app:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)
        cursor.execute("SHOW statement_timeout")

        assert cursor.fetchone() == ("30s",)
    assert app.name == connection.settings_dict["USER"]


def test_a_migration_may_take_longer_than_a_statement_of_the_app():
    def migrates(**_about):
        execute("SELECT pg_sleep(0.2)")

    def execute(statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    notices = apps.get_app_config("notices")
    execute("SET statement_timeout = 50")
    with pytest.raises(OperationalError, match="statement timeout"), transaction.atomic():
        migrates()

    pre_migrate.connect(migrates, sender=notices)
    try:
        call_command("migrate", "notices", verbosity=0)
    finally:
        pre_migrate.disconnect(migrates, sender=notices)


@pytest.mark.parametrize(("role", "advised"), [(places.OWNER, True), (places.APP, False)])
def test_health_says_where_one_role_does_everything(client, role, advised):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")

    advice = client.get("/health/").json()["advice"]

    assert any("DATABASE_OWNER_URL" in line for line in advice) is advised


def test_in_compose_only_the_migration_signs_in_as_the_owner_of_the_tables():
    told = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())["services"]
    stated = {name: service["environment"] for name, service in told.items() if "build" in service}

    assert [name for name in stated if "DATABASE_OWNER_URL" in stated[name]] == ["migrate"]
    assert {re.match(r"postgresql://(\w+):", one["DATABASE_URL"])[1] for one in stated.values()} == {
        places.APP
    }
