"""The chain of a plan's history in the database: written by a trigger, and a change by the owner of the tables shows."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from plans.actions import agreement, amendment, history, history_head, outcome, proposal
from plans.calculations.chain import Break
from plans.models import Event, History, Outcome
from plans.queries.history_chain import Bad, Loose, head_files, read_heads, verify
from tests.factories.plans import PlanFactory, left_open
from tests.plans.raw_sql import refused

AT = datetime(2026, 1, 26, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads(settings):
    """A place of its own for what is kept apart."""
    settings.STORAGES = {
        **settings.STORAGES,
        "heads": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    return storages["heads"]


@pytest.fixture
def plan():
    """A plan that was opened and saved twice, with text beyond ASCII in its detail."""
    plan = PlanFactory()
    for event in (Event.DRAFT_OPENED, Event.DRAFT_SAVED, Event.DRAFT_SAVED):
        history.record(
            plan=plan, actor=plan.manager, event=event, at=AT, detail={"what": "Ärger \U0001f600 \u202e"}
        )
    return plan


def by_the_owner(statement, *values):
    """What the owner of the database can do: switch the triggers off, change, switch them on."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role TO DEFAULT")


def test_the_events_of_every_plan_hold(plan, heads):
    other = PlanFactory()
    details = {plan.pk: {"to": "on_track"}, other.pk: {"to": "stalled"}}
    history.record_each(event=Event.STATUS_CHANGED, at=AT, details=details)

    found = verify()

    assert (found.plans, found.events, found.erased, found.bad) == (2, 5, [], [])


@pytest.mark.parametrize("seq", [1, 5])
def test_a_number_that_is_not_the_next_one_is_refused(plan, seq):
    refused(
        "history_has_no_gaps",
        "INSERT INTO plans_history (plan_id, seq, event, at, detail) VALUES (%s, %s, 'draft.saved', now(), '{}')",
        plan.pk,
        seq,
    )


def test_a_digest_is_written_by_the_database_and_not_by_who_inserts(plan):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_history (plan_id, seq, event, at, detail, hash, prev_hash, detail_sha256)"
            " VALUES (%s, 4, 'draft.saved', now(), '{}', 'x', 'y', 'z')",
            [plan.pk],
        )

    assert verify().bad == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE plans_history SET event = 'draft.copied' WHERE plan_id = %s AND seq = 2", (2, Break.ITSELF)),
        ("UPDATE plans_history SET actor_id = NULL WHERE plan_id = %s AND seq = 2", (2, Break.ITSELF)),
        (
            "UPDATE plans_history SET at = at + interval '1 day' WHERE plan_id = %s AND seq = 2",
            (2, Break.ITSELF),
        ),
        (
            'UPDATE plans_history SET detail = \'{"what": "peace"}\' WHERE plan_id = %s AND seq = 2',
            (2, Break.TEXT),
        ),
        ("UPDATE plans_history SET prev_hash = hash WHERE plan_id = %s AND seq = 2", (2, Break.BEFORE)),
        ("DELETE FROM plans_history WHERE plan_id = %s AND seq = 2", (2, Break.GAP)),
        ("DELETE FROM plans_history WHERE plan_id = %s AND seq = 1", (1, Break.GAP)),
        ("DELETE FROM plans_history WHERE plan_id = %s", (1, Loose.NO_EVENTS)),
    ],
)
def test_what_the_owner_of_the_tables_changes_is_found_and_placed(plan, heads, statement, what):
    by_the_owner(statement, plan.pk)

    assert verify().bad == [Bad(plan.pk, *what)]


def test_events_cut_off_at_the_end_miss_the_head_that_was_kept_apart(plan, heads):
    assert history_head.keep(at=AT) == 1

    by_the_owner("DELETE FROM plans_history WHERE plan_id = %s AND seq = 3", plan.pk)

    assert verify().bad == [Bad(plan.pk, 3, Loose.HEAD)]


def test_a_chain_written_anew_from_the_middle_misses_its_head(plan, heads):
    history_head.keep(at=AT)
    by_the_owner("DELETE FROM plans_history WHERE plan_id = %s AND seq > 1", plan.pk)
    for _ in range(2):
        history.record(plan=plan, actor=None, event=Event.DRAFT_SAVED, at=AT)

    assert verify().bad == [Bad(plan.pk, 3, Loose.HEAD)]


def test_a_file_keeps_the_ends_of_those_plans_that_went_on(plan, heads, monkeypatch):
    monkeypatch.setattr(history_head, "OVERLAP", 0)
    history_head.keep(at=AT)
    assert history_head.keep(at=AT) == 0
    later = PlanFactory()
    history.record(plan=later, actor=None, event=Event.DRAFT_OPENED, at=AT)

    assert history_head.keep(at=AT + timedelta(days=1)) == 1

    names = head_files()
    assert len(names) == 2
    assert read_heads(names[1]).heads == {later.pk: (1, History.objects.get(plan=later).hash)}
    assert verify().bad == []


def test_an_event_that_is_seen_late_is_kept_with_the_next_file(plan, heads):
    """Its number is lower than that of the event with which the last file ended."""
    later = PlanFactory()
    history.record(plan=later, actor=None, event=Event.DRAFT_OPENED, at=AT)
    history_head.keep(at=AT)
    history.record(plan=later, actor=None, event=Event.DRAFT_SAVED, at=AT)

    history_head.keep(at=AT + timedelta(days=1))

    assert read_heads(head_files()[1]).heads.keys() == {plan.pk, later.pk}


def test_after_an_older_backup_all_ends_are_kept_anew(plan, heads, caplog):
    other = PlanFactory()
    history.record(plan=other, actor=None, event=Event.DRAFT_OPENED, at=AT)
    history_head.keep(at=AT)
    by_the_owner("DELETE FROM plans_history WHERE plan_id = %s", other.pk)

    assert history_head.keep(at=AT + timedelta(days=1)) == 1

    assert "all ends are kept anew" in caplog.text
    assert read_heads(head_files()[1]).heads.keys() == {plan.pk}


def test_a_file_of_ends_that_is_broken_off_is_passed_over(plan, heads, caplog):
    history_head.keep(at=AT)
    heads.save("2026-01-27T090000.json", ContentFile(b'{"until": 7, "hea'))
    heads.save("other.json", ContentFile(b"[]"))

    assert verify().bad == []
    assert "cannot be read" in caplog.text
    assert history_head.keep(at=AT + timedelta(days=2)) == 0


def test_an_upgrade_chains_the_events_that_were_there(plan, heads):
    migration = import_module("plans.migrations.0046_history_is_a_chain")
    by_the_owner("UPDATE plans_history SET detail_sha256 = %s, prev_hash = %s, hash = %s", *["0" * 64] * 3)
    assert verify().bad != []

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(migration.EARLIER_EVENTS)

    assert verify().bad == []


def test_an_erased_text_leaves_the_chain_whole_and_is_counted(plan, heads):
    by_the_owner(
        "UPDATE plans_history SET detail = '{\"erased\": true}' WHERE plan_id = %s AND seq = 2", plan.pk
    )

    found = verify()

    assert (found.erased, found.bad) == ([(plan.pk, 2)], [])


def signed_and_closed(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    history.record(plan=plan, actor=manager, event=Event.DRAFT_OPENED, at=AT)
    proposal.propose(plan=plan, by=manager, at=AT)
    for person, comment in ((rep, "I am in."), (manager, "")):
        agreement.sign(plan=plan, by=person, at=AT, comment=comment)
    new = amendment.NewTerms(plan.ends_on + timedelta(weeks=2), {})
    written = amendment.written(plan=plan, new=new, by=manager, at=AT)
    said = {"reason": "A fair.", "sha256": written.sha256, "by": manager, "at": AT}
    waiting = amendment.propose(plan=plan, new=new, **said)
    amendment.sign(amendment=waiting, by=rep, sha256=waiting.sha256, at=AT)
    told = {"reasons": "All three.", "learned": "Ask in the first minute.", "given_up": left_open(plan)}
    outcome.close(plan=plan, by=manager, result=Outcome.Result.MET, at=AT, **told)
    with connection.cursor() as cursor:
        # What waits for the commit is looked at before the owner changes anything.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return plan


@pytest.mark.parametrize(
    ("statement", "event", "what"),
    [
        ("UPDATE plans_agreement SET text = text || '.'", "plan.proposed", Loose.AGREEMENT),
        ("UPDATE plans_agreement SET sha256 = repeat('a', 64)", "plan.proposed", Loose.AGREEMENT),
        (
            "UPDATE plans_signature SET comment = 'No.' WHERE party = 'rep'",
            "agreement.signed",
            Loose.SIGNATURE,
        ),
        (
            "UPDATE plans_signature SET signed_at = signed_at + interval '1 day' WHERE party = 'rep'",
            "agreement.signed",
            Loose.SIGNATURE,
        ),
        ("UPDATE plans_amendment SET text = text || '.'", "amendment.proposed", Loose.AGREEMENT),
        ("UPDATE plans_agreement SET text = '' WHERE number = 2", "amendment.proposed", Loose.AGREEMENT),
        ("UPDATE plans_outcome SET result = 'met_in_part'", "plan.closed", Loose.OUTCOME),
        ("DELETE FROM plans_signature WHERE party = 'rep'", "agreement.signed", Loose.SIGNATURE),
        ("UPDATE plans_outcome SET reasons = 'None.'", "plan.closed", Loose.OUTCOME),
        ("UPDATE plans_outcome SET learned = ''", "plan.closed", Loose.OUTCOME),
    ],
)
def test_a_changed_text_misses_the_digest_in_its_event(rep, manager, heads, statement, event, what):
    plan = signed_and_closed(rep, manager)
    assert verify().bad == []
    by_the_owner(statement)

    assert verify().bad[0] == Bad(plan.pk, plan.history.filter(event=event).earliest("seq").seq, what)


@pytest.mark.parametrize(
    ("event", "what"),
    [
        ("plan.proposed", Loose.AGREEMENT),
        ("agreement.signed", Loose.SIGNATURE),
    ],
)
def test_a_record_that_no_event_names_is_found(rep, manager, heads, event, what):
    plan = signed_and_closed(rep, manager)
    by_the_owner("UPDATE plans_history SET detail = '{\"erased\": true}' WHERE event = %s", event)

    assert Bad(plan.pk, 0, what) in verify().bad


@pytest.mark.parametrize("table", ["history", "agreement", "signature", "receipt", "outcome", "scoring"])
def test_a_table_of_records_is_never_emptied(plan, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE plans_{table} ENABLE TRIGGER records_are_never_emptied")

    refused("records_never_change", f"TRUNCATE plans_{table} CASCADE")


def test_the_command_says_that_every_link_holds(plan, heads):
    out = StringIO()

    call_command("verify_history", stdout=out)

    assert out.getvalue().splitlines() == [
        "No ends are kept apart yet: events cut off at the end of a history would not show.",
        "Plans: 1. Events: 3. Every link holds.",
    ]


def test_the_command_names_the_first_bad_link_and_ends_with_1(plan, heads):
    history_head.keep(at=AT)
    by_the_owner("UPDATE plans_history SET actor_id = NULL WHERE plan_id = %s AND seq > 1", plan.pk)
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_history", stdout=out)

    assert ended.value.code == 1
    assert out.getvalue().splitlines() == [
        f"Plan {plan.pk}, event 2: its time, its kind or its person is not the one that was written then.",
        "Ends kept apart: 1 files, the newest 2026-01-26T090000.json.",
        "Plans: 1. Events: 3. Bad links: 1.",
    ]
