"""Whose weekly moment has come, in every time zone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.queries import digest, digest_due, today
from plans.calculations.to_go import ToGo
from plans.models import Milestone
from salesgym.numbers.models import Metric
from tests.factories.coaching import PracticeEntryFactory
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, UserFactory
from tests.factories.plans import STARTS_ON, MilestoneFactory, PlanFactory, live_until

MONDAY = 1
WEEK = timedelta(weeks=1)
IN_WEEK_ELEVEN = datetime(2026, 3, 16, 9, tzinfo=UTC)
MONDAY_IN_AUCKLAND = datetime(2026, 2, 9, 8, tzinfo=ZoneInfo("Pacific/Auckland"))  # Sunday in Greenwich


@pytest.mark.parametrize(
    ("zone", "at", "moment"),
    [
        ("Europe/Berlin", datetime(2026, 10, 26, 7, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
        (
            "Europe/Berlin",
            datetime(2026, 10, 26, 6, 59, tzinfo=UTC),
            datetime(2026, 10, 19, 6, 0, tzinfo=UTC),
        ),
        (
            "America/New_York",
            datetime(2026, 11, 2, 13, 0, tzinfo=UTC),
            datetime(2026, 11, 2, 13, 0, tzinfo=UTC),
        ),
        (
            "Asia/Kathmandu",
            datetime(2026, 11, 2, 2, 15, tzinfo=UTC),
            datetime(2026, 11, 2, 2, 15, tzinfo=UTC),
        ),
    ],
)
def test_the_moment_is_eight_on_monday_by_the_readers_clock(zone: str, at: datetime, moment: datetime):
    assert digest_due.last_moment(zone, MONDAY, 8, at=at) == moment


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]),
    weekday=st.integers(1, 7),
    hour=st.integers(0, 23),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_last_moment_is_never_ahead_and_never_more_than_a_week_and_a_shift_behind(
    zone, weekday, hour, at
):
    moment = digest_due.last_moment(zone, weekday, hour, at=at)

    assert moment <= at
    assert at - moment <= timedelta(days=7, hours=1)


@pytest.mark.django_db
def test_monday_in_auckland_is_told_of_the_week_that_ended_there():
    OrganizationFactory(time_zone="Pacific/Auckland")
    plan = PlanFactory(active=True)
    give_weeks(plan.rep, "meetings", [20] * 8, until=MONDAY_IN_AUCKLAND.date())
    give_weeks(plan.rep, "opportunities", [4] * 7 + [12], until=MONDAY_IN_AUCKLAND.date())

    line = digest.of_reps([plan.rep_id], at=MONDAY_IN_AUCKLAND)[plan.rep_id].plans[0]

    assert line.standing.plan_value == Decimal(24) / Decimal(80)


@pytest.mark.django_db
def test_practice_counts_by_the_reps_own_days_also_where_the_organization_is_a_day_behind():
    OrganizationFactory(time_zone="America/New_York")
    rep = UserFactory(time_zone="Pacific/Auckland")
    plan = PlanFactory(active=True, rep=rep)
    monday = MONDAY_IN_AUCKLAND.date()
    # This morning, a week ago, which is over, and the day after that.
    for days in (0, 7, 6):
        on = monday - timedelta(days=days)
        PracticeEntryFactory(
            plan=plan, practiced_at=MONDAY_IN_AUCKLAND - timedelta(days=days), practiced_on=on
        )
    elsewhere = PlanFactory(active=True, skill=plan.skill)
    PracticeEntryFactory(
        plan=elsewhere, practiced_at=MONDAY_IN_AUCKLAND, practiced_on=monday - timedelta(days=1)
    )

    found = digest.of_reps([rep.pk, elsewhere.rep_id], at=MONDAY_IN_AUCKLAND)

    assert {pk: facts.plans[0].practice_days for pk, facts in found.items()} == {
        rep.pk: 2,
        elsewhere.rep_id: 1,
    }


def working_plan(*, step, **fields):
    """A plan in its eleventh week with this one step, and 40 conversations a week for a year."""
    OrganizationFactory()
    plan = PlanFactory(steps=False, **fields)
    metric = Metric.objects.get(key=step.pop("key"))
    MilestoneFactory(plan=plan, metric=metric, due_on=plan.ends_on, **step)
    live_until(plan, "active")
    for key, each in (("conversations", 40), ("meetings", 19), ("opportunities", 4)):
        give_weeks(plan.rep, key, [each] * 52, until=IN_WEEK_ELEVEN.date())
    return plan


COUNT = {"key": "conversations", "measure": Milestone.Measure.COUNT, "run_weeks": None}
LONG_RUN = {"key": "meeting_to_opportunity", "target": "0.26", "run_weeks": 10}
OTHER_NUMBER = {"key": "meeting_rate", "target": "0.50", "run_weeks": 4}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "plan", "more", "to_go"),
    [
        (COUNT | {"target": 500}, {}, 100, None),
        # It counts on from the plan that it extends, 36 weeks ago.
        (COUNT | {"target": 1500}, {"counts_from": STARTS_ON - 26 * WEEK}, 60, None),
        # 9 weeks of 4 opportunities and the 14 of the next one are 50 of 190 meetings, over 26%.
        (LONG_RUN, {}, None, ToGo(14, 19, 1)),
        # Three weeks of 19 meetings and the 23 of the next one are 80 of 160 conversations, half of them.
        (OTHER_NUMBER, {}, None, ToGo(23, 40, 1)),
    ],
)
def test_the_digest_and_today_count_every_week_of_the_plan(step, plan, more, to_go):
    plan = working_plan(step=dict(step), **plan)

    told = digest.of_reps([plan.rep_id], at=IN_WEEK_ELEVEN)[plan.rep_id].plans[0].standing
    page = today.today_facts(plan.rep, on=IN_WEEK_ELEVEN.date()).open.standing

    assert (told.more, told.to_go) == (more, to_go)
    assert (page.more, page.to_go) == (more, to_go)
