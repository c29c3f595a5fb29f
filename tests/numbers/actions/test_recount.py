"""Numbers of before an upgrade follow the rules of today: whose deals say otherwise is marked, and counted again once."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection

from salesgym.celery import app
from salesgym.numbers import tasks
from salesgym.numbers.actions import deal_values, recount, team_weeks
from salesgym.numbers.models import Deal, Metric, Recount, WeeklyValue
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.imports import ImportFactory
from tests.factories.numbers import MONDAY
from tests.factories.people import RepFactory
from tests.numbers.bringing import AT

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
migration = import_module("salesgym.numbers.migrations.0018_count_undated_wins")


def upgrade():
    with connection.cursor() as cursor:
        cursor.execute(migration.MARK)


def values(rep, key):
    rows = WeeklyValue.objects.filter(rep=rep, metric__key=key).order_by("week_start")
    return {row.week_start: row.value for row in rows}


def deals_of_before(rep):
    """Four weeks as they were counted before: the undated win nowhere, the amount that nobody knows as $0."""
    DealFactory(won=True, owner=rep, amount_minor=None)
    deal_values.recompute_reps(rep_ids=[rep.pk], by=None, at=AT)
    WeeklyValue.objects.create(
        rep=rep,
        metric=Metric.objects.get(key="revenue"),
        week_start=MONDAY + WEEK,
        value=0,
        source="deals",
        entered_at=AT,
    )
    DealFactory(stage="won", owner=rep, opened_on=None, closed_on=MONDAY + 3 * WEEK)
    ImportFactory(source=SourceFactory(), newest_on=MONDAY + 3 * WEEK)


def test_an_upgrade_counts_wins_without_a_day_and_takes_back_zeros_that_nobody_knows(rep):
    deals_of_before(rep)
    untouched = DealFactory(won=True).owner

    upgrade()
    assert list(Recount.objects.values_list("pk", flat=True)) == [rep.pk]

    assert tasks.count_deals_again() == 1
    assert values(rep, "wins") == {MONDAY: 0, MONDAY + WEEK: 1, MONDAY + 2 * WEEK: 0, MONDAY + 3 * WEEK: 1}
    assert values(rep, "revenue") == {MONDAY: 0, MONDAY + 2 * WEEK: 0, MONDAY + 3 * WEEK: 1000}
    assert not values(untouched, "wins")
    assert team_weeks.check() == []
    assert tasks.count_deals_again() == 0


def test_typed_numbers_stay(rep):
    deals_of_before(rep)
    WeeklyValue.objects.filter(rep=rep, metric__key="wins", week_start=MONDAY + WEEK).update(
        value=7, source="typed"
    )

    upgrade()
    recount.count_next(at=AT)

    assert values(rep, "wins")[MONDAY + WEEK] == 7


def test_zeros_from_before_the_first_deal_of_today_go(rep):
    deals_of_before(rep)
    Deal.objects.filter(owner=rep, amount_minor=None).update(owner=RepFactory())

    upgrade()
    recount.count_next(at=AT)

    assert values(rep, "wins") == {MONDAY + 3 * WEEK: 1}
    assert team_weeks.check() == []


def test_many_reps_are_counted_a_few_at_a_time_until_none_is_left(team, run_rung):
    for _number in range(recount.REPS_AT_ONCE + 1):
        DealFactory(stage="lost", owner=RepFactory(team=team), opened_on=None, closed_on=date(2026, 10, 5))
    upgrade()
    app.loader.import_default_modules()

    with run_rung():
        assert recount.count_next(at=AT) == recount.REPS_AT_ONCE

    assert not Recount.objects.exists()
    assert WeeklyValue.objects.filter(metric__key="losses", value=1).count() == recount.REPS_AT_ONCE + 1
