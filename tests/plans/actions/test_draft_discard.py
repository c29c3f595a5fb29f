"""A draft that is not needed: its rep is free at once, and what a rep has read stays with its record."""

from datetime import UTC, datetime

import pytest

from plans.actions import draft, focus_question, outcome, proposal
from plans.actions.draft import NotADraft
from plans.actions.draft_discard import discard
from plans.actions.outcome import ReasonsMissing, WrongResult
from plans.actions.version import StaleVersion
from plans.models import Commitment, Diagnosis, Plan
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.plans import DiagnosisFactory, PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)
WRONG = "Opened for the wrong rep"


def test_a_discarded_draft_makes_room_for_another_plan_at_once(rep, manager):
    plan = draft.open_draft(rep=rep, by=manager, at=AT)

    discard(plan=plan, by=manager, reason=WRONG, at=AT)

    another = draft.open_draft(rep=rep, by=manager, at=AT)
    assert another.pk != plan.pk
    plan.refresh_from_db()
    assert plan.is_discarded
    assert (plan.outcome.result, plan.outcome.reasons) == ("withdrawn", WRONG)


def test_what_nobody_else_has_read_is_deleted_and_the_history_says_who_did(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    DiagnosisFactory(plan=plan)
    Commitment.objects.create(plan=plan, what="Two calls a week", promised_by=manager, due_on=plan.ends_on)

    discard(plan=plan, by=manager, reason=WRONG, at=AT)

    plan.refresh_from_db()
    assert (plan.headline, plan.why, plan.skill, plan.baseline, plan.target) == ("", "", None, None, None)
    assert not plan.milestones.exists()
    for model in (Diagnosis, Commitment):
        assert not model.objects.exists()
    last = plan.history.order_by("-seq").first()
    assert (last.event, last.actor, last.detail) == ("draft.discarded", manager, {"reason": WRONG})
    assert not Notice.objects.exists()


def test_a_proposal_that_was_taken_back_keeps_its_record_and_the_rep_is_told(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    proposal.propose(plan=plan, by=manager, at=AT)
    proposal.take_back(plan=plan, by=manager, at=AT)

    discard(plan=plan, by=manager, reason="Another focus suits better", at=AT)

    plan.refresh_from_db()
    assert plan.is_discarded
    assert plan.headline
    assert plan.milestones.exists()
    assert plan.agreements.exists()
    assert not Plan.objects.visible_to(rep).filter(pk=plan.pk).exists()
    told = Notice.objects.get(recipient=rep, kind="plans.draft_discarded")
    assert "nothing for you to do" in told.title


def test_a_rep_who_was_asked_reads_that_nothing_waits_any_longer(rep, manager):
    plan = draft.open_draft(rep=rep, by=manager, at=AT)
    skills = [SkillFactory(name=name) for name in ("Discovery", "Negotiation")]
    focus_question.ask(plan=plan, by=manager, pick=skills[0], offered=[one.pk for one in skills], at=AT)

    discard(plan=plan, by=manager, reason=WRONG, at=AT)

    mail = Outbox.objects.select_related("recipient").get(kind="plans.draft_discarded")
    kind = kinds.get(mail.kind)
    assert kind.still_wanted(mail.recipient, mail.ref_ids, AT)
    words = kind.render(mail.recipient, mail.ref_ids, AT)
    assert "nothing for you to read, sign or answer" in words.text
    assert WRONG not in words.text + words.html


@pytest.mark.parametrize("life", ["proposed", "active", "in_review"])
def test_only_a_draft_is_discarded(life):
    plan = PlanFactory(life=life)

    with pytest.raises(NotADraft):
        discard(plan=plan, by=plan.manager, reason=WRONG, at=AT)


def test_a_draft_that_changed_meanwhile_is_looked_at_again(rep, manager):
    plan = draft.open_draft(rep=rep, by=manager, at=AT)

    with pytest.raises(StaleVersion):
        discard(plan=plan, by=manager, reason=WRONG, at=AT, version=plan.version + 1)
    with pytest.raises(ReasonsMissing):
        discard(plan=plan, by=manager, reason="  ", at=AT)


def test_a_draft_gets_no_outcome(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)

    with pytest.raises(WrongResult, match="Discard it instead"):
        outcome.close(plan=plan, by=manager, result="withdrawn", reasons="Another team.", at=AT)
