"""The words of plans and days, by example."""

from datetime import date
from decimal import Decimal

import pytest

from coaching.pages import greeting, words
from plans.models import Milestone, Plan, ProgrammeItem
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers

THURSDAY = date(2026, 10, 29)
SAY = Sayers("EUR")
# A Wednesday: the first full week begins on the Monday after it.
PLAN = Plan(starts_on=date(2026, 1, 7))
MEETINGS = Metric(key="meetings", name="Meetings", kind=Metric.Kind.COUNT)
RATE = Metric(key="meeting_rate", name="Meeting rate", kind=Metric.Kind.RATIO, numerator=MEETINGS)


@pytest.mark.parametrize(
    ("number", "ordinal", "first", "within"),
    [
        (0, "0", "0", "0"),
        (1, "first", "One", "one"),
        (5, "fifth", "Five", "five"),
        (6, "6", "Six", "six"),
        (9, "9", "Nine", "nine"),
        (10, "10", "10", "10"),
    ],
)
def test_small_numbers_are_words(number, ordinal, first, within):
    assert words.ordinal(number) == ordinal
    assert words.counted(number) == first
    assert words.counted_within(number) == within


def test_a_day_is_as_long_as_its_place_allows():
    assert words.day(THURSDAY) == "29 Oct"
    assert words.day_and_month(THURSDAY) == "29 October"
    assert words.full_day(THURSDAY) == "29 Oct 2026"
    assert words.long_day(THURSDAY) == "Thursday 29 October"
    assert words.long_day(None) == ""


@pytest.mark.parametrize(
    ("ends_on", "left"),
    [
        (date(2026, 10, 28), "ended 28 Oct"),
        (THURSDAY, "last day today"),
        (date(2026, 10, 30), "1 day left"),
        (date(2026, 11, 12), "14 days left"),
    ],
)
def test_days_left_are_counted_to_the_last_day(ends_on, left):
    assert words.days_left(ends_on, on=THURSDAY) == left


@pytest.mark.parametrize(
    ("on", "week"),
    [
        (date(2026, 9, 1), "Week 1 of 12"),
        (date(2026, 9, 7), "Week 1 of 12"),
        (date(2026, 9, 14), "Week 2 of 12"),
        (date(2026, 11, 29), "Week 12 of 12"),
        (date(2027, 1, 5), "Week 12 of 12"),
    ],
)
def test_the_week_of_a_plan_stays_between_its_first_and_its_last(on, week):
    plan = Plan(starts_on=date(2026, 9, 7), ends_on=date(2026, 11, 29))

    assert words.week_of(plan, on=on) == week


@pytest.mark.parametrize(
    ("measure", "said"), [("count", "417 conversations."), ("metric", "417 conversations a week.")]
)
def test_what_reached_a_count_since_the_start_is_no_rate(measure, said):
    metric = Metric(
        name="Conversations",
        unit="conversations",
        short_phrase="conversations a week",
        kind=Metric.Kind.COUNT,
    )
    step = Milestone(
        measure=measure, metric=metric, reached_value=Decimal(417), reached_numerator=Decimal(417)
    )

    assert words.step_facts(step, SAY) == said


def test_a_plan_without_dates_has_no_week():
    assert words.week_of(Plan(), on=THURSDAY) == ""


@pytest.mark.parametrize(
    ("starts_on", "day"),
    [
        (THURSDAY, "Thursday"),
        (date(2026, 11, 2), "Monday"),
        (date(2026, 11, 4), "Wednesday"),
        (date(2026, 11, 5), "5 Nov"),
        (date(2026, 10, 28), "28 Oct"),
    ],
)
def test_a_start_within_a_week_is_a_weekday_and_any_other_a_date(starts_on, day):
    assert words.starts(starts_on, on=THURSDAY) == f"Starts {day}"
    assert words.from_day(starts_on, on=THURSDAY) == f"From {day}"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 workout days this week"), (1, "1 workout day this week"), (4, "4 workout days this week")],
)
def test_practice_days_are_counted(count, said):
    assert words.practice_days(count) == said


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening"), (23, "evening")],
)
def test_a_greeting_follows_the_hour(hour, part):
    assert greeting.greeting(hour) == f"Good {part}"
    assert greeting.short_greeting(hour) == part.capitalize()


@pytest.mark.parametrize(
    ("fields", "label", "name"),
    [
        ({"measure": "done", "title": "Two calls", "metric": None}, "Step 2", "Two calls"),
        ({"measure": "done", "metric": None}, "Step 2", "Step 2"),
        (
            {"measure": "count", "metric": MEETINGS, "target": Decimal(12)},
            "12",
            "12 meetings since 12 January",
        ),
        ({"measure": "metric", "metric": RATE, "target": Decimal("0.25")}, "25%", "25%"),
        (
            {"measure": "metric", "title": "A quarter", "metric": RATE, "target": Decimal("0.25")},
            "25%",
            "A quarter",
        ),
    ],
)
def test_a_step_is_labelled_by_its_target_and_named_as_it_was_titled(fields, label, name):
    step = Milestone(position=2, **fields)

    assert words.step_label(step, SAY) == label
    assert words.step_name(PLAN, step, SAY) == name


@pytest.mark.parametrize(
    ("metric", "week", "said"),
    [
        (RATE, Week(THURSDAY, Decimal(5), Decimal(19), Decimal(5) / 19), "5 of 19, 26.3%"),
        (MEETINGS, Week(THURSDAY, Decimal(19), None, Decimal(19)), "19"),
    ],
)
def test_a_week_is_said_with_its_counts(metric, week, said):
    assert words.week_facts(week, SAY(metric)) == said


def test_a_week_that_is_not_known_says_so():
    assert words.week_facts(Week(THURSDAY), SAY(RATE)) == words.UNKNOWN


def test_a_step_that_counts_since_the_start_says_what_it_counts():
    count = Milestone(position=1, measure=Milestone.Measure.COUNT, target=Decimal(500), metric=MEETINGS)
    rate = Milestone(position=2, measure=Milestone.Measure.METRIC, target=Decimal("0.26"), metric=RATE)
    done = Milestone(position=3, measure=Milestone.Measure.DONE, title="Two calls")

    assert [words.step_goal(step, SAY) for step in (count, rate, done)] == ["500 meetings", "26%", "Step 3"]
    assert words.step_label(count, SAY) == "500"


@pytest.mark.parametrize(("times", "said"), [(1, "Once, about 8 min"), (4, "4 times, about 8 min")])
def test_a_drill_that_is_done_once_is_not_done_1_times(times, said):
    assert words.drill_line(ProgrammeItem(repetitions=times, minutes=8)) == said
