"""Skill and drive on two sliders: placed apart, and side by side only once both have placed theirs."""

import itertools

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import proposal
from plans.actions.proposal import OwnSide
from plans.models import Standing
from plans.models.diagnosis import standing_of
from salesgym.people.models import RoleGuide
from tests.factories.plans import DiagnosisFactory, PlanFactory
from tests.plans.raw_sql import refused
from tests.plans.views.wizard_pages import opened, post, url

pytestmark = pytest.mark.django_db
MANAGER, REP = "Dana: 3 of 10.", "Marcus: 7 of 10."


def proposed(rep, manager, **placed):
    plan = PlanFactory(rep=rep, manager=manager)
    DiagnosisFactory(plan=plan, **placed)
    plan.status, plan.proposed_at = "proposed", timezone.now()
    plan.save()
    return plan


def places(plan, rep):
    own_side = OwnSide(skill_level=7, will_level=7)
    proposal.answer(plan=plan, by=rep, own_side=own_side, at=timezone.now())


def read(client, plan):
    return client.get(reverse("plans:proposal", args=[plan.pk])).content.decode()


def test_nobody_sees_the_others_places_before_both_have_placed_theirs(rep, manager, client_of):
    plan = proposed(rep, manager, standing="learning_keen", skill_level=3, will_level=8)
    before = [read(client_of(who), plan) for who in (rep, manager)]
    places(plan, rep)

    after = [read(client_of(who), plan) for who in (rep, manager)]

    assert [place in page for page in before for place in (MANAGER, REP)] == [False] * 4
    assert [place in page for page in after for place in (MANAGER, REP)] == [True] * 4
    assert "You see this differently" in after[0]


def test_a_manager_who_placed_nothing_does_not_see_where_the_rep_stands(rep, manager, client_of):
    plan = proposed(rep, manager, standing="")
    places(plan, rep)

    page = read(client_of(manager), plan)

    assert "Marcus has placed skill and drive." in page
    assert REP not in page
    assert str(Standing.ABLE_AND_KEEN.label) not in page


def test_the_manager_places_in_the_wizard_and_a_slider_alone_says_nothing(client):
    plan = opened(client)
    levels = {"skill_level": "9", "will_level": "2"}

    post(client, "reason", plan, **levels)
    plan.refresh_from_db()
    assert (plan.diagnosis.standing, plan.diagnosis.skill_level) == ("", None)

    post(client, "reason", plan, **levels, is_placed="on")
    plan.diagnosis.refresh_from_db()
    assert (plan.diagnosis.standing, plan.diagnosis.skill_level, plan.diagnosis.will_level) == (
        "able_low",
        9,
        2,
    )
    assert "Talk about what matters before any drill." in client.get(url("reason", plan)).content.decode()


def test_every_place_has_its_field_and_the_database_takes_no_other(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    row = DiagnosisFactory(plan=plan, standing="")
    for skill, will in itertools.product((0, 5, 6, 10), (0, 4, 5, 10)):
        row.skill_level, row.will_level, row.standing = skill, will, standing_of(skill, will)
        row.save()

    for change in ("skill_level = 11", "skill_level = NULL", "will_level = NULL", "standing = 'able_low'"):
        refused("standing_follows_the_places", f"UPDATE plans_diagnosis SET {change}")  # noqa: S608 - constants above


def test_the_role_is_asked_about_first_and_no_points_to_knowledge(client, client_of):
    plan = opened(client)
    offer = client.get(url("reason", plan)).content.decode()
    guide = RoleGuide.objects.create(
        job_role=plan.rep.job_role,
        number=1,
        quality="Two questions first.",
        written_by=plan.manager,
        written_at=timezone.now(),
    )

    post(client, "reason", plan, knows_role="no")
    page = client.get(url("reason", plan)).content.decode()

    assert "Write it with the team" in offer
    assert guide.quality in page
    assert page.index("know what good looks like here?") < page.index("skill-ends")
    assert page.index("Does not know yet") < page.index("Cannot yet")
    assert offer.index("Cannot yet") < offer.index("Does not know yet")
    plan.diagnosis.refresh_from_db()
    assert plan.diagnosis.lacks_skill


def test_what_both_say_of_the_role_stands_together_with_the_places(rep, manager, client_of):
    plan = proposed(rep, manager, standing="learning_keen", skill_level=3, will_level=8, knows_role="yes")
    said = "Dana: Yes. Marcus: In part."
    before = read(client_of(rep), plan)
    own_side = OwnSide(skill_level=7, will_level=7, knows_role="in_part")
    proposal.answer(plan=plan, by=rep, own_side=own_side, at=timezone.now())

    assert said not in before
    assert said in read(client_of(rep), plan)
    assert said in read(client_of(manager), plan)
