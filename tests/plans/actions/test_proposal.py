import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from plans.actions import agreement, proposal
from plans.actions.draft_runs import RunDoesNotFit
from plans.actions.proposal import NotADraft, NothingSuggested, NotProposed, NotReady, OwnSide
from plans.actions.version import StaleVersion
from plans.models import Mentorship, Milestone, Plan
from salesgym.notices.models import Notice
from tests.factories.people import LeaveFactory, UserFactory
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager)


def propose(plan, **kwargs):
    return proposal.propose(plan=plan, by=plan.manager, at=AT, **kwargs)


def test_proposing_freezes_the_terms_and_tells_the_rep(plan, rep):
    frozen = propose(plan)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.PROPOSED
    assert frozen.number == 1
    assert Notice.objects.get(recipient=rep).kind == "plans.agreement_to_sign"


def test_the_digest_is_that_of_the_text_in_utf_8(plan):
    frozen = propose(plan)

    assert frozen.sha256 == hashlib.sha256(frozen.text.encode("utf-8")).hexdigest()


def test_the_text_says_everything_that_was_agreed(plan):
    DiagnosisFactory(plan=plan, causes=["technique", "time"], strengths="Rapport")
    step = plan.milestones.get(position=2)
    RewardFactory(milestone=step, what="A Friday afternoon off", given_by=plan.manager)
    CommitmentFactory(plan=plan, promised_by=plan.manager)
    item = ProgrammeItemFactory(plan=plan, when="After the stand-up")

    text = propose(plan).text

    for words in (
        "Rep: Marcus Bell",
        "Manager: Dana Whitfield",
        "You make people feel at ease in the first minute.",
        "54 of 247 meetings became opportunities.",
        "Marcus trains: Technique",
        "Ours to fix: Too little time",
        "Start: 22% (54 / 247), 13 weeks to Sunday 4 January 2026 (2026-01-04)",
        "Target: 28%",
        "First day: Monday 5 January 2026 (2026-01-05)",
        "Step 2, by Monday 2 March 2026 (2026-03-02): 26%",
        "Reward: A Friday afternoon off, given by Dana Whitfield",
        f"{item.drill.name}, 3 times a week, After the stand-up",
        "Two late demos a week swapped for discovery. By Monday 19 January 2026 (2026-01-19): Dana Whitfield",
        "As long as there is progress there is a future here.",
        "While progress continues, the plan goes on: it ends as met, met in part, or is extended.",
    ):
        assert words in text


def test_the_same_terms_give_the_same_text(plan):
    first = propose(plan)
    proposal.take_back(plan=plan, by=plan.manager, at=AT)
    second = propose(plan)

    assert second.number == 2
    assert second.text == first.text.replace("Agreement 1", "Agreement 2")


def test_the_cost_of_a_reward_stays_out_of_the_text(plan):
    RewardFactory(milestone=plan.milestones.get(position=1), cost_minor=98765400, given_by=plan.manager)

    assert "987654" not in propose(plan).text.replace(",", "")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("headline", "", "opening line"),
        ("why", " ", "why it is this one thing"),
        ("target", None, "target"),
        ("ends_on", None, "last day"),
        ("metric", None, "one thing"),
    ],
)
def test_a_draft_with_a_gap_is_not_proposed(plan, field, value, words):
    setattr(plan, field, value)
    plan.save()

    with pytest.raises(NotReady, match=words):
        propose(plan)


def test_a_plan_without_a_step_is_not_proposed(rep, manager):
    with pytest.raises(NotReady, match="first step"):
        propose(PlanFactory(rep=rep, manager=manager, steps=False))


def test_a_proposal_is_not_proposed_again(plan):
    propose(plan)

    with pytest.raises(NotADraft):
        propose(plan)


def test_an_older_page_does_not_propose(plan):
    with pytest.raises(StaleVersion):
        propose(plan, version=plan.version + 1)


def test_a_proposal_taken_back_is_a_draft_and_the_rep_is_told(plan, rep):
    propose(plan)

    proposal.take_back(plan=plan, by=plan.manager, at=AT)

    plan.refresh_from_db()
    assert plan.status == Plan.Status.DRAFT
    assert plan.proposed_at is None
    assert Notice.objects.filter(recipient=rep, kind="plans.taken_back").exists()
    assert not Plan.objects.visible_to(rep).filter(pk=plan.pk).exists()


def test_a_proposal_of_the_earlier_rule_counts_runs_once_it_is_taken_back(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, counting="window", proposed=True)

    proposal.take_back(plan=plan, by=manager, at=AT)

    plan.refresh_from_db()
    assert plan.counts_runs
    assert set(plan.milestones.values_list("run_weeks", flat=True)) == {4}


def test_a_step_that_leave_has_left_too_few_weeks_is_not_proposed(plan):
    starts_on = plan.starts_on
    LeaveFactory(person=plan.rep, starts_on=starts_on, ends_on=starts_on + timedelta(days=4))

    with pytest.raises(
        RunDoesNotFit, match="Step 1 takes 4 full weeks in a row: give it a date from 9 February"
    ):
        proposal.propose(plan=plan, by=plan.manager, at=AT)


def test_signatures_stay_with_the_agreement_that_was_taken_back(plan, rep):
    propose(plan)
    agreement.sign(plan=plan, by=rep, at=AT)
    proposal.take_back(plan=plan, by=plan.manager, at=AT)

    newest = propose(plan)

    assert newest.signatures.count() == 0
    assert plan.agreements.get(number=1).signatures.count() == 1


def test_taking_back_withdraws_an_invitation_that_waits(plan, rep):
    plan.mentor_wish = UserFactory()
    plan.save()
    propose(plan)
    agreement.sign(plan=plan, by=rep, at=AT)

    proposal.take_back(plan=plan, by=plan.manager, at=AT)

    assert plan.mentorships.get().status == Mentorship.Status.ENDED


def test_a_running_plan_is_not_taken_back():
    plan = PlanFactory(active=True)

    with pytest.raises(NotProposed):
        proposal.take_back(plan=plan, by=plan.manager, at=AT)


def test_the_rep_saves_their_side_and_goes_on_later(plan, rep):
    propose(plan)

    proposal.answer(plan=plan, by=rep, own_side=OwnSide("able_low", "Mondays are hard", ""), at=AT)

    plan.refresh_from_db()
    assert plan.rep_view == "Mondays are hard"
    assert plan.self_assessment.standing == "able_low"


def test_the_second_tab_is_told_and_overwrites_nothing(plan, rep):
    propose(plan)
    plan.refresh_from_db()
    proposal.answer(plan=plan, by=rep, own_side=OwnSide("", "first", ""), at=AT, version=plan.version)

    with pytest.raises(StaleVersion) as stale:
        proposal.answer(plan=plan, by=rep, own_side=OwnSide("", "second", ""), at=AT, version=plan.version)

    assert stale.value.plan.rep_view == "first"
    plan.refresh_from_db()
    assert plan.rep_view == "first"


def test_suggested_changes_reach_the_managers(plan, rep, manager):
    propose(plan)

    proposal.suggest_changes(plan=plan, by=rep, changes="Step 1 a week later.", at=AT)

    plan.refresh_from_db()
    assert plan.suggested_changes == "Step 1 a week later."
    assert plan.status == Plan.Status.PROPOSED
    assert Notice.objects.filter(recipient=manager, kind="plans.changes_suggested").exists()


def test_an_empty_suggestion_is_asked_for_words(plan, rep):
    propose(plan)

    with pytest.raises(NothingSuggested):
        proposal.suggest_changes(plan=plan, by=rep, changes="  ", at=AT)


def test_a_new_proposal_answers_the_suggestion(plan, rep):
    propose(plan)
    proposal.suggest_changes(plan=plan, by=rep, changes="Later, please.", at=AT)
    proposal.take_back(plan=plan, by=plan.manager, at=AT)

    propose(plan)

    plan.refresh_from_db()
    assert plan.suggested_changes == ""


def test_terms_can_be_edited_after_taking_back(plan):
    propose(plan)
    proposal.take_back(plan=plan, by=plan.manager, at=AT)

    Milestone.objects.filter(plan=plan, position=1).update(title="First")

    assert plan.milestones.get(position=1).title == "First"


def test_a_plan_without_a_mentor_is_proposed_with_a_reason_and_the_reason_is_no_part_of_the_text(plan):
    Plan.objects.filter(pk=plan.pk).update(no_mentor_reason=" ")
    with pytest.raises(NotReady, match="Choose a mentor, or say why nobody is asked yet"):
        proposal.propose(plan=plan, by=plan.manager, at=AT)
    Plan.objects.filter(pk=plan.pk).update(no_mentor_reason="I sit beside them.")

    agreement = proposal.propose(plan=plan, by=plan.manager, at=AT)

    assert "I sit beside them." not in agreement.text
