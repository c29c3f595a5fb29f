from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from salesgym.numbers.queries import scorecard
from tests.factories.numbers import WeeklyValueFactory, give_weeks
from tests.factories.people import LeaveFactory, RepFactory

UNTIL = date(2026, 11, 22)


@pytest.fixture
def metrics(organization):
    return scorecard.metrics()


def test_every_standard_ratio_is_one_stored_number_over_another(metrics):
    made = [metric for metric in metrics.values() if metric.has_denominator]

    assert len(made) == 7
    by_id = {metric.pk: metric for metric in metrics.values()}
    assert all(
        by_id[metric.numerator_id].is_stored and by_id[metric.denominator_id].is_stored for metric in made
    )


def test_the_funnel_runs_from_outreach_to_wins(metrics):
    stages = sorted((metric.funnel_order, metric.key) for metric in metrics.values() if metric.funnel_order)

    assert [key for _order, key in stages] == [
        "outreach",
        "conversations",
        "meetings",
        "opportunities",
        "wins",
    ]


def test_a_series_has_every_week_asked_for_and_never_the_running_one(rep, metrics):
    give_weeks(rep, "meetings", [5, None, 7, 8], until=date(2026, 11, 29))

    series = scorecard.weekly_series([rep.pk], [metrics["meetings"]], until=UNTIL, weeks=3)

    weeks = series[rep.pk, metrics["meetings"].pk].weeks
    assert [week.starts_on.day for week in weeks] == [26, 2, 9]
    assert [week.value for week in weeks] == [5, None, 7]


def test_a_ratio_is_summed_on_both_sides(rep, metrics):
    give_weeks(rep, "wins", [1, 0, 2], until=UNTIL)
    give_weeks(rep, "decided", [2, 0, 8], until=UNTIL)

    window = scorecard.window_value(rep.pk, metrics["win_rate"], until=UNTIL, weeks=3)

    assert (window.numerator, window.denominator, float(window.value)) == (3, 10, 0.3)


def test_a_ratio_of_nothing_has_no_value(rep, metrics):
    window = scorecard.window_value(rep.pk, metrics["win_rate"], until=UNTIL, weeks=13)

    assert window.value is None


def test_any_number_of_reps_and_metrics_takes_one_query(rep, metrics):
    reps = [rep, *RepFactory.create_batch(4)]
    for person in reps:
        give_weeks(person, "wins", [1] * 12, until=UNTIL)

    with CaptureQueriesContext(connection) as queries:
        series = scorecard.weekly_series(
            [person.pk for person in reps], metrics.values(), until=UNTIL, weeks=12
        )

    assert len(queries) == 1
    assert len(series) == len(reps) * len(metrics)


def test_a_series_splits_where_a_plan_began(rep, metrics):
    give_weeks(rep, "meetings", [1, 2, 3, 4], until=UNTIL)
    series = scorecard.weekly_series([rep.pk], [metrics["meetings"]], until=UNTIL, weeks=4)

    one = series[rep.pk, metrics["meetings"].pk]

    assert one.since(date(2026, 11, 5)).values == [3, 4]
    assert one.before(date(2026, 11, 5)).values == [1, 2]


def test_leave_of_some_days_weighs_a_week_less_and_leave_of_all_days_not_at_all(rep, metrics):
    give_weeks(rep, "meetings", [10, 6, 0, 10], until=UNTIL)
    LeaveFactory(person=rep, starts_on=date(2026, 10, 29), ends_on=date(2026, 11, 8))

    found = scorecard.weekly_series([rep.pk], [metrics["meetings"]], until=UNTIL, weeks=4)
    one = found[rep.pk, metrics["meetings"].pk]

    assert [float(week.exposure) for week in one.weeks] == [1, 0.6, 0, 1]
    assert [week.days_away for week in one.weeks] == [0, 2, 5, 0]
    assert one.values == [10, 6, None, 10]
    window = one.window()
    assert (window.weeks, window.numerator, float(window.exposure), window.value) == (3, 26, 2.6, 10)


def test_leave_changes_no_ratio(rep, metrics):
    give_weeks(rep, "wins", [1, 3], until=UNTIL)
    give_weeks(rep, "decided", [2, 4], until=UNTIL)
    before = scorecard.window_value(rep.pk, metrics["win_rate"], until=UNTIL, weeks=2)

    LeaveFactory(person=rep, starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 11))

    after = scorecard.window_value(rep.pk, metrics["win_rate"], until=UNTIL, weeks=2)
    assert (before.value, before.weeks) == (after.value, after.weeks)


def test_series_with_leave_take_one_query(rep, metrics):
    LeaveFactory(person=rep, starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 11))

    with CaptureQueriesContext(connection) as queries:
        scorecard.weekly_series([rep.pk], metrics.values(), until=UNTIL, weeks=12)

    assert len(queries) == 1


def test_freshness_is_the_newest_complete_week_and_who_brought_it(rep, manager, metrics):
    WeeklyValueFactory(rep=rep, metric=metrics["wins"], week_start=date(2026, 11, 2))
    WeeklyValueFactory(
        rep=rep,
        metric=metrics["wins"],
        week_start=date(2026, 11, 9),
        source="deals",
        entered_by=manager,
        entered_at=datetime(2026, 11, 16, 9, tzinfo=UTC),
    )
    WeeklyValueFactory(rep=rep, metric=metrics["wins"], week_start=date(2026, 11, 16))

    found = scorecard.freshness([rep.pk, manager.pk], until=UNTIL)

    assert found == {rep.pk: scorecard.Freshness(date(2026, 11, 15), "deals", "Dana Whitfield")}


def test_a_week_entered_while_it_ran_is_known_to_the_day_of_entry(rep, metrics):
    WeeklyValueFactory(
        rep=rep,
        metric=metrics["wins"],
        week_start=date(2026, 11, 9),
        entered_at=datetime(2026, 11, 12, 9, tzinfo=UTC),
    )

    assert scorecard.freshness([rep.pk], until=UNTIL)[rep.pk].to_on == date(2026, 11, 12)


def test_numbers_are_known_to_the_sunday_of_the_newest_week_of_any_metric(rep, metrics):
    give_weeks(rep, "meetings", [1, 2, None], until=UNTIL)
    give_weeks(rep, "wins", [1, None, None], until=UNTIL)

    series = scorecard.weekly_series([rep.pk], metrics.values(), until=UNTIL, weeks=3)

    assert series.known_to == date(2026, 11, 8)
    assert series[rep.pk, metrics["losses"].pk].known_to is None


def test_series_of_a_rep_or_metric_that_was_not_asked_for_is_no_series(rep, manager, metrics):
    meetings, wins = metrics["meetings"].pk, metrics["wins"].pk
    give_weeks(rep, "wins", [1, 2, 3], until=UNTIL)
    give_weeks(manager, "meetings", [1, 2, 3], until=UNTIL)

    series = scorecard.weekly_series([rep.pk], [metrics["meetings"]], until=UNTIL, weeks=3)

    for unknown in ((rep.pk, wins), (manager.pk, meetings)):
        assert unknown not in series
        assert series.get(unknown) is None
        with pytest.raises(KeyError):
            series[unknown]
    assert (rep.pk, meetings) in series


def test_series_are_one_for_each_rep_and_metric_asked_for(rep, manager, metrics):
    asked = [metrics["meetings"], metrics["win_rate"], metrics["wins"]]

    series = scorecard.weekly_series([rep.pk, manager.pk, rep.pk], asked, until=UNTIL, weeks=3)

    assert len(series) == 6
    assert set(series) == {(person.pk, metric.pk) for person in (rep, manager) for metric in asked}
    assert [(one.rep_id, one.metric_id) for one in series.values()] == list(series)


def test_a_series_is_put_together_once(rep, metrics):
    key = rep.pk, metrics["meetings"].pk
    series = scorecard.weekly_series([rep.pk], [metrics["meetings"]], until=UNTIL, weeks=3)

    assert series[key] is series[key]
    assert series.get(key) is series[key]


def test_numbers_of_which_nothing_is_known_are_known_to_no_day(rep, metrics):
    several = scorecard.weekly_series([rep.pk], metrics.values(), until=UNTIL, weeks=3)
    none = scorecard.weekly_series([], [], until=UNTIL, weeks=3)

    assert several.known_to is None
    assert none.known_to is None
