"""The first step of the wizard asks as many questions for sixty peers as for one (B3 of `make bench`)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import draft, focus_question
from plans.models import Skill
from salesgym.numbers.models import WeeklyValue
from tests.coaching.floor import manager_of, team
from tests.costs.test_floor import count
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db
SIZES = (1, 20, 61)
FUNNEL = ("outreach", "conversations", "meetings", "opportunities", "wins", "decided", "revenue")


def grow(harbor, size):
    """Reps of one role with thirteen weeks of the whole funnel."""
    today = timezone.localdate()
    people = [RepFactory(team=harbor, password="!") for _one in range(size - harbor.memberships.count())]
    for key in FUNNEL:
        give_weeks(people[0], key, range(1, 14), until=today)
    pattern = list(WeeklyValue.objects.filter(rep=people[0]))
    for person in people[1:]:
        for value in pattern:
            value.pk, value.rep = None, person
        WeeklyValue.objects.bulk_create(pattern)


def test_the_focus_costs_the_same_with_any_number_of_peers(client):
    harbor = team()
    manager = manager_of(harbor)
    grow(harbor, 1)
    plan = draft.open_draft(rep=harbor.memberships.get().person, by=manager, at=timezone.now())

    costs = []
    for size in SIZES:
        if size > 1:
            grow(harbor, size)
        costs.append(count(client, manager, reverse("plans:wizard_focus", args=[plan.pk]))[0])

    assert len(set(costs)) == 1
    assert costs[0] <= 12


def test_today_with_a_question_asks_at_most_ten_questions(client):
    harbor = team()
    grow(harbor, 1)
    rep, manager = harbor.memberships.get().person, manager_of(harbor)
    plan = draft.open_draft(rep=rep, by=manager, at=timezone.now())
    first, second = Skill.objects.filter(is_active=True)[:2]
    focus_question.ask(plan=plan, by=manager, pick=first, offered=[first.pk, second.pk], at=timezone.now())

    assert count(client, rep, reverse("coaching:today"))[0] <= 10
    assert count(client, rep, reverse("plans:answer_focus", args=[plan.pk]))[0] <= 10
