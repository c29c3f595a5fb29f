"""The page of a check-in: what each side reads, presses and types there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import CheckIn
from tests.coaching.floor import manager_of, read
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TopicFactory

pytestmark = pytest.mark.django_db


def talk_of(plan, /, *, ago=timedelta(), **fields) -> CheckIn:
    """A check-in of this plan's rep with their manager, which was planned for some time `ago`."""
    at = timezone.now() - ago
    return CheckInFactory(
        rep=plan.rep, led_by=manager_of(plan.rep.memberships.get().team), planned_for=at, **fields
    )


def address(talk, name="check_in", *more) -> str:
    return reverse(f"coaching:{name}", args=[talk.rep_id, talk.pk, *more])


def post(client, user, url, **typed):
    """What this person gets for this form, and its words."""
    client.force_login(user)
    response = client.post(url, typed)
    return response, response.content.decode()


def test_the_agenda_is_filled_in_before_anybody_writes(client, plan):
    last = talk_of(plan, ago=timedelta(days=7), held=True, plan=plan)
    TalkPromiseFactory(check_in=last, by=plan.rep, to=last.led_by)
    talk = talk_of(plan)
    TopicFactory(rep=plan.rep, text="The Tidewater deal")

    response, words = read(client, talk.led_by, address(talk))

    assert response.status_code == 200
    for said in (
        "Check-in 2, Discovery questions",
        "Start with what worked",
        "The numbers since",
        "last time",
        "Practice",
        "Promises from last time",
        "A price sheet with three stories",
        "The Tidewater deal",
        "Questions that help",
        "What would you like to be better at by next time?",
    ):
        assert said in words
    assert words.count("btn-primary") == 1
    assert f"{plan.rep.first_name} reads this." in words
