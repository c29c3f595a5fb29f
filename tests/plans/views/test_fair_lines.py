"""How fair a plan is travels with it: to the review, to the proposal that the rep reads, and to the agreement."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import draft_basis, proposal
from plans.models import Plan
from plans.pages.fair_words import said_of
from salesgym.numbers.pages.values import Sayers
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    OrganizationFactory()
    today = timezone.localdate()
    give_weeks(rep, "meetings", [25] * 13, until=today)
    give_weeks(rep, "opportunities", [5] * 13, until=today)
    starts_on = today + timedelta(days=7 - today.weekday())
    plan = PlanFactory(rep=rep, manager=manager, starts_on=starts_on)
    plan.milestones.update(run_weeks=4)
    return plan


def test_review_proposal_and_agreement_say_the_same_two_sentences(plan, rep, manager, client_of):
    draft_basis.keep(plan, on=timezone.localdate())
    lines = said_of(Plan.objects.get(pk=plan.pk), Sayers("USD")).lines
    assert len(lines) == 2

    review = client_of(manager).get(reverse("plans:wizard_review", args=[plan.pk])).content.decode()
    signed = proposal.propose(plan=plan, by=manager, at=timezone.now())
    read = client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).content.decode()

    for line in lines:
        assert line in review
        assert line in read
        assert line in signed.text
