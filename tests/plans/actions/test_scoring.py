"""A role-play or a call is scored once, by whom it may be, with every line of the rubric."""

import uuid
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from plans import permissions
from plans.actions import scoring
from plans.actions.scoring import NoRubric, NotAllScored, PlanTakesNoScores
from plans.models import Event, Plan, Scoring
from plans.queries.scoring import rubric, scores_over_time
from tests.factories.plans import PlanFactory
from tests.factories.scoring import BehaviorFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def plan(rep, manager, mentor):
    plan = PlanFactory(rep=rep, manager=manager, mentor=mentor, life="active")
    for place in (1, 2, 3):
        BehaviorFactory(skill=plan.skill, position=place)
    return plan


def give(plan, by, *given, at=AT, **told):
    scores = dict(zip((one.pk for one in rubric(plan.skill)), given, strict=False))
    return scoring.score(plan=plan, by=by, scores=scores, occasion="role_play", at=at, **told)


def test_each_scores_as_who_they_are(plan, rep, manager, mentor):
    found = [give(plan, one, 3, 3, 3).how for one in (rep, mentor, manager)]

    assert found == ["self", "mentor", "manager"]


def test_scores_are_read_over_time_with_their_mean(plan, rep, mentor):
    give(plan, mentor, 2, 3, 3, note="Asked twice. Try silence.")
    give(plan, mentor, 4, 4, 5, at=datetime(2026, 1, 21, 9, tzinfo=UTC))

    first, second = scores_over_time(plan, for_user=rep)

    assert (first.mean, second.mean) == (Decimal("2.6667"), Decimal("4.3333"))
    assert (first.by, first.note, first.is_own) == (mentor, "Asked twice. Try silence.", False)
    assert sorted(first.scores.values()) == [2, 3, 3]


def test_a_scoring_stands_in_the_history(plan, mentor):
    give(plan, mentor, 3, 3, 3)

    assert plan.history.get(event=Event.SCORING_ADDED).detail["what"] == plan.skill.name


def test_the_same_scoring_sent_twice_is_stored_once(plan, mentor):
    sent = uuid.uuid4()

    assert give(plan, mentor, 3, 3, 3, client_id=sent) == give(plan, mentor, 3, 3, 3, client_id=sent)
    assert Scoring.objects.count() == 1


@pytest.mark.parametrize("given", [(3, 3), (3, 3, 0), (3, 3, 6), ()])
def test_every_line_of_the_rubric_has_its_score(plan, mentor, given):
    with pytest.raises(NotAllScored):
        give(plan, mentor, *given)


def test_a_line_that_is_no_longer_asked_needs_no_score(plan, mentor):
    last = rubric(plan.skill)[-1]
    last.is_active = False
    last.save()

    assert give(plan, mentor, 3, 3).scores.count() == 2


def test_a_skill_without_a_rubric_takes_no_scores(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, life="active")

    with pytest.raises(NoRubric):
        give(plan, manager)


def test_a_plan_that_is_not_signed_takes_no_scores(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, life="proposed")

    with pytest.raises(PlanTakesNoScores):
        give(plan, manager)


def test_rep_manager_and_mentor_score_while_the_plan_works(plan, rep, manager, mentor, stranger):
    people = (rep, manager, mentor, stranger)

    assert [permissions.can_score(one, plan) for one in people] == [True, True, True, False]
    plan.status = Plan.Status.CLOSED
    assert not any(permissions.can_score(one, plan) for one in people)
    assert [permissions.can_read_scores(one, plan) for one in people] == [True, True, False, False]


def test_scores_are_seen_by_rep_manager_and_mentor_alone(
    plan, rep, manager, mentor, stranger, hr, site_admin
):
    give(plan, mentor, 3, 3, 3)

    people = (rep, manager, mentor, stranger, hr, site_admin)
    seen = [Scoring.objects.visible_to(one).count() for one in people]

    assert seen == [1, 1, 1, 0, 0, 0]


def test_a_mentor_reads_no_scores_of_a_plan_that_was_not_theirs(plan, rep, mentor, stranger):
    give(plan, mentor, 3, 3, 3)
    plan.mentor = stranger
    plan.save(update_fields=["mentor"])

    assert not scores_over_time(plan, for_user=mentor)
