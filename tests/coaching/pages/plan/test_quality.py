"""Quality beside activity: whether the number that is paired with a count has held."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.pages.plan import quality as pages
from coaching.queries.plan import qualities_of
from plans.actions import measurement
from plans.models import Milestone, Plan
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from tests.coaching.floor import team
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import MilestoneFactory, PlanFactory, live_until

pytestmark = pytest.mark.django_db


def counting_plan(key, weeks_in=6, counted=None):
    """A plan in its seventh week that counts this; with `counted` the extension of one so many weeks ago."""
    on = timezone.localdate()
    rep = RepFactory(team=team())
    metric = Metric.objects.get(key=key)
    starts_on = on - timedelta(days=on.weekday(), weeks=weeks_in)
    counts_from = None if counted is None else starts_on - timedelta(weeks=counted - weeks_in)
    plan = PlanFactory(
        rep=rep,
        metric=metric,
        starts_on=starts_on,
        counts_from=counts_from,
        target=60,
        baseline=41,
        steps=False,
    )
    MilestoneFactory(plan=plan, metric=metric, target=55, measure=Milestone.Measure.METRIC)
    live_until(plan, "active")
    return Plan.objects.select_related("metric").get(pk=plan.pk)


def beside(plan):
    on = timezone.localdate()
    steps = list(plan.milestones.select_related("metric"))
    metrics = qualities_of(steps, scorecard.metrics_by_id())
    series = scorecard.weekly_series([plan.rep_id], [*metrics, plan.metric], until=on, weeks=30)
    return pages.beside(plan, metrics, series, Sayers("USD"), steps)


def test_quality_that_held_is_said_with_both_numbers():
    plan, on = counting_plan("conversations"), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13 + [55] * 6, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [17] * 6, until=on)

    (pair,) = beside(plan)

    assert pair.text == "Quality held: 31% of conversations become meetings (was 32%)."
    assert pair.holds


def test_quality_that_fell_is_something_to_look_at_together():
    plan, on = counting_plan("conversations"), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13 + [50] * 6, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [8] * 6, until=on)

    (pair,) = beside(plan)

    assert pair.text.startswith("Quality fell: 16% of conversations become meetings (was 32%).")
    assert "look at both together" in pair.text
    assert pair.holds is False


def test_quality_of_an_extension_is_compared_with_the_weeks_before_its_first_plan():
    plan, on = counting_plan("conversations", weeks_in=3, counted=9), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 22, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [8] * 9, until=on)

    (pair,) = beside(plan)

    assert pair.text.startswith("Quality fell: 20% of conversations become meetings (was 32%).")


def test_pair_without_numbers_since_the_start_speaks_against_nothing():
    plan, on = counting_plan("conversations", weeks_in=0), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13, until=on)

    (pair,) = beside(plan)

    assert pair.holds is None
    assert "Not enough yet" in pair.text


def test_a_step_at_its_mark_that_waits_for_its_quality_says_so():
    plan, on = counting_plan("conversations"), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13 + [80] * 6, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [9] * 6, until=on)

    (pair,) = beside(plan)
    measurement.measure(plan_ids=[plan.pk], at=timezone.now())

    assert pair.text == (
        "The step is at its mark and waits for quality: 11% of conversations become meetings in these weeks (was 32%)."
        " It counts as soon as both hold."
    )
    assert not plan.milestones.get().is_reached
