"""What HR, a manager and the employee wrote about a formal plan has its digest in the chain: each change of it shows."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from plans.actions import (
    acknowledgement,
    advance,
    agreement,
    amendment,
    announced_outcome,
    approval,
    override,
    proposal,
    statement,
)
from plans.models import History, Plan
from plans.queries.history_chain import Bad, Loose, verify
from tests.factories.forecasts import give_forecast
from tests.factories.plans import left_open
from tests.plans.formal_lives import prepared, standing
from tests.plans.test_history_chain import by_the_owner

pytestmark = pytest.mark.django_db
SENT, RUNS = datetime(2025, 12, 29, 9, tzinfo=UTC), datetime(2026, 1, 5, 9, tzinfo=UTC)
OVER = datetime(2026, 4, 15, 9, tzinfo=UTC)
APPROVAL, OVERRIDE, ANNOUNCED, STATEMENT = (
    Loose.APPROVAL,
    Loose.OVERRIDE,
    Loose.ANNOUNCED,
    Loose.STATEMENT,
)
# What the owner of the tables changes, the event that gives it away, and as what.
CHANGES = (
    ("plans_approval SET text = text || '.' WHERE number = 1", "approval.submitted", APPROVAL),
    ("plans_approval SET length_reason = '' WHERE number = 1", "approval.submitted", APPROVAL),
    ("plans_approval SET luck_reason = 'None.' WHERE number = 1", "approval.submitted", APPROVAL),
    ("plans_approval SET submitted_at = now() WHERE number = 1", "approval.submitted", APPROVAL),
    ("plans_approval SET comment = 'Well done.' WHERE number = 1", "approval.returned", APPROVAL),
    ("plans_approval SET answered_at = now() WHERE number = 2", "approval.taken_back", APPROVAL),
    ("plans_approval SET answered_by_id = submitted_by_id WHERE number = 3", "approval.given", APPROVAL),
    ("plans_approval SET comment = 'With doubts.' WHERE number = 3", "approval.given", APPROVAL),
    ("plans_approval SET leave_reason = 'Agreed.' WHERE number = 3", "approval.given", APPROVAL),
    ("plans_agreement SET has_clause = false WHERE number = 1", "plan.proposed", Loose.AGREEMENT),
    ("plans_observation SET what = 'Nothing.'", "plan.proposed", Loose.AGREEMENT),
    ("plans_receipt SET received_at = now() WHERE agreement_id IS NOT NULL", "agreement.received", Loose.ANSWER),
    ("plans_signature SET answer = 'agree' WHERE answer = 'disagree'", "agreement.signed", Loose.SIGNATURE),
    ("plans_amendment SET reason = 'None.' WHERE number = 2", "amendment.proposed", Loose.AGREEMENT),
    ("plans_amendment SET terms = '{}' WHERE number = 2", "amendment.proposed", Loose.AGREEMENT),
    ("plans_amendment SET comment = 'Fine.' WHERE number = 2", "amendment.declined", Loose.NEW_DATES),
    ("plans_amendment SET answered_at = now() WHERE number = 3", "amendment.taken_back", Loose.NEW_DATES),
    ("plans_amendment SET answered_at = now() WHERE number = 4", "plan.amended", Loose.NEW_DATES),
    ("plans_amendment SET answered_at = now() WHERE number = 5", "amendment.overtaken", Loose.NEW_DATES),
    ("plans_receipt SET received_at = now() WHERE amendment_id IS NOT NULL", "amendment.received", Loose.ANSWER),
    ("plans_overriderequest SET why = 'None.'", "override.asked", OVERRIDE),
    ("plans_overriderequest SET answer = 'Yes.'", "override.declined", OVERRIDE),
    ("plans_override SET reason = 'None.' WHERE block = 'support'", "override.given", OVERRIDE),
    ("plans_override SET block = 'check_ins' WHERE block = 'support'", "override.given", OVERRIDE),
    ("plans_announcedoutcome SET reasons = 'None.' WHERE final_at IS NULL", "outcome.announced", ANNOUNCED),
    ("plans_announcedoutcome SET next_step = 'leaving' WHERE final_at IS NULL", "outcome.announced", ANNOUNCED),
    ("plans_announcedoutcome SET taken_back_at = taken_back_at + interval '1 minute' WHERE final_at IS NULL", "outcome.taken_back", ANNOUNCED),
    ("plans_announcedoutcome SET final_at = now() WHERE final_at IS NOT NULL", "plan.closed", Loose.OUTCOME),
    ("plans_outcome SET next_step = 'further_help'", "plan.closed", Loose.OUTCOME),
    ("plans_outcome SET value = 0.1", "plan.closed", Loose.OUTCOME),
    ("plans_announcedoutcome SET learned = 'Luck.' WHERE final_at IS NULL", "outcome.announced", ANNOUNCED),
    ("plans_statement SET text = 'None.' WHERE kind = 'statement'", "statement.written", STATEMENT),
    ("plans_statement SET answer_by = '2027-01-01' WHERE kind = 'appeal'", "appeal.written", STATEMENT),
    ("plans_statement SET answer = 'None.' WHERE kind = 'appeal'", "appeal.answered", STATEMENT),
)  # fmt: skip
# An answer that becomes another one is one that no event names.
UNNAMED = (
    ("UPDATE plans_approval SET answer = 'approved' WHERE answer = 'returned'", APPROVAL),
    ("UPDATE plans_announcedoutcome SET taken_back_by_id = NULL WHERE final_at IS NULL", ANNOUNCED),
)
GONE = (
    ("DELETE FROM plans_override", "override.given", OVERRIDE),
    ("DELETE FROM plans_statement", "appeal.written", STATEMENT),
    ("DELETE FROM plans_approval WHERE answer = 'approved'", "approval.given", APPROVAL),
)


def lived() -> Plan:
    """A plan to which everything happened that is written down of a formal one."""
    cast = prepared()
    plan, rep, manager, hr = cast.plan, cast.rep, cast.manager, cast.hr
    reasons = approval.Reasons("The season is short.", "It is no luck.")
    by_manager = {"plan": plan, "by": manager, "at": SENT}
    asked = approval.submit(**by_manager, reasons=reasons)
    approval.send_back(approval=asked, by=hr, at=SENT, comment="Name the days.")
    approval.submit(**by_manager, reasons=reasons)
    approval.take_back(**by_manager)
    asked = approval.submit(**by_manager, reasons=reasons)
    approval.approve(approval=asked, by=hr, at=SENT, sha256=asked.sha256)
    proposal.propose(**by_manager)
    acknowledgement.receive(plan=plan, by=rep, at=SENT)
    agreement.sign(plan=plan, by=rep, at=SENT, answer="disagree", comment="Half of it was ours.")
    agreement.sign(**by_manager)
    _dates_change(plan)
    advance.advance(at=OVER)
    _ends(Plan.objects.get(pk=plan.pk), hr)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return plan


def _dates_change(plan: Plan) -> None:
    """New dates that the rep declines, a manager takes back, both sign, and the end of the plan overtakes."""
    for week, what in enumerate(("decline", "take_back", "sign", ""), start=1):
        plan.refresh_from_db()
        new = amendment.NewTerms(plan.ends_on + timedelta(days=week), {})
        read = amendment.written(plan=plan, new=new, by=plan.manager, at=RUNS)
        told = {"reason": "A fair.", "sha256": read.sha256, "by": plan.manager, "at": RUNS}
        waiting = amendment.propose(plan=plan, new=new, **told)
        if what in {"decline", "sign"}:
            amendment.receive(amendment=waiting, by=plan.rep, at=RUNS)
        if what:
            said = {"sign": {"sha256": waiting.sha256}, "decline": {"comment": "Later."}}.get(what, {})
            by = plan.manager if what == "take_back" else plan.rep
            getattr(amendment, what)(amendment=waiting, by=by, at=RUNS, **said)


def _ends(plan: Plan, hr) -> None:
    """Not met: after a no of HR and an override, shown, taken back, shown again, final, with an appeal and its answer."""
    give_forecast(plan, real=0.8)
    by_manager = {"plan": plan, "by": plan.manager, "at": OVER}
    override.ask(**by_manager, why="The client left.")
    override.decline(plan=plan, by=hr, reason="Not yet.", at=OVER)
    blocks = standing(plan, OVER)
    override.give(plan=plan, by=hr, blocks=blocks, reason="The client left.", at=OVER)
    told = {"reasons": "Talked through.", "next_step": "new_focus", "given_up": left_open(plan)}
    announced_outcome.announce(**by_manager, **told)
    announced_outcome.take_back(**by_manager)
    announced_outcome.announce(**by_manager, **told)
    statement.add(plan=plan, by=plan.rep, text="The leads came late.", at=OVER)
    announced_outcome.settle_due(at=OVER + timedelta(days=1))
    after = OVER + timedelta(days=2)
    appeal = statement.appeal(plan=plan, by=plan.rep, text="Half of it was ours.", at=after)
    statement.answer(appeal=appeal, by=hr, text="We looked at it.", at=after)


def found_after(*statements: str) -> set[Bad]:
    """What is found once the owner has done these, which is taken back."""
    with transaction.atomic():
        for statement in statements:
            by_the_owner(statement)
        found = set(verify().bad)
        transaction.set_rollback(True)
    return found


def in_rounds() -> list[list[tuple[str, str, Loose]]]:
    """The changes, no two of one event at once: each has to show by itself."""
    rounds: list[list[tuple[str, str, Loose]]] = []
    for change in CHANGES:
        free = next(
            (one for one in rounds if change[1] not in {event for _change, event, _what in one}), None
        )
        if free is None:
            rounds.append(free := [])
        free.append(change)
    return rounds


def test_each_change_is_found_at_its_event():
    plan = lived()
    assert verify().bad == []

    for changes in in_rounds():
        found = found_after(*(f"UPDATE {change}" for change, _event, _what in changes))
        for change, event, what in changes:
            places = {
                Bad(plan.pk, seq, what)
                for seq in History.objects.filter(event=event).values_list("seq", flat=True)
            }
            assert found & places, change
            found -= places
        assert found == set()
    unnamed = found_after(*(change for change, _what in UNNAMED))
    assert {Bad(plan.pk, 0, what) for _change, what in UNNAMED} <= unnamed
    gone = found_after(*(change for change, _event, _what in GONE))
    named = {
        Bad(plan.pk, plan.history.filter(event=event).latest("seq").seq, what)
        for _change, event, what in GONE
    }
    assert named <= gone

    by_the_owner(UNNAMED[0][0])
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_history", stdout=out)
    assert "there is a text before HR, or its answer, that no event names" in out.getvalue()
