"""What is usual for a rep, and which numbers lead: asked in one place by every page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from salesgym.errors import NotEnoughYet
from salesgym.numbers.actions.role_figures import renew
from salesgym.numbers.calculations.statistics.setting_weeks import Setting, before_newest
from salesgym.numbers.models import RoleFigures
from salesgym.numbers.queries.scorecard import metrics, weekly_series
from salesgym.numbers.queries.signals.leading import leading, told_by
from salesgym.numbers.queries.usual import judged_of, spread_for, usual_of
from tests.clock import this_monday, today
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, RepFactory

pytestmark = pytest.mark.django_db


def series_of(rep, key, weeks):
    metric = standard_metrics()[key]
    series = weekly_series([rep.pk], [metric], until=today(), weeks=weeks, with_spread=True)
    return metric, series[rep.pk, metric.pk]


@pytest.mark.parametrize("weeks", [30, 40, 96])
def test_however_many_weeks_a_page_loads_the_range_is_the_same(weeks):
    rep = RepFactory()
    give_weeks(rep, "conversations", range(20, 80), until=today())
    setting = before_newest(today())
    metric, own = series_of(rep, "conversations", weeks)

    found = usual_of(metric, own, setting)

    assert (found.weeks, found.level) == (26, 62.5)
    assert judged_of(metric, own, setting).usual == found


def test_the_spread_is_that_of_the_role():
    role = JobRoleFactory()
    steady, uneven = RepFactory(job_role=role), RepFactory(job_role=role)
    give_weeks(steady, "conversations", [20] * 30, until=today())
    give_weeks(uneven, "conversations", [10, 30] * 15, until=today())
    renew(role_ids=[role.pk], at=timezone.now())
    metric, own = series_of(steady, "conversations", 30)

    found = usual_of(metric, own, before_newest(today()))

    assert found.spread == pytest.approx(RoleFigures.objects.get(metric=metric).spread) == pytest.approx(2.6)
    assert found.low < 18 < 22 < found.high


def test_the_spread_of_a_role_that_takes_a_ratio_as_an_average_is_in_another_unit():
    role = JobRoleFactory()
    rep = RepFactory(job_role=role)
    give_weeks(rep, "meetings", [4, 9] * 15, until=today())
    give_weeks(rep, "conversations", [40] * 30, until=today())
    metric = standard_metrics()["meeting_rate"]
    RoleFigures.objects.create(
        job_role=role,
        metric=metric,
        kind="average",
        until=this_monday() - timedelta(days=1),
        reps=5,
        spread=900.0,
        mean=1.2,
        variance=0.1,
        worked_out_at=timezone.now(),
    )

    _metric, own = series_of(rep, "meeting_rate", 30)

    assert own.role_spread is None


def test_a_series_that_was_loaded_without_the_spread_of_the_role_says_nothing():
    rep = RepFactory()
    give_weeks(rep, "conversations", [10, 30] * 15, until=today())
    metric = standard_metrics()["conversations"]
    own = weekly_series([rep.pk], [metric], until=today(), weeks=30)[rep.pk, metric.pk]

    with pytest.raises(ValueError, match="with_spread"):
        usual_of(metric, own, before_newest(today()))


def test_without_figures_of_the_role_the_spread_is_that_of_the_setting_weeks():
    rep = RepFactory()
    give_weeks(rep, "conversations", [10, 30] * 15, until=today())
    metric, own = series_of(rep, "conversations", 30)

    assert spread_for(own, own.weeks[:26], metric.kind) == pytest.approx(104 / 20)
    assert usual_of(metric, own, before_newest(today())).spread == pytest.approx(104 / 20)


def test_the_first_weeks_of_an_export_set_nothing_for_what_closed_deals_bring():
    rep = RepFactory()
    give_weeks(rep, "wins", [*[0] * 10, *[2, 1, 3, 2] * 5], until=today())
    metric, own = series_of(rep, "wins", 30)

    found = usual_of(metric, own, before_newest(today()))

    assert (found.weeks, found.level) == (16, 2)


def test_single_weeks_are_not_judged_where_money_is_too_rare_and_the_range_stays():
    rep = RepFactory()
    give_weeks(rep, "revenue", [0, 0, 9000] * 10, until=today())
    metric, own = series_of(rep, "revenue", 30)

    found = judged_of(metric, own, before_newest(today()))

    assert found.limits is None
    assert found.usual.high > found.usual.level > found.usual.low


def test_under_eight_weeks_nothing_is_usual():
    rep = RepFactory()
    give_weeks(rep, "wins", [2] * 11, until=today())
    metric, own = series_of(rep, "wins", 30)

    with pytest.raises(NotEnoughYet):
        usual_of(metric, own, before_newest(today()))
    recent = Setting(this_monday() - timedelta(weeks=8), this_monday() - timedelta(weeks=1))
    assert usual_of(metric, own, recent).weeks == 8


def test_what_leads_is_early_in_the_funnel_and_not_up_to_the_buyer():
    standard_metrics()
    known = metrics()

    found = leading(known.values())

    assert {metric.key for metric in found} == {
        "outreach",
        "conversations",
        "meetings",
        "opportunities",
        "answer_rate",
        "meeting_rate",
        "meeting_to_opportunity",
    }
    assert [metric.key for metric in told_by(known["meetings"], found)] == ["meeting_rate"]
    assert told_by(known["outreach"], found) == []
