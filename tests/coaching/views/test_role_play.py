"""The score sheet: five buttons a behavior with what 1, 3 and 5 look like; what was chosen stays."""

import uuid

import pytest
from django.urls import reverse

from plans.models import Scoring
from tests.coaching.floor import manager_of
from tests.factories.scoring import BehaviorFactory
from tests.refused_forms import links_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def behaviors(plan):
    return [BehaviorFactory(skill=plan.skill, position=place) for place in (1, 2, 3)]


def sheet(plan):
    return reverse("coaching:score_role_play", args=[plan.pk])


def filled(behaviors, score=4, **told):
    scores = {f"behavior-{one.pk}": score for one in behaviors}
    return {"client_id": str(uuid.uuid4()), "occasion": "role_play", "note": "", **scores, **told}


def test_the_sheet_says_what_1_3_and_5_look_like(client, plan, harbor, behaviors):
    client.force_login(manager_of(harbor))

    page = client.get(sheet(plan)).content.decode()

    for one in behaviors:
        assert all(words in page for words in (one.name, one.anchor_1, one.anchor_3, one.anchor_5))
    assert page.count('type="radio"') == 3 * 5 + 2
    assert "How sure" not in page


def test_the_rep_alone_is_asked_how_sure_they_feel(client, plan, behaviors):
    client.force_login(plan.rep)

    page = client.get(sheet(plan)).content.decode()

    assert "How sure did you feel before?" in page
    assert "Only" not in page or "you and your mentor" in page


def test_scores_stand_over_time_beside_the_real_figure(client, plan, harbor, behaviors):
    client.force_login(manager_of(harbor))

    answer = client.post(sheet(plan), filled(behaviors, note="Try silence"), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("coaching:plan_practice", args=[plan.pk]) + "#scores"
    assert "The scores are on the plan." in page
    assert behaviors[0].name in page
    assert "at that time" in page
    assert "Try silence" in page


def test_a_double_click_stores_the_scores_once(client, plan, harbor, behaviors):
    client.force_login(manager_of(harbor))
    sent = filled(behaviors)

    answers = [client.post(sheet(plan), sent).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert Scoring.objects.count() == 1


def test_a_behavior_without_a_score_is_asked_for_and_the_others_stay(client, plan, harbor, behaviors):
    client.force_login(manager_of(harbor))
    sent = filled(behaviors, note="Kept")
    sent.pop(f"behavior-{behaviors[1].pk}")

    answer = client.post(sheet(plan), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert links_of(page) == [f"id_behavior-{behaviors[1].pk}"]
    assert "Give this one a score from 1 to 5." in page
    assert page.count("checked") == 3
    assert "Kept" in page
    assert not Scoring.objects.exists()


@pytest.mark.parametrize("bad", [{"client_id": "x"}, {"occasion": "party"}, {"note": "x" * 501}])
def test_rubbish_comes_back_in_words(client, plan, harbor, behaviors, bad):
    client.force_login(manager_of(harbor))

    assert client.post(sheet(plan), filled(behaviors, **bad)).status_code == 422


def test_a_skill_without_a_rubric_says_so(client, plan, harbor):
    client.force_login(manager_of(harbor))

    assert "This skill has no rubric yet." in client.get(sheet(plan)).content.decode()


def test_plan_desk_and_workouts_lead_to_the_sheet(client, plan, harbor):
    own = [reverse(f"coaching:{name}", args=[plan.pk]) for name in ("plan_page", "plan_practice")]
    client.force_login(manager_of(harbor))

    for url in own:
        assert sheet(plan) in client.get(url).content.decode()
