"""The weekly mail of a rep: a plan that rests or is over asks for nothing, a date that has passed was due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.actions.dates import dates_may_move
from plans.models import Plan
from salesgym import kinds
from tests.coaching.actions.reminded import at, team_plan
from tests.coaching.floor import running_plan, team

pytestmark = pytest.mark.django_db


def mail_of(plan):
    at = timezone.now()
    kind = kinds.get("coaching.rep_digest")
    loaded = kind.prefetch([(plan.rep, {})], at)
    return kind.render(plan.rep, {}, at, loaded=loaded)


@pytest.mark.parametrize(
    ("life", "said", "asks"),
    [
        ("active", "", True),
        ("paused", "Your plan rests. Nothing is counted until it goes on.", False),
        ("in_review", "Its outcome is written next.", False),
    ],
)
def test_a_plan_that_does_not_run_asks_for_no_workout(life, said, asks):
    plan = running_plan(team())
    Plan.objects.filter(pk=plan.pk).update(
        status=life, review_due_on=plan.ends_on if life == "in_review" else None
    )

    mail = mail_of(plan)

    for words in (mail.text, mail.html):
        assert said in words
        assert ("This week&#x27;s workout" in words or "This week's workout" in words) == asks
        assert ("Second question ladder" in words) == asks
        assert ("Next step" in words) == asks


def test_a_step_whose_date_has_passed_was_due():
    plan = running_plan(team())
    step = plan.milestones.get(position=1)
    day = timezone.localdate() - timedelta(days=3)
    with dates_may_move():
        type(step).objects.filter(pk=step.pk).update(due_on=day)

    mail = mail_of(plan)

    for words in (mail.text, mail.html):
        assert f", was due {day:%A %-d %B}" in words
        assert " by " not in words[words.index("Next step") :][:120]


def test_a_plan_without_numbers_is_told_without_them():
    plan = team_plan()
    loaded = kinds.get("coaching.mentor_digest").prefetch([(plan.mentor, {})], at(1, 26))

    (line,) = loaded[plan.mentor.pk].lines

    assert line.facts == f"{plan.skill}. Workouts on 0 days."
