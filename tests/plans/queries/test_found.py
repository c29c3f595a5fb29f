"""A plan and what hangs on it is there for those who may open it; for everybody else there is None."""

import pytest
from django.http import Http404

from plans.models import Commitment, Milestone, Reward
from plans.queries import found
from salesgym.web import or_404
from tests.coaching.floor import manager_of, running_plan, team
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_what_hangs_on_a_plan_is_found_by_those_who_may_open_it():
    harbor, stranger = team(), manager_of(team("South"))
    plan = running_plan(harbor, mentor=UserFactory())
    things = {
        found.plan: plan,
        found.step: Milestone.objects.filter(plan=plan).first(),
        found.reward: Reward.objects.filter(milestone__plan=plan).first(),
        found.promise: Commitment.objects.filter(plan=plan).first(),
    }

    for find, thing in things.items():
        assert [find(reader, thing.pk) for reader in (plan.rep, plan.manager, plan.mentor)] == [thing] * 3
        assert find(stranger, thing.pk) is None
        assert find(plan.rep, 10**30) is None


def test_a_plan_whole_is_for_its_two_parties():
    plan = running_plan(team(), mentor=UserFactory())

    assert found.whole(plan.rep, plan.pk).plan == found.whole(plan.manager, plan.pk).plan == plan
    assert found.whole(plan.mentor, plan.pk) is None


def test_a_draft_is_for_those_who_manage_its_rep():
    plan = running_plan(team())

    assert found.draft(plan.manager, plan.pk) == plan
    assert found.draft(plan.rep, plan.pk) is None


def test_none_is_answered_with_404():
    assert or_404("a row") == "a row"
    with pytest.raises(Http404):
        or_404(None)
