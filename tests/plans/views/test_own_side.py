"""What the rep alone says: what they put off, theirs until shared; what no form asks leads to HR."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import proposal
from plans.actions.proposal import OwnSide
from plans.models import SelfAssessment
from tests.factories.people import UserFactory
from tests.factories.plans import DiagnosisFactory, PlanFactory
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
PUT_OFF = "The call after a no."


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    plan.status, plan.proposed_at = "proposed", timezone.now()
    plan.save()
    return plan


def read(client, plan):
    return client.get(reverse("plans:proposal", args=[plan.pk])).content.decode()


def answer(client, plan, **typed):
    sent = {"wants": "save", "version": plan.version, "sha256": "", "avoids": PUT_OFF, **typed}
    return client.post(reverse("plans:answer_proposal", args=[plan.pk]), sent)


def placed(plan, rep, **told):
    own_side = OwnSide(skill_level=4, will_level=8, **told)
    proposal.answer(plan=plan, by=rep, own_side=own_side, at=timezone.now())


def test_what_the_rep_puts_off_is_theirs_until_they_share_it(plan, rep, manager, client_of):
    placed(plan, rep, avoids=PUT_OFF)
    private = [PUT_OFF in read(client_of(who), plan) for who in (rep, manager)]
    placed(plan, rep, avoids=PUT_OFF, shares_avoids=True)

    assert private == [True, False]
    assert PUT_OFF in read(client_of(manager), plan)


def test_nothing_typed_is_dropped_where_the_sliders_are_not_placed_yet(plan, rep, client_of):
    page = answer(client_of(rep), plan, sha256="0" * 64).content.decode()

    assert "your other answers are kept with it" in page
    assert PUT_OFF in page
    assert not SelfAssessment.objects.exists()


def test_what_to_adjust_leads_the_rep_to_hr_and_nobody_else_sees_the_question(plan, rep, manager, client_of):
    question = "Is there anything we should adjust?"
    without = read(client_of(rep), plan)
    UserFactory(name="Ruth Adler", email="ruth@example.com", is_hr_partner=True)
    plan.manager.is_hr_partner = True
    plan.manager.save()

    page = read(client_of(rep), plan)

    assert question not in without
    assert question in page
    assert "mailto:ruth@example.com" in page
    assert f"mailto:{manager.email}" not in page
    assert question not in read(client_of(manager), plan)


def test_energy_and_confidence_never_enter_a_formal_plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal")
    DiagnosisFactory(plan=plan)
    own_side = OwnSide(skill_level=4, will_level=8, is_energy=True, is_confidence=True)
    proposal.write_own_side(plan, own_side, at=timezone.now())
    rule = "energy_and_confidence_stay_out_of_a_formal_plan"

    assert SelfAssessment.objects.filter(plan=plan, is_energy=False, is_confidence=False).exists()
    refused(rule, "UPDATE plans_selfassessment SET is_energy = true")
    refused(rule, "UPDATE plans_selfassessment SET is_confidence = true")
    refused(rule, "UPDATE plans_diagnosis SET causes = ARRAY['technique', 'energy']")
