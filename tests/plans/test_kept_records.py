"""Scores, looks back, questions and evidence: a change by the owner of the tables misses the digest in their event."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from plans.actions import evidence, look_back, scoring, step_question
from plans.models import Evidence, History
from plans.queries.history_chain import Bad, Loose, verify
from tests.factories.lasting import FIRST_WEEK, ended_plan, meetings
from tests.factories.plans import PlanFactory
from tests.factories.scoring import BehaviorFactory
from tests.plans.test_history_chain import by_the_owner

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 26, 9, tzinfo=UTC)
KEPT = (
    ("UPDATE plans_lookback SET chance = 0.99", "gain.held", Loose.LOOK_BACK),
    ("UPDATE plans_lookback SET looked_at = looked_at + interval '1 day'", "gain.held", Loose.LOOK_BACK),
    ("DELETE FROM plans_lookback", "gain.held", Loose.LOOK_BACK),
    ("UPDATE plans_behaviorscore SET score = 5", "scoring.added", Loose.SCORES),
    ("DELETE FROM plans_behaviorscore", "scoring.added", Loose.SCORES),
    ("UPDATE plans_scoring SET note = ''", "scoring.added", Loose.SCORES),
    ("UPDATE plans_scoring SET occasion = 'call'", "scoring.added", Loose.SCORES),
    ("UPDATE plans_stepquestion SET unclear = 'Nothing.'", "step.questioned", Loose.QUESTION),
    ("UPDATE plans_stepquestion SET answer = 'All.'", "step.answered", Loose.QUESTION),
    ("UPDATE plans_evidence SET text = text || '.'", "evidence.shared", Loose.EVIDENCE),
    ("UPDATE plans_evidence SET happened_on = happened_on - 1", "evidence.shared", Loose.EVIDENCE),
)


def judged_and_asked(rep, manager):
    """A plan whose gain held, and one with scores, a question about a step that was answered, and evidence."""
    ended_plan(rep, manager)
    meetings(rep, [(FIRST_WEEK + timedelta(weeks=week), won) for week, won in enumerate((8, 6, 7, 7))])
    look_back.look_again(at=datetime(2026, 5, 4, 6, tzinfo=UTC))
    plan = PlanFactory(rep=rep, manager=manager, life="active")
    given = {BehaviorFactory(skill=plan.skill).pk: score for score in (2, 4)}
    scoring.score(plan=plan, by=manager, scores=given, occasion="role_play", note="Ask on.", at=AT)
    step = plan.milestones.get(position=2)
    asked = step_question.ask(step=step, by=rep, unclear="Whose meetings?", at=AT)
    step_question.answer(question=asked, by=manager, answer="Your own.", at=AT)
    kept = Evidence.objects.create(rep=rep, happened_on=AT.date(), text="Three calls.", written_at=AT)
    evidence.share(plan=plan, by=rep, pks=[kept.pk], at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_a_changed_record_misses_the_digest_in_its_event(rep, manager):
    judged_and_asked(rep, manager)
    # The builders of these plans write no events of their signatures and results.
    before = set(verify().bad)

    for statement, event, what in KEPT:
        with transaction.atomic():
            by_the_owner(statement)
            found = set(verify().bad) - before
            transaction.set_rollback(True)
        named = History.objects.get(event=event)
        assert found == {Bad(named.plan_id, named.seq, what)}, statement

    by_the_owner("UPDATE plans_history SET detail = '{\"erased\": true}' WHERE event = 'scoring.added'")
    assert Bad(named.plan_id, 0, Loose.SCORES) in verify().bad
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_history", stdout=out)
    assert f"Plan {named.plan_id}: there are scores that no event names." in out.getvalue()
