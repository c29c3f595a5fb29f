"""The bench's check-ins are rows that the product could have written, and pages find something in them."""

import pytest
from django.utils import timezone

from coaching.management.bench import seeding_people, seeding_plans, seeding_talks, world
from coaching.management.bench.rows import without_triggers
from coaching.management.bench.world import Span
from coaching.models import CheckIn, CheckInState, TalkPromise
from coaching.queries import talk_needs
from salesgym.people.models import User


@pytest.mark.django_db
def test_each_rep_of_the_bench_has_talks_promises_and_what_waits():
    at = timezone.now()
    on = timezone.localdate(at)

    for span in (Span(1, 10, on, at), Span(11, 12, on, at)):
        without_triggers()
        if span.first == 1:
            seeding_people.begin(span)
        seeding_people.grow(span)
        seeding_plans.grow(span)
        seeding_talks.grow(span)

    rep = User.objects.get(pk=world.rep_of(10))
    states = [talk.state(at) for talk in CheckIn.objects.filter(rep=rep).order_by("planned_for")]
    assert states == [*[CheckInState.HELD] * 5, CheckInState.DUE]
    assert TalkPromise.objects.count() == 24
    needs = talk_needs.of_reps([rep.pk])
    assert (len(needs.talks), len(needs.promises)) == (1, 1)
