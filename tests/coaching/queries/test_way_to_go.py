"""What is left to do, in whole sentences that need no singular of a typed unit."""

from decimal import Decimal

import pytest

from coaching.pages import words
from coaching.queries.standing import Standing
from plans.calculations.status import StatusWord
from plans.models import Milestone
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


def standing(more, *, kind=Metric.Kind.RATIO, measure=Milestone.Measure.METRIC):
    counted = Metric(name="Analyses", unit="analyses", kind=Metric.Kind.COUNT)
    metric = counted if kind == Metric.Kind.COUNT else Metric(name="Rate", kind=kind, numerator=counted)
    step = Milestone(metric=metric, measure=measure, target=Decimal("0.26"))
    return Standing(
        status=StatusWord.ON_TRACK,
        plan_value=None,
        step=step,
        value=Decimal("0.25"),
        start=Decimal("0.2"),
        share=Decimal("0.8"),
        more=more,
        reached=0,
    )


@pytest.mark.parametrize(
    ("more", "kind", "measure", "way", "short"),
    [
        (3, "ratio", "metric", "3 more analyses this week gets there", "25.0% now, 3 analyses to go"),
        (1, "ratio", "metric", "One more this week gets there", "25.0% now, one more to go"),
        (1, "ratio", "count", "One more to go", "25.0% now, one more to go"),
        (2, "ratio", "count", "2 more analyses to go", "25.0% now, 2 analyses to go"),
    ],
)
def test_one_more_is_said_without_the_unit(more, kind, measure, way, short):
    found = standing(more, kind=kind, measure=measure)

    assert words.way_to_go(found, Sayers("USD")) == way
    assert words.to_go(found, Sayers("USD")) == short


def test_one_of_a_stored_count_gets_there():
    found = standing(1, kind=Metric.Kind.COUNT)

    assert words.way_to_go(found, Sayers("USD")) == "One this week gets there"
    assert words.to_go(found, Sayers("USD")).endswith("now, one this week gets there")


@pytest.mark.parametrize(
    ("number", "first", "within"), [(1, "One", "one"), (9, "Nine", "nine"), (12, "12", "12")]
)
def test_small_numbers_are_words(number, first, within):
    assert (words.counted(number), words.counted_within(number)) == (first, within)
