"""What is left to do, in whole sentences that need no singular of a typed unit."""

from decimal import Decimal
from fractions import Fraction

import pytest

from coaching.pages import words
from coaching.queries.standing import Standing
from plans.calculations.status import StatusWord
from plans.calculations.to_go import ToGo
from plans.models import Milestone
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


def standing(more=None, *, kind=Metric.Kind.RATIO, measure=Milestone.Measure.METRIC, to_go=None, unit=""):
    counted = Metric(name="Analyses", unit="analyses", kind=Metric.Kind.COUNT)
    tried = Metric(name="Meetings", unit="meetings", kind=Metric.Kind.COUNT)
    parts = {"numerator": counted, "denominator": tried}
    metric = counted if kind == Metric.Kind.COUNT else Metric(name="Rate", kind=kind, unit=unit, **parts)
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
        to_go=to_go,
    )


@pytest.mark.parametrize(
    ("to_go", "way"),
    [
        (ToGo(6, 19, 1), "6 of the next 19 meetings reach 26%"),
        (ToGo(1, 19, 1), "One of the next 19 meetings reaches 26%"),
        (ToGo(5, 19, 1, is_at_most=True), "At most 5 of the next 19 meetings keep 26%"),
        (ToGo(0, 19, 1), "This week can get there"),
    ],
)
def test_the_way_is_said_of_the_next_chances(to_go, way):
    assert words.way_to_go(standing(to_go=to_go), Sayers("USD")) == way


def test_the_rep_reads_of_their_own_next_chances():
    found = standing(to_go=ToGo(6, 19, 1))

    assert words.way_to_go(found, Sayers("USD"), is_own=True) == "6 of your next 19 meetings reach 26%"
    assert words.to_go(found, Sayers("USD")) == "25.0% now, 6 of your next 19 meetings reach 26%"


@pytest.mark.parametrize(
    ("to_go", "way"),
    [
        (ToGo(13, None, 1), "13 analyses this week reach 0.3"),
        (ToGo(1, None, 1), "One this week reaches 0.3"),
        (ToGo(36, None, 2), "36 analyses this week and next reach 0.3"),
        (ToGo(9, None, 1, is_at_most=True), "At most 9 analyses this week keep 0.3"),
    ],
)
def test_a_count_is_said_of_this_week_or_of_two(to_go, way):
    found = standing(kind=Metric.Kind.COUNT, to_go=to_go)

    assert words.way_to_go(found, Sayers("USD")) == way


@pytest.mark.parametrize(
    ("unit", "points", "way"),
    [("%", "1.4", "1.4 points to go"), ("%", "0.01", "0.1 points to go"), ("days", "3", "3.0 days to go")],
)
def test_an_average_has_points_to_go(unit, points, way):
    found = standing(kind=Metric.Kind.AVERAGE, unit=unit, to_go=ToGo(points=Fraction(points)))

    assert words.way_to_go(found, Sayers("USD")) == way


def test_where_no_weeks_get_there_no_distance_is_made_of_the_four_week_figure():
    """The step may ask for ten weeks in a row, which stand elsewhere than the newest four."""
    found = standing()

    assert words.way_to_go(found, Sayers("USD")) == "25.0% now, 26% asked for"
    assert words.to_go(found, Sayers("USD")) == "25.0% now, 26% asked for"


@pytest.mark.parametrize(
    ("more", "kind", "measure", "way", "short"),
    [
        (3, "ratio", "metric", "3 more analyses this week get there", "25.0% now, 3 analyses to go"),
        (1, "ratio", "metric", "One more this week gets there", "25.0% now, one more to go"),
        (1, "count", "count", "One more reaches 0.3 analyses", "0.2 analyses now, one more to go"),
        (2, "count", "count", "2 more analyses to go", "0.2 now, 2 more analyses to go"),
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
