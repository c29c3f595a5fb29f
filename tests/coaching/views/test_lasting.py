"""What became of a gain, on the closed plan and on Today; and the old workout where it slipped."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import WorkoutAgain
from tests.coaching.floor import read
from tests.factories.lasting import ended_plan, look_of
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
TODAY = reverse("coaching:today")


def look_now(plan, verdict, **more):
    """A look that was taken this week."""
    on = timezone.localdate()
    last = on - timedelta(days=on.weekday() + 7)
    return look_of(plan, verdict, first_week=last - timedelta(weeks=3), last_week=last, **more)


def page_of(plan):
    return reverse("coaching:plan_page", args=[plan.pk])


def test_rep_and_manager_read_that_it_held(client, rep, manager):
    plan = ended_plan(rep, manager)
    look_now(plan, "held")

    for url in (page_of(plan), TODAY):
        text = read(client, rep, url)[1]
        assert "It held. What keeps it?" in text
        assert "35.0% over 4 full weeks to" in text
        assert "(28 of 80 meetings). The last step reached was 28%." in text
    assert "It held. Ask what keeps it" in read(client, manager, page_of(plan))[1]


def test_nothing_is_said_before_a_look_and_where_it_is_too_early(client, rep, manager):
    plan = ended_plan(rep, manager)
    assert 'id="lasting"' not in read(client, rep, page_of(plan))[0].text

    look_now(plan, "too_early", chance="0.5")
    assert 'id="lasting"' not in read(client, rep, page_of(plan))[0].text
    assert 'id="lasting"' not in read(client, rep, TODAY)[0].text


def test_one_tap_brings_the_old_workout_to_today_for_two_weeks(client, rep, manager):
    plan = ended_plan(rep, manager)
    look = look_now(plan, "slipped")
    answer, text = read(client, rep, TODAY)
    assert "Two weeks of the old workout?" in text
    assert 'id="old-workout"' not in answer.text
    assert "Two weeks of the old workout?" not in read(client, manager, page_of(plan))[1]

    client.force_login(rep)
    sent = client.post(reverse("plans:take_up_workout", args=[look.pk]), follow=True)

    assert sent.redirect_chain == [(TODAY, 302)]
    answer, text = read(client, rep, TODAY)
    assert "Second question ladder" in text
    assert "After lunch, about 8 min" in text
    assert "Two weeks of the old workout?" not in text
    WorkoutAgain.objects.get()


def test_an_old_workout_that_is_over_is_not_shown(client, rep, manager):
    look = look_now(ended_plan(rep, manager), "slipped")
    begun = timezone.localdate() - timedelta(days=14)
    until = begun + timedelta(days=13)
    WorkoutAgain.objects.create(look=look, starts_on=begun, until=until, taken_up_at=timezone.now())

    assert 'id="old-workout"' not in read(client, rep, TODAY)[0].text


def test_a_rep_with_a_new_plan_is_offered_no_old_workout(client, rep, manager):
    plan = ended_plan(rep, manager)
    look = look_now(plan, "slipped")
    PlanFactory(rep=rep, manager=manager, active=True)

    assert "It slipped back a little" in read(client, rep, page_of(plan))[1]
    client.force_login(rep)
    sent = client.post(reverse("plans:take_up_workout", args=[look.pk]), follow=True)
    assert "You have a plan now: one focus at a time." in sent.text
    assert not WorkoutAgain.objects.exists()


def test_other_gains_that_held_stand_beside_a_closed_plan_for_its_parties(client, rep, manager, mentor):
    earlier = ended_plan(rep, manager)
    look_now(earlier, "held")
    slipped = ended_plan(rep, manager)
    look_now(slipped, "held", weeks=4)
    look_now(slipped, "slipped", weeks=13)
    plan = ended_plan(rep, manager)

    for reader in (rep, manager):
        held = read(client, reader, page_of(plan))[0].text.partition('id="held"')[2]
        assert earlier.skill.name in held.partition("</section>")[0]
        assert slipped.skill.name not in held.partition("</section>")[0]
    type(plan).objects.filter(pk=plan.pk).update(mentor=mentor)
    assert 'id="held"' not in read(client, mentor, page_of(plan))[0].text
