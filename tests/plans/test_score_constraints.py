"""The database keeps scores as they were given, and to the rubric and the rep that they are of, tried by raw SQL."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory
from tests.factories.scoring import BehaviorFactory, BehaviorScoreFactory, ScoringFactory
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db


def refuses(rule, make, **told):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(**told)
    assert error.value.__cause__.diag.constraint_name == rule


@pytest.mark.parametrize("verb", ["UPDATE plans_{0} SET id = id", "DELETE FROM plans_{0}"])
@pytest.mark.parametrize("table", ["scoring", "behaviorscore"])
def test_scores_never_change(verb, table):
    BehaviorScoreFactory()

    refused("records_never_change", verb.format(table))


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_is_1_to_5(score):
    refuses("a_score_is_1_to_5", BehaviorScoreFactory, score=score)


def test_each_behavior_is_scored_once():
    given = BehaviorScoreFactory()

    refuses(
        "each_behavior_is_scored_once", BehaviorScoreFactory, scoring=given.scoring, behavior=given.behavior
    )


def test_scores_are_of_the_rubric_of_the_skill():
    refuses("scores_are_of_the_skills_rubric", BehaviorScoreFactory, behavior=BehaviorFactory())


def test_scores_on_a_plan_are_of_its_rep():
    plan = PlanFactory(life="active")

    refuses("scores_are_of_the_plans_rep", ScoringFactory, plan=plan, rep=UserFactory())


@pytest.mark.parametrize("how", ["mentor", "manager"])
def test_who_scores_themselves_says_so(how):
    plan = PlanFactory(life="active")

    refuses("a_scoring_says_who_gave_it", ScoringFactory, plan=plan, scored_by=plan.rep, how=how)


def test_nobody_else_scores_as_the_rep():
    refuses("a_scoring_says_who_gave_it", ScoringFactory, how="self")


def test_a_mentor_scores_on_a_plan():
    rep = UserFactory()
    told = {"plan": None, "rep": rep, "skill": BehaviorFactory().skill, "scored_by": UserFactory()}

    refuses("a_mentor_scores_on_a_plan", ScoringFactory, how="mentor", **told)


def test_a_scoring_is_of_a_role_play_or_a_call():
    refuses("occasion_is_known", ScoringFactory, occasion="mail")


def test_a_scoring_is_stored_once():
    given = ScoringFactory()

    refuses("a_scoring_is_stored_once", ScoringFactory, plan=given.plan, client_id=given.client_id)


def test_a_behavior_has_a_place_of_its_own():
    behavior, other = BehaviorFactory(), BehaviorFactory(position=90)

    refused(
        "one_behavior_per_place",
        "UPDATE plans_behavior SET (skill_id, position) = (%s, %s) WHERE id = %s",
        behavior.skill_id,
        behavior.position,
        other.pk,
    )


def test_a_behavior_says_what_each_score_looks_like():
    refuses("a_behavior_says_what_1_3_and_5_look_like", BehaviorFactory, anchor_3="")
