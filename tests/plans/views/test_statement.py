"""The rep of a formal plan adds to its record at any time until 30 days after its end, and what was added stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome, statement
from plans.actions.statement import NothingSaid, RecordIsClosed
from plans.models import Statement
from plans.permissions import can_add_statement, can_add_to_record
from plans.queries.history_chain import verify
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.plans import PlanFactory, left_open
from tests.plans.raw_sql import refused, run

pytestmark = pytest.mark.django_db
INSERT = "INSERT INTO plans_statement (plan_id, written_by_id, text, written_at, kind, answer) VALUES (%s, %s, %s, %s, 'statement', '')"
# Right to left, emoji, an override of direction, and markup.
HOSTILE = "\u05e9\u05dc\u05d5\u05dd \U0001f600 \u202e<script>alert(1)</script>"


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, kind="formal", active=True)


def url(plan):
    return reverse("plans:statements", args=[plan.pk])


def add(client, plan, text):
    return client.post(url(plan), {"text": text})


def close(plan, at):
    told = {"result": "withdrawn", "reasons": "Another team.", "given_up": left_open(plan)}
    outcome.close(plan=plan, by=plan.manager, at=at, **told)
    plan.refresh_from_db()


def test_the_rep_writes_and_managers_and_hr_read(plan, rep, manager, client_of):
    long = f"{HOSTILE}\r\n" + "word " * 3990
    assert add(client_of(rep), plan, long).url == url(plan)
    assert add(client_of(rep), plan, long).url == url(plan)

    written = Statement.objects.get()
    assert written.text == long.replace("\r\n", "\n").strip()
    elsewhere = UserFactory(is_hr_partner=True)
    elsewhere.hr_teams.add(TeamFactory())
    for person in (rep, manager, UserFactory(is_hr_partner=True)):
        page = client_of(person).get(url(plan)).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
    for person in (UserFactory(), elsewhere):
        assert client_of(person).get(url(plan)).status_code == 404
    for person in (manager, UserFactory(is_hr_partner=True)):
        assert add(client_of(person), plan, "Not mine.").status_code == 403


def test_the_mentor_and_coaching_plans_know_of_none(plan, rep, manager, client_of):
    plan.mentor = UserFactory()
    plan.save()
    assert client_of(plan.mentor).get(url(plan)).status_code == 404
    coaching = PlanFactory(active=True)
    assert client_of(coaching.rep).get(url(coaching)).status_code == 404
    assert (
        "Reply to the record"
        in client_of(rep).get(reverse("plans:agreement", args=[plan.pk])).content.decode()
    )


def test_it_ends_thirty_days_after_the_plan(plan, rep, client_of):
    now = timezone.now()
    close(plan, now - timedelta(days=29))
    add(client_of(rep), plan, "I see it differently.")
    assert Statement.objects.count() == 1

    with pytest.raises(RecordIsClosed):
        statement.add(plan=plan, by=rep, text="Once more.", at=now + timedelta(days=2))
    with pytest.raises(NothingSaid):
        statement.add(plan=plan, by=rep, text=" \n ", at=now)
    with pytest.raises(NothingSaid):
        statement.add(plan=plan, by=rep, text="x" * 20_001, at=now)
    assert "That is more than 20,000 characters." in add(client_of(rep), plan, "x" * 20_001).content.decode()


def test_one_rule_says_who_adds_to_the_record(plan, rep, manager):
    now = timezone.now()
    proposed = PlanFactory(kind="formal")
    assert not can_add_to_record(proposed.rep, proposed)
    proposed.status, proposed.proposed_at = "proposed", now
    for known in (plan, proposed):
        assert can_add_to_record(known.rep, known)
        assert not can_add_to_record(manager, known)
        assert can_add_statement(known.rep, known, at=now)
    close(plan, now - timedelta(days=31))
    assert can_add_to_record(rep, plan)
    assert not can_add_statement(rep, plan, at=now)


def test_the_database_takes_it_from_the_rep_alone_and_keeps_it(plan, rep, manager):
    now = timezone.now()
    statement.add(plan=plan, by=rep, text="I see it differently.", at=now)
    for person in (manager, UserFactory()):
        refused("a_statement_is_of_the_rep_of_a_formal_plan", INSERT, plan.pk, person.pk, "Mine.", now)
    refused("a_statement_says_something", INSERT, plan.pk, rep.pk, " ", now)
    for change in ("UPDATE plans_statement SET text = 'Fine.'", "DELETE FROM plans_statement"):
        refused("what_was_stated_stays", change)
    for other in (PlanFactory(active=True), PlanFactory(kind="formal")):
        refused("a_statement_is_of_the_rep_of_a_formal_plan", INSERT, other.pk, other.rep_id, "Mine.", now)
    close(plan, now)
    run(INSERT, plan.pk, rep.pk, "Later.", now + timedelta(days=30))
    late = now + timedelta(days=31)
    refused("a_statement_is_of_the_rep_of_a_formal_plan", INSERT, plan.pk, rep.pk, "Too late.", late)
    # What nobody wrote through the app has no event.
    assert [place.what for place in verify().bad if place.plan_id == plan.pk][-1] == "statement"
