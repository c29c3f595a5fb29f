"""A database of before has the wins of its averages after the migration, as counting its deals again would give them."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from salesgym.numbers.actions import deal_values, team_weeks
from salesgym.numbers.models import Metric, TeamWeek, WeeklyValue
from tests.factories.deals import DealFactory
from tests.factories.numbers import MONDAY, WeeklyValueFactory, standard_metrics
from tests.numbers.bringing import AT

pytestmark = pytest.mark.django_db
ADDED = ("timed_wins", "valued_wins")
migration = import_module("salesgym.numbers.migrations.0013_wins_of_averages")


def added():
    rows = WeeklyValue.objects.filter(metric__key__in=ADDED).order_by("week_start", "metric__key")
    return list(rows.values_list("rep_id", "week_start", "metric__key", "value", "source", "entered_at"))


def before_and_after():
    """What the weeks have as counted, and as the migration fills them in."""
    counted = added(), team_weeks.check()
    WeeklyValue.objects.filter(metric__key__in=ADDED).delete()
    TeamWeek.objects.filter(metric__key__in=ADDED).delete()
    with connection.cursor() as cursor:
        cursor.execute(migration.FILL)
        cursor.execute(migration.FILL_TEAMS)
    return counted, (added(), team_weeks.check())


def test_weeks_of_deals_get_what_counting_them_again_would_give(rep):
    days = {"opened_on": MONDAY, "closed_on": MONDAY + timedelta(days=9), "owner": rep}
    DealFactory(stage="won", **days)
    DealFactory(stage="won", **days | {"currency": "EUR"})
    DealFactory(stage="won", **days | {"amount_minor": None})
    DealFactory(stage="won", **days | {"amount_minor": None, "closed_on": MONDAY + timedelta(days=16)})
    DealFactory(stage="lost", **days | {"closed_on": MONDAY + timedelta(days=23)})
    deal_values.recompute_reps(rep_ids=[rep.pk], by=None, at=AT)

    counted, filled = before_and_after()

    assert filled == counted
    assert [value for *_rest, value, _source, _at in filled[0]] == [0, 0, 3, 1, 1, 0, 0]
    assert filled[1] == []


def test_wins_that_somebody_typed_all_count(rep):
    standard_metrics()
    WeeklyValueFactory(rep=rep, metric=Metric.objects.get(key="wins"), value=4)

    _counted, filled = before_and_after()

    assert [(key, value, source) for _rep, _week, key, value, source, _at in filled[0]] == [
        ("timed_wins", Decimal(4), "typed"),
        ("valued_wins", Decimal(4), "typed"),
    ]


def test_the_averages_divide_by_the_wins_that_say_them_and_back(rep):
    metrics = standard_metrics()
    assert metrics["revenue_per_win"].denominator.key == "valued_wins"
    assert metrics["days_to_close"].denominator.key == "timed_wins"

    migration.take_wins_back(apps, None)

    now = {metric.key: metric for metric in Metric.objects.all()}
    assert {now[key].denominator.key for key in ("revenue_per_win", "days_to_close")} == {"wins"}
    assert not {*ADDED} & now.keys()
