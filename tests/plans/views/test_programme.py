"""The rep changes their own workout."""

import pytest
from django.urls import reverse

from tests.factories.plans import DrillFactory, PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


def url(name, pk):
    return reverse(f"plans:{name}", args=[pk])


def test_the_rep_changes_their_workout(plan, rep, client_of):
    drill = DrillFactory(skill=plan.skill)
    data = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3}
    client = client_of(rep)
    assert client.get(url("edit_programme", plan.pk)).status_code == 200

    client.post(
        url("edit_programme", plan.pk),
        {**data, "form-0-drill": drill.pk, "form-0-times_a_week": 4, "form-0-when": "After the stand-up"},
    )

    item = plan.programme.get()
    assert (item.drill, item.times_a_week, item.when) == (drill, 4, "After the stand-up")


def workout(drill, **said):
    typed = {
        f"form-0-{name}": value for name, value in {"drill": drill.pk, "times_a_week": 3, **said}.items()
    }
    return {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3, **typed}


def test_the_rep_makes_their_workout_an_if_then_promise(plan, rep, client_of):
    said = {"when": "I sit down at 8:45", "where": "at my desk", "what": "I write three questions"}
    client_of(rep).post(url("edit_programme", plan.pk), workout(DrillFactory(skill=plan.skill), **said))

    item = plan.programme.get()
    assert (item.when, item.where, item.what) == tuple(said.values())


@pytest.mark.parametrize("is_moved", [False, True], ids=["rests", "of_another_skill"])
def test_a_drill_of_the_workout_that_is_not_offered_any_more_stays_in_it(is_moved, plan, rep, client_of):
    drill, client = DrillFactory(skill=plan.skill), client_of(rep)
    client.post(url("edit_programme", plan.pk), workout(drill))
    drill.is_active, drill.skill = is_moved, SkillFactory() if is_moved else plan.skill
    drill.save()
    other = DrillFactory(skill=drill.skill, is_active=is_moved)

    page = client.get(url("edit_programme", plan.pk)).content.decode()
    client.post(url("edit_programme", plan.pk), workout(drill, times_a_week=5))

    assert f'<option value="{drill.pk}" selected' in page
    assert f'<option value="{other.pk}"' not in page
    assert plan.programme.get().times_a_week == 5


def test_what_is_done_then_asks_for_its_moment_and_keeps_what_was_typed(plan, rep, client_of):
    sent = workout(DrillFactory(skill=plan.skill), what="I write three questions")

    page = client_of(rep).post(url("edit_programme", plan.pk), sent).text

    assert "Say when it is time for it" in page
    assert "I write three questions" in page


def test_an_empty_workout_is_asked_for_one_drill(plan, rep, client_of):
    data = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0}

    page = client_of(rep).post(url("edit_programme", plan.pk), data).content.decode()

    assert "Choose at least one drill" in page
