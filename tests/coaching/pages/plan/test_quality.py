"""Quality beside activity: whether the number that is paired with a count has held."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.pages import words
from coaching.pages.plan import quality as pages
from coaching.queries import standing
from coaching.queries.plan import qualities_of
from plans.actions import measurement
from plans.models import Milestone, Plan
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from tests.coaching.floor import team
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import MilestoneFactory, PlanFactory, live_until

pytestmark = pytest.mark.django_db


def counting_plan(key, weeks_in=6, counted=None, *, measure=Milestone.Measure.METRIC, target=55):
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
    MilestoneFactory(plan=plan, metric=metric, target=target, measure=measure, due_on=plan.ends_on)
    live_until(plan, "active")
    return Plan.objects.select_related("metric").get(pk=plan.pk)


def beside(plan):
    on = timezone.localdate()
    steps = list(plan.milestones.select_related("metric"))
    metrics = qualities_of(steps, scorecard.metrics_by_id())
    series = scorecard.weekly_series([plan.rep_id], [*metrics, plan.metric], until=on, weeks=30)
    return pages.beside(plan, metrics, series, Sayers("USD"), steps)


def climbing(plan):
    """Where the plan stands on its step on the Monday of this week, of which a working day is left."""
    steps, on = list(plan.milestones.select_related("metric")), monday(timezone.localdate())
    series = scorecard.weekly_series([plan.rep_id], [plan.metric], until=on, weeks=30)
    return standing.of(plan, steps, series, on=on)


def test_quality_that_held_is_said_with_both_numbers():
    plan, on = counting_plan("conversations"), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13 + [55] * 6, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [17] * 6, until=on)

    (pair,) = beside(plan)

    assert pair.text == "Quality has not clearly fallen: 31% of conversations become meetings (was 32%)."
    assert pair.holds


def test_quality_that_is_as_good_or_better_held():
    plan, on = counting_plan("conversations"), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13 + [55] * 6, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [20] * 6, until=on)

    (pair,) = beside(plan)

    assert pair.text == "Quality held: 36% of conversations become meetings (was 32%)."


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


@pytest.mark.parametrize(("measure", "target"), [("metric", 55), ("count", 400)])
def test_a_step_at_its_mark_that_waits_for_its_quality_says_so_and_nothing_of_more(measure, target):
    plan = counting_plan("conversations", measure=measure, target=target)
    on = timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13 + [80] * 6, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [9] * 6, until=on)

    (pair,) = beside(plan)
    measurement.measure(plan_ids=[plan.pk], at=timezone.now())

    assert pair.text == (
        "The step is at its mark and waits for quality: 11% of conversations become meetings in these weeks (was 32%)."
        " It counts as soon as both hold."
    )
    assert not plan.milestones.get().is_reached
    found = climbing(plan)
    assert words.way_to_go(found, Sayers("USD")) == "At its mark, waiting for quality"
    assert words.to_go(found, Sayers("USD")).endswith(" now, at the mark and waiting for quality")


def test_a_step_that_was_at_its_mark_and_no_longer_is_waits_for_nothing():
    plan, on = counting_plan("conversations"), timezone.localdate()
    give_weeks(plan.rep, "conversations", [40] * 13 + [80] * 4 + [20] * 2, until=on)
    give_weeks(plan.rep, "meetings", [13] * 13 + [9] * 4 + [4] * 2, until=on)

    (pair,) = beside(plan)

    assert pair.text.startswith("Quality fell:")
    assert "reach 55" in words.way_to_go(climbing(plan), Sayers("USD"))
