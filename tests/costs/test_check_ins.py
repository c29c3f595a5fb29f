"""As many queries for a team of 200 as for one: the week of a manager, and the tab of a person."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from coaching.models import CheckIn, Rhythm, TalkPromise
from plans.models import Commitment
from salesgym import clock
from tests.coaching.floor import manager_of, running_plan, team
from tests.costs.crowd import more_like
from tests.costs.test_floor import SIZES, at_sizes
from tests.factories.people import LeaveFactory

pytestmark = pytest.mark.django_db


def talks_of(rep, manager, *, weeks):
    """A held talk a week, one that was missed, one to come that leave covers, a rhythm and a promise."""
    at = clock.now().replace(hour=10, minute=0, second=0, microsecond=0)
    sides = {"rep": rep, "led_by": manager}
    rows = []
    for week in range(1, weeks):
        on = at - timedelta(weeks=week)
        held = (
            {}
            if week == 3
            else {"lead_confirmed_by": manager, "lead_confirmed_at": on, "rep_confirmed_at": on}
        )
        rows.append(CheckIn(**sides, planned_for=on, first_planned_for=on, **held))
    return [*rows, CheckIn(**sides, planned_for=at + timedelta(hours=14), first_planned_for=at)]


def grow(harbor, size):
    manager = manager_of(harbor)
    first = harbor.memberships.first()
    plan = first.person.plans.get() if first else running_plan(harbor)
    more_like(plan, size - harbor.memberships.count())
    reps = [
        one.person for one in harbor.memberships.select_related("person") if not one.person.check_ins.exists()
    ]
    CheckIn.objects.bulk_create(talk for rep in reps for talk in talks_of(rep, manager, weeks=6))
    monday = clock.today() - timedelta(days=7)
    Rhythm.objects.bulk_create(
        Rhythm(
            rep=rep, led_by=manager, first_on=monday, hour=time(10), zone="UTC", set_by=manager,
            set_at=datetime(2026, 1, 5, tzinfo=UTC),
        )
        for rep in reps
    )  # fmt: skip
    owed = Commitment.objects.bulk_create(
        Commitment(kind="talk", promised_by=manager, promised_to=rep, what="A call", due_on=clock.today())
        for rep in reps
    )
    TalkPromise.objects.bulk_create(
        TalkPromise(check_in=rep.check_ins.first(), commitment=one)
        for rep, one in zip(reps, owed, strict=True)
    )


def test_the_week_asks_at_most_ten_questions_for_any_team(client):
    harbor = team()

    costs = at_sizes(
        client, SIZES, lambda size: grow(harbor, size), manager_of(harbor), reverse("coaching:check_ins")
    )

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def test_where_leave_covers_talks_the_week_asks_at_most_ten_questions_too(client):
    harbor = team()
    tomorrow = clock.today()

    def grow_with_leave(size):
        grow(harbor, size)
        for one in harbor.memberships.filter(person__leaves=None):
            LeaveFactory(person=one.person, starts_on=tomorrow, ends_on=tomorrow + timedelta(days=2))

    costs = at_sizes(client, (1, 20), grow_with_leave, manager_of(harbor), reverse("coaching:check_ins"))

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def test_the_tab_of_a_person_asks_at_most_ten_questions_for_any_number_of_talks(client):
    harbor = team()
    grow(harbor, 1)
    rep, manager = harbor.memberships.get().person, manager_of(harbor)

    costs = at_sizes(
        client,
        (6, 60),
        lambda size: CheckIn.objects.bulk_create(talks_of(rep, manager, weeks=size)),
        manager,
        reverse("coaching:person_check_ins", args=[rep.pk]),
    )

    assert len(set(costs)) == 1
    assert costs[0] <= 10
