"""The page of a formal plan says how its end is decided, what would hold today, and what was done with its text."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import commitment, override
from plans.models import Plan
from tests.coaching.floor import read
from tests.factories.forecasts import give_forecast
from tests.factories.formal import put_before_rep, signed, switched_on
from tests.factories.people import UserFactory
from tests.factories.plans import PlanFactory, live_until
from tests.plans.formal_plans import formal_plan, hr_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def monday():
    return timezone.localdate() - timedelta(days=timezone.localdate().weekday())


@pytest.fixture
def plan(rep, manager, monday):
    """In its sixth week; its one promise of ours is open."""
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=monday - timedelta(weeks=5))
    before = timezone.now() - timedelta(weeks=6)
    put_before_rep(plan, at=before)
    return signed(plan, at=before, answer="disagree", comment="Half of it <b>was ours</b>.")


@pytest.fixture
def page_of(client):
    def page(plan, who, route="coaching:plan_page"):
        response, text = read(client, who, reverse(route, args=[plan.pk]))
        assert response.status_code == 200
        return text

    return page


def test_both_read_the_rule_what_would_hold_today_and_the_acts_in_this_order(plan, rep, manager, page_of):
    for person in (rep, manager):
        page = page_of(plan, person)
        titles = ("staircase", "decided", "clause", "promises", "acts")
        assert sorted(titles, key=lambda name: page.index(f'id="{name}"')) == list(titles)
        assert "Met: step 3 is reached." in page
        assert "Extended: once, by six weeks at most and 180 days in all" in page
        assert "If the plan ended today, not met could not be chosen." in page
        assert "We have delivered 0 of 1 promises. Not met takes 80 of 100: one more, late or not." in page
        assert "None was left out by the manager." in page
        assert "Approved by" in page
        assert "Half of it &lt;b&gt;was ours&lt;/b&gt;." in page
        assert "oth signed" not in page


def test_the_clause_follows_help_and_progress(plan, manager, page_of):
    commitment.deliver(commitment=plan.support.get(), by=manager, at=timezone.now())
    give_forecast(plan, real=0.42)
    page = page_of(plan, manager)
    assert "If the plan ended today, the steps would decide." in page
    assert "More than luck: 4 in 10." in page
    assert "We have delivered 1 of 1 promises. 80 of 100 is enough." in page

    Plan.objects.get(pk=plan.pk).forecast.delete()
    give_forecast(plan, real=0.71)
    assert "If the plan ended today, not met could not be chosen." in page_of(plan, manager)


def test_in_review_it_says_what_hr_has_overridden(rep, manager, monday, page_of):
    plan = formal_plan(rep, manager, made=2, kept=1, starts_on=monday - timedelta(weeks=14))
    assert "Not met cannot be chosen today." in page_of(plan, manager)
    hr = switched_on(hr_partner())
    assert "Not met cannot be chosen today." in page_of(plan, hr, "formal:read_plan")
    override.give(plan=plan, by=hr, blocks=["support"], reason="The client has left.", at=timezone.now())

    page = page_of(plan, manager)
    assert "The steps decide." in page
    assert "HR has overridden this, with a reason." in page


def test_a_mentor_and_a_coaching_plan_read_none_of_it(plan, manager, page_of):
    Plan.objects.filter(pk=plan.pk).update(mentor=UserFactory())
    coaching = PlanFactory(manager=manager)
    live_until(coaching, "active")
    plan.refresh_from_db()

    for page in (page_of(plan, plan.mentor), page_of(coaching, coaching.rep)):
        for name in ("decided", "clause", "acts"):
            assert f'id="{name}"' not in page
        assert "Approved by" not in page
