"""The first thing a new rep reads is a strength, and nobody else reads it before they say yes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import strength
from plans.models import StrengthAnswer
from tests.coaching.floor import read
from tests.factories.numbers import give_weeks
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
TODAY = reverse("coaching:today")
ANSWER = reverse("plans:answer_strength")


@pytest.fixture
def steady(rep):
    """A rep with thirteen weeks of conversations, all alike but two."""
    give_weeks(
        rep, "conversations", [60, 62, 58, 61, 59, 60, 63, 57, 60, 61, 59, 90, 10], until=timezone.localdate()
    )
    return rep


def test_a_new_rep_reads_it_first_and_answers_once(client, steady):
    text = read(client, steady, TODAY)[1]
    assert "What you do week after week: conversations" in text
    assert "57 to 63 conversations in 11 of the last 13 weeks." in text
    assert text.index("week after week") < text.index("No plan yet")
    assert "May others ask you about it?" in text

    client.post(ANSWER, {"metric": "conversations", "answer": "yes"})

    assert StrengthAnswer.objects.get().may_ask
    text = read(client, steady, TODAY)[1]
    assert "Others may ask you about it: conversations" in text
    assert "May others ask you" not in text

    client.post(ANSWER, {"metric": "conversations", "answer": "no"})
    assert not StrengthAnswer.objects.get().may_ask
    assert 'id="strength"' not in read(client, steady, TODAY)[0].text


def test_weeks_that_are_all_alike_are_said_in_one_figure(client, rep):
    give_weeks(rep, "conversations", [60] * 13, until=timezone.localdate())

    assert "60 conversations in 13 of the last 13 weeks." in read(client, rep, TODAY)[1]


def test_without_an_answer_nothing_is_kept(client, steady):
    client.force_login(steady)
    for sent in ({}, {"metric": "conversations"}, {"metric": "nonsense", "answer": "yes"}):
        assert "Choose one of the two answers." in client.post(ANSWER, sent, follow=True).text
    assert not StrengthAnswer.objects.exists()


@pytest.mark.parametrize(
    ("life", "weeks", "is_shown"), [("proposed", 1, True), ("active", 1, True), ("active", -1, False)]
)
def test_it_is_shown_until_a_plan_has_begun(client, steady, manager, life, weeks, is_shown):
    starts_on = timezone.localdate() + timedelta(weeks=weeks)
    PlanFactory(rep=steady, manager=manager, starts_on=starts_on, life=life)

    assert ('id="strength"' in read(client, steady, TODAY)[0].text) is is_shown


def test_whoever_looks_for_a_mentor_reads_a_yes(client, rep, manager, steady, mentor):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    # 40 percent beside the 20 of the rep: sure to lie above the middle of the two.
    for person, opportunities in ((rep, 4), (mentor, 8)):
        for key, value in (("meetings", 20), ("opportunities", opportunities)):
            give_weeks(person, key, [value] * 13, until=timezone.localdate())
    invite = reverse("plans:invite_mentor", args=[plan.pk])
    assert "Says: ask me about it." not in read(client, manager, invite)[1]

    strength.answer(rep=mentor, metric=plan.metric, may_ask=True, at=timezone.now())

    assert "Says: ask me about it." in read(client, manager, invite)[1]


def test_the_answer_is_changed_on_the_record_at_any_time(client, steady):
    record = reverse("coaching:person_record", args=[steady.pk])
    client.force_login(steady)
    client.post(ANSWER, {"metric": "conversations", "answer": "yes", "next": record})
    assert "Others may ask you about it" in read(client, steady, record)[1]

    taken_back = client.post(ANSWER, {"metric": "conversations", "answer": "no", "next": record})

    assert taken_back.url == record
    assert not StrengthAnswer.objects.get().may_ask
    assert "You alone read of it" in read(client, steady, record)[1]


def test_nobody_is_offered_for_a_number_in_which_they_are_not_strong(client, steady):
    client.force_login(steady)

    assert client.post(ANSWER, {"metric": "win_rate", "answer": "yes"}).status_code == 404
    assert not StrengthAnswer.objects.exists()
