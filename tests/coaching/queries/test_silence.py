"""The queue and the row say Stalled on the same days: one reads the facts by SQL, the other the weekly numbers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coaching.queries import needs, standing
from plans.calculations.status import StatusWord
from plans.models import Plan
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday
from salesgym.numbers.models import WeeklyValue
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Leave
from tests.clock import monday_at_nine
from tests.factories.numbers import ENTERED_AT, standard_metrics
from tests.factories.people import LeaveFactory, OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import OPENED_AT, STARTS_ON, PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
# The plan begins on Monday 5 January, and numbers come in until the Sunday of its third week.
WORKED, BACK = 3, STARTS_ON + 5 * WEEK
FOURTEEN_DAYS = timedelta(days=13)


def stalled_in_the_queue(*, on):
    plans = needs.with_needs(Plan.objects.order_by("pk"), needs.times(on=on, at=monday_at_nine()))
    return [pk for pk, counts in needs.judged(plans, on=on).items() if counts[needs.STALLED]]


def stalled_on_the_board(*, on):
    plans = list(Plan.objects.select_related("metric__numerator", "metric__denominator").order_by("pk"))
    metrics = standing.metrics_of(plans, [])
    series = scorecard.weekly_series([plan.rep_id for plan in plans], metrics, until=on, weeks=26)
    return [plan.pk for plan in plans if standing.of(plan, [], series, on=on).status == StatusWord.STALLED]


def number(plan, week_start, metric, value=5):
    return WeeklyValue(
        rep_id=plan.rep_id,
        metric=metric,
        week_start=week_start,
        value=value,
        source=WeeklyValue.Source.TYPED,
        entered_at=ENTERED_AT,
    )


@pytest.fixture
def plan():
    """A plan on a count with numbers for its first three weeks."""
    OrganizationFactory()
    skill = SkillFactory(metric=standard_metrics()["meetings"])
    plan = PlanFactory(rep=RepFactory(), skill=skill, active=True, steps=False)
    weeks = [STARTS_ON + WEEK * week for week in range(WORKED)]
    WeeklyValue.objects.bulk_create(number(plan, week, plan.metric) for week in weeks)
    return plan


def test_nobody_is_called_stalled_on_the_first_day_after_two_weeks_of_leave(plan):
    LeaveFactory(person=plan.rep, starts_on=BACK - 2 * WEEK, ends_on=BACK - timedelta(days=3))

    assert stalled_on_the_board(on=BACK) == []
    assert stalled_in_the_queue(on=BACK) == []


def test_two_weeks_at_work_without_numbers_and_practice_are_stalled_in_both_places(plan):
    assert stalled_on_the_board(on=BACK) == [plan.pk]
    assert stalled_in_the_queue(on=BACK) == [plan.pk]


def test_a_week_with_one_day_at_work_is_waited_for(plan):
    LeaveFactory(person=plan.rep, starts_on=BACK - 2 * WEEK + timedelta(days=1), ends_on=BACK - WEEK)

    assert stalled_on_the_board(on=BACK) == [plan.pk]
    assert stalled_in_the_queue(on=BACK) == [plan.pk]


def test_half_a_ratio_is_no_number(plan):
    metrics = standard_metrics()
    ratio = metrics["meeting_to_opportunity"]
    halved = PlanFactory(rep=RepFactory(), skill=SkillFactory(metric=ratio), active=True, steps=False)
    number(plan, BACK - WEEK, plan.metric).save()
    number(halved, BACK - WEEK, ratio.numerator).save()

    assert stalled_in_the_queue(on=BACK) == stalled_on_the_board(on=BACK) == [halved.pk]


# Everything is drawn in weeks and days around the day that is asked about.
ON = date(2026, 6, 1)
days_before = st.integers(0, 35)
spans = st.tuples(st.integers(-3, 30), st.integers(0, 20))
lives = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["active", "active", "active", "paused", "in_review"]),
        "started": st.integers(-8, 60),
        "practiced": st.none() | days_before,
        "numerator": st.sets(st.integers(-1, 5), max_size=3),
        "denominator": st.sets(st.integers(-1, 5), max_size=3),
        "leaves": st.lists(spans, max_size=2),
        "is_ratio": st.booleans(),
    }
)


@pytest.fixture
def team_of_four():
    """Reps of two teams: one works from Monday to Friday, one on three days that include a Sunday."""
    OrganizationFactory()
    teams = [TeamFactory(), TeamFactory(work_days="257")]
    return [RepFactory(team=teams[number % 2]) for number in range(4)]


def live(rep, manager, skills, life, on):
    """The plan of this rep as it was drawn, with their numbers and leave."""
    skill = skills[life["is_ratio"]]
    starts_on = on - timedelta(days=life["started"])
    practiced = life["practiced"]
    plan = Plan.objects.create(
        rep=rep,
        manager=manager,
        skill=skill,
        metric=skill.metric,
        target=Decimal(1),
        status=life["status"],
        starts_on=starts_on,
        ends_on=starts_on + 12 * WEEK,
        created_at=OPENED_AT,
        proposed_at=OPENED_AT,
        activated_at=OPENED_AT,
        last_practice_on=None if practiced is None else on - timedelta(days=practiced),
    )
    parts = {
        "numerator": skill.metric.numerator or skill.metric,
        # A number that is no part of the plan's own, where that is a count.
        "denominator": skill.metric.denominator or skills[True].metric.numerator,
    }
    WeeklyValue.objects.bulk_create(
        number(plan, monday(on) - WEEK * back, metric)
        for side, metric in parts.items()
        for back in life[side]
    )
    last = None
    for back, length in sorted(life["leaves"], reverse=True):
        first = on - timedelta(days=back)
        if last is None or first > last:
            last = first + timedelta(days=length)
            Leave.objects.create(person=rep, starts_on=first, ends_on=last)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(drawn=st.lists(lives, min_size=4, max_size=4), weekday=st.integers(0, 6))
def test_queue_and_board_call_the_same_plans_stalled(team_of_four, drawn, weekday):
    on = ON + timedelta(days=weekday)
    with transaction.atomic():
        metrics = standard_metrics()
        skills = {
            False: SkillFactory(metric=metrics["meetings"]),
            True: SkillFactory(metric=metrics["meeting_to_opportunity"]),
        }
        manager = UserFactory()
        for rep, life in zip(team_of_four, drawn, strict=True):
            live(rep, manager, skills, life, on)

        assert stalled_in_the_queue(on=on) == stalled_on_the_board(on=on)

        transaction.set_rollback(True)
