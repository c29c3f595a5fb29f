"""How fair a plan is travels with it: to the review, to the proposal that the rep reads, and to the agreement."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import draft_basis, proposal
from plans.actions.proposal import NotReady
from plans.calculations.targets.bars import Bars
from plans.models import Plan
from plans.models.plan import WANTED_LAST
from plans.pages.fair_words import said_of
from salesgym.numbers.pages.values import Sayers
from tests.factories.numbers import give_weeks
from tests.factories.people import LeaveFactory, OrganizationFactory
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


def test_the_review_asks_for_the_steps_again_once_leave_has_changed_the_length(plan, rep, manager, client_of):
    draft_basis.keep(plan, on=timezone.localdate())
    review, client = reverse("plans:wizard_review", args=[plan.pk]), client_of(manager)
    before = client.get(review).content.decode()
    away = plan.starts_on + timedelta(weeks=5)
    LeaveFactory(person=rep, starts_on=away, ends_on=away + timedelta(days=4))

    after = client.get(review).content.decode()

    assert "another number of full weeks" not in before
    assert "another number of full weeks" in after
    assert f'href="{reverse("plans:wizard_milestones", args=[plan.pk])}"' in after
    with pytest.raises(NotReady, match="another number of full weeks"):
        proposal.propose(plan=plan, by=manager, at=timezone.now())
    draft_basis.keep(Plan.objects.get(pk=plan.pk), on=timezone.localdate())
    assert "another number of full weeks" not in client.get(review).content.decode()


def test_a_length_that_was_chosen_after_the_dates_is_not_proposed_with_them(plan, manager):
    plan.suggested = {"weeks_wanted": 20, WANTED_LAST: True}
    plan.save()
    draft_basis.keep(plan, on=timezone.localdate())

    with pytest.raises(NotReady, match="another number of full weeks"):
        proposal.propose(plan=plan, by=manager, at=timezone.now())


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


def test_where_nothing_is_fair_the_steps_and_the_terms_say_the_same_sentence_of_the_fairest_run(
    plan, rep, manager, client_of
):
    """The manager asks for six weeks in a row although four are fairest."""
    plan.ends_on, plan.target = plan.starts_on + timedelta(weeks=7, days=-3), Decimal("0.25")
    plan.save()
    plan.milestones.exclude(position=3).delete()
    plan.milestones.update(run_weeks=6, due_on=plan.ends_on, target=plan.target)
    bars = Bars.from_json(draft_basis.keep(plan, on=timezone.localdate()).bars)
    assert bars.lists.unfair is not None
    assert bars.lists.suggested.weeks == 4

    steps = client_of(manager).get(reverse("plans:wizard_milestones", args=[plan.pk])).context["page"]
    review = client_of(manager).get(reverse("plans:wizard_review", args=[plan.pk])).context["fair"]
    signed = proposal.propose(plan=plan, by=manager, at=timezone.now())
    read = client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).context["fair"]

    honest, own = steps.rows[-1].warn.text, steps.rows[-1].odds.words
    assert review.lines[:2] == [honest, own]
    assert read.lines == review.lines
    assert all(line in signed.text for line in review.lines)
