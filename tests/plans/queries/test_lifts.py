"""What people of a role have ever held, beside what a target asks for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.models import Plan
from plans.pages.big_picture.peers import _held_words
from plans.queries.big_picture import Place
from plans.queries.lifts import lifts_of
from salesgym.numbers.models import Metric
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db

STEADY, RISEN = [20] * 40, [20] * 20 + [30] * 20


def plan_among(others, *, own=STEADY):
    """A plan of a rep with so many colleagues, of whom the first has risen by ten a week for good."""
    standard_metrics()
    on, role = timezone.localdate(), JobRoleFactory()
    people = [RepFactory(job_role=role, joined_on=on - timedelta(days=900)) for _ in range(others + 1)]
    for place, person in enumerate(people):
        give_weeks(person, "conversations", own if not place else RISEN if place == 1 else STEADY, until=on)
    metric = Metric.objects.get(key="conversations")
    return PlanFactory(rep=people[0], metric=metric, baseline=20, target=28, baseline_until=None, steps=False)


def test_each_of_twenty_people_says_what_they_once_held(django_assert_num_queries):
    plan = Plan.objects.select_related("rep", "metric__denominator").get(pk=plan_among(19).pk)

    with django_assert_num_queries(2):
        lifts = lifts_of(plan, weeks=12, on=timezone.localdate())

    assert sorted(lifts) == [0] * 19 + [10]


def test_what_was_not_held_as_long_as_the_plan_lasts_does_not_count():
    plan = plan_among(19)

    assert max(lifts_of(plan, weeks=24, on=timezone.localdate())) < 10


def test_nineteen_people_say_nothing(django_assert_num_queries):
    plan = Plan.objects.select_related("rep", "metric__denominator").get(pk=plan_among(18).pk)

    with django_assert_num_queries(1):
        assert lifts_of(plan, weeks=12, on=timezone.localdate()) == ()


def test_the_words_stand_beside_the_peers():
    held = Place(28, None, None, None, lifts_held=(1, 40))

    assert _held_words(held) == (
        "Changes of this size ever held for as long by people in this role: 1 of 40."
    )
    assert _held_words(Place(28, None, None, None)) == ""
