"""A scored role-play tells the other side once, and keeps how sure the rep felt for the rep's own words alone."""

import uuid
from datetime import UTC, datetime

import pytest

from coaching.actions import confidence, role_play
from coaching.emails.role_play import SCORED
from coaching.models import Confidence
from plans.actions.scoring import NotAllScored
from plans.models import Scoring
from plans.queries.scoring import rubric
from salesgym import kinds
from salesgym.notices.models import Notice
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory
from tests.factories.scoring import BehaviorFactory, BehaviorScoreFactory, ScoringFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 14, 9, tzinfo=UTC)


@pytest.fixture
def plan():
    plan = PlanFactory(mentor=UserFactory(), life="active")
    for place in (1, 2, 3):
        BehaviorFactory(skill=plan.skill, position=place)
    return plan


def score(plan, by, given=3, **told):
    sent = {"occasion": "role_play", "note": "", "client_id": uuid.uuid4(), "at": AT} | told
    return role_play.score(plan=plan, by=by, scores={one.pk: given for one in rubric(plan.skill)}, **sent)


def told():
    return [(notice.recipient, notice.kind) for notice in Notice.objects.filter(kind=SCORED)]


@pytest.mark.parametrize("by", ["mentor", "manager"])
def test_the_rep_is_told_when_somebody_scored(plan, by):
    score(plan, getattr(plan, by))

    assert told() == [(plan.rep, SCORED)]


def test_the_mentor_is_told_when_the_rep_scored_themselves(plan):
    score(plan, plan.rep)

    assert told() == [(plan.mentor, SCORED)]


def test_nobody_is_told_where_the_rep_has_no_mentor(plan):
    plan.mentor = None
    plan.save()

    score(plan, plan.rep)

    assert told() == []


def test_scores_sent_twice_are_stored_and_told_once(plan):
    sent = {"client_id": uuid.uuid4(), "before": 2, "after": 4}

    first, again = score(plan, plan.rep, **sent), score(plan, plan.rep, **sent)

    assert first == again
    assert Scoring.objects.count() == 1
    assert len(told()) == 1
    assert {(said.moment, said.value) for said in Confidence.objects.all()} == {("before", 2), ("after", 4)}


def test_scores_that_are_refused_leave_nothing(plan):
    with pytest.raises(NotAllScored):
        score(plan, plan.rep, given=6, before=2)

    assert not Confidence.objects.exists()
    assert told() == []


def test_how_sure_a_rep_feels_is_theirs_to_say(plan):
    scoring = score(plan, plan.mentor, before=1, after=1)

    assert not Confidence.objects.exists()
    with pytest.raises(ValueError, match="theirs to say"):
        confidence.with_role_play(scoring=scoring, by=plan.manager, before=2, after=None, at=AT)


def test_what_was_said_first_stays(plan):
    scoring = score(plan, plan.mentor)

    for value in (2, 5):
        confidence.with_role_play(scoring=scoring, by=plan.rep, before=value, after=None, at=AT)

    assert Confidence.objects.get().value == 2


def test_the_mail_names_each_behavior_and_is_not_sent_once_the_mentor_is_gone(plan):
    scoring = ScoringFactory(plan=plan, how="self", scored_by=plan.rep, note="Try silence")
    given = BehaviorScoreFactory(scoring=scoring, behavior=plan.skill.behaviors.first(), score=4)
    kind, refs = kinds.get(SCORED), {"plan": plan.pk, "scoring": scoring.pk}
    mentor = plan.mentor

    mail = kind.render(mentor, refs, AT)
    wanted = kind.still_wanted(mentor, refs, AT)
    plan.mentor = None
    plan.save()

    assert f"{given.behavior.name}: 4 of 5" in mail.text
    assert "scored themselves" in mail.text
    assert "Try silence" in mail.html
    assert wanted
    assert not kind.still_wanted(mentor, refs, AT)
