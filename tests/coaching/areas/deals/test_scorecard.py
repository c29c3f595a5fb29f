"""A joint call is scored once by each, with the rubric of the plan's skill."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from coaching.areas.deals.actions import scorecard
from coaching.areas.deals.actions.joint_call import CallChanged
from coaching.areas.deals.actions.scorecard import ScoredAlready
from coaching.areas.deals.models import CallScore
from plans.models import Scoring
from tests.coaching.areas.deals.looking import post, words
from tests.coaching.floor import read
from tests.factories.coached_deals import CoachedDealFactory, JointCallFactory
from tests.factories.scoring import BehaviorFactory, ScoringFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rubric(plan):
    return [BehaviorFactory(skill=plan.skill, name=name) for name in ("Asks a second question", "Waits")]


@pytest.fixture
def call(plan, rubric):
    return JointCallFactory(deal=CoachedDealFactory(rep=plan.rep), helper=plan.mentor, debriefed=True)


def score(call, plan, by, rubric, **fields):
    said = {"note": "", "client_id": uuid.uuid4(), "at": timezone.now(), **fields}
    return scorecard.score(call=call, plan=plan, by=by, scores={one.pk: 4 for one in rubric}, **said)


def test_each_scores_a_call_once(plan, rubric, call):
    first = score(call, plan, plan.rep, rubric)

    assert score(call, plan, plan.rep, rubric, client_id=first.scoring.client_id) == first
    with pytest.raises(ScoredAlready, match="scored this call already"):
        score(call, plan, plan.rep, rubric)
    score(call, plan, plan.mentor, rubric)
    assert list(Scoring.objects.order_by("pk").values_list("how", "occasion")) == [
        ("self", "call"),
        ("mentor", "call"),
    ]


def test_the_database_keeps_one_score_of_each_for_a_call(plan, rubric, call):
    score(call, plan, plan.rep, rubric)

    with pytest.raises(IntegrityError, match="a_call_is_scored_once_by_each"), transaction.atomic():
        CallScore.objects.create(call=call, scoring=ScoringFactory(), scored_by=plan.rep)


@pytest.mark.parametrize("case", ["called off", "ahead"])
def test_a_call_that_did_not_take_place_is_not_scored(plan, rubric, case):
    at = timezone.now()
    fields = {"called_off_at": at} if case == "called off" else {"starts_at": at + timedelta(days=1)}
    call = JointCallFactory(deal=CoachedDealFactory(rep=plan.rep), helper=plan.mentor, **fields)

    with pytest.raises(CallChanged, match="has not taken place"):
        score(call, plan, plan.rep, rubric)
    assert not Scoring.objects.exists()


def test_the_card_shows_what_each_gave_the_rep_first(client, plan, rubric, call):
    asked = words(client, plan.mentor, plan.rep)
    score(call, plan, plan.mentor, rubric)
    score(call, plan, plan.rep, rubric)

    page = words(client, plan.mentor, plan.rep)

    assert "Score the call" in asked
    assert "Score the call" not in page
    assert page.index('<th scope="col">Marcus</th>') < page.index('<th scope="col">Sofia</th>')
    assert page.count("4 of 5") == 4


def test_without_a_rubric_nothing_is_to_be_scored(client, plan):
    JointCallFactory(deal=CoachedDealFactory(rep=plan.rep), helper=plan.mentor, debriefed=True)

    assert "Scorecard" not in words(client, plan.rep, plan.rep)


def test_every_line_of_the_rubric_asks_for_a_score(client, plan, rubric, call):
    first, second = rubric
    sent = {"client_id": str(uuid.uuid4()), f"behavior-{first.pk}": 4, "note": "The pause worked"}

    short = post(client, plan.mentor, "score_call", call.pk, **sent)
    whole = post(client, plan.mentor, "score_call", call.pk, **sent, **{f"behavior-{second.pk}": 5})

    page = short.content.decode()
    assert "Give this one a score from 1 to 5." in page
    assert "The pause worked</textarea>" in page
    assert whole.status_code == 302
    assert sorted(Scoring.objects.get().scores.values_list("score", flat=True)) == [4, 5]


def test_a_call_of_somebody_without_a_running_plan_has_no_scorecard(client):
    call = JointCallFactory(debriefed=True)

    response, _page = read(client, call.deal.rep, reverse("deals:score_call", args=[call.pk]))

    assert response.status_code == 404
