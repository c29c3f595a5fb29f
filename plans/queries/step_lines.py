"""The steps of a plan as the lines that decide them: which weeks count, over which trials, up to which week."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from plans.calculations.step_line import StepLine, Terms, last_weeks, line_of
from plans.calculations.timeline.full_weeks import CountedWeek, counted_weeks, first_full_week
from plans.calculations.to_go import Kind
from plans.models import Milestone, Plan
from plans.queries.days_off import days_off_of
from plans.queries.typed_weeks import counting
from salesgym.numbers.calculations.weeks import rates
from salesgym.numbers.calculations.weeks.calendar import WEEK, monday, weeks_between
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.queries.scorecard import Series

USUAL_WEEKS = 13
# The most weeks of numbers to load: a quarter before a plan of 26 weeks, which pauses and an extension have made longer.
MOST_WEEKS = 130


def weeks_read(plans: Iterable[Plan], *, on: date, at_least: int = USUAL_WEEKS) -> int:
    """How many complete weeks before the week of `on` decide the steps of these plans.

    Those from the first that each of them counts, and the quarter before it, which says what is usual. Whoever reads
    fewer counts less than the plan has; `at_least` is what a page needs for its drawings.
    """
    counted = (weeks_between(plan.counts_since or on, on) + USUAL_WEEKS for plan in plans)
    return min(max(at_least, *counted, 0), MOST_WEEKS)


def step_line(plan: Plan, step: Milestone, series: Series, *, is_last: bool) -> StepLine | None:
    """The line of a step in the complete weeks of its metric; None for steps that nothing is measured of by runs.

    A count since the start has a line too, whose weeks add up. `is_last`: it is the plan's last step, which has no
    late. One query where the plan came without its days off (`plans.queries.days_off`).
    """
    if not plan.counts_runs or step.metric is None or step.target is None or plan.ends_on is None:
        return None
    if plan.counts_since is None or step.measure == Milestone.Measure.DONE:
        return None
    days_off = days_off_of(plan)
    counted = counted_weeks(plan.counts_since, plan.ends_on, days_off)
    until, on_time = last_weeks(step.due_on, counted, days_off, is_last=is_last)
    is_count = step.measure == Milestone.Measure.COUNT
    terms = Terms(
        kind=Kind.COUNT if is_count else Kind(step.metric.kind),
        weeks=step.run_weeks or 1,
        mark=step.target,
        usual_trials=usual_trials(plan, step, series),
        until=until,
        on_time_until=on_time,
        lower_is_better=step.metric.lower_is_better,
    )
    return line_of(counting(plan, series).weeks, counted, terms)


def mondays_at_mark(step: Milestone, line: StepLine) -> tuple[date, ...]:
    """The weeks with which a step that counts an activity is at its mark today; none where it is not.

    They are those of its newest run, or all weeks of a count since the start. A working plan's step that is at its mark
    and still open waits for the quality beside it.
    """
    asked = line.terms
    if step.measure == Milestone.Measure.COUNT:
        total = sum((number or Decimal(0) for number in line.numerators[: asked.until]), Decimal(0))
        return line.mondays[: asked.until] if total >= asked.mark else ()
    found = line.runs()
    if not found or not found[-1].is_at(asked.mark, lower_is_better=asked.lower_is_better):
        return ()
    return line.weeks_of(found[-1])


def last_mondays(plan: Plan, steps: Sequence[Milestone]) -> dict[int, tuple[date | None, date | None]]:
    """The last week for the date of each of the plan's steps, in order, and the last in which it may be reached.

    By the id of the step; None where no week of the plan counts. One query where the plan came without its days off.
    """
    if plan.counts_since is None or plan.ends_on is None:
        return {step.pk: (None, None) for step in steps}
    days_off = days_off_of(plan)
    counted = counted_weeks(plan.counts_since, plan.ends_on, days_off)
    found = {}
    for step in steps:
        is_last = step is steps[-1] and plan.counts_runs
        until, on_time = last_weeks(step.due_on, counted, days_off, is_last=is_last)
        found[step.pk] = (_monday_of(on_time, counted), _monday_of(until, counted))
    return found


def _monday_of(number: int, counted: Sequence[CountedWeek]) -> date | None:
    return counted[number - 1].starts_on if number else None


def usual_trials(plan: Plan, step: Milestone, series: Series) -> Decimal | None:
    """The trials, or deals, of a worked week before the plan; None where unknown and for counts.

    For the plan's own number those of the baseline that was signed, for others the 13 weeks before the plan.
    """
    if not series.has_denominator:
        return None
    is_own = step.metric_id == plan.metric_id
    if is_own and plan.baseline_denominator is not None and plan.baseline_weeks:
        return plan.baseline_denominator / plan.baseline_weeks
    return trials_a_week(weeks_before(plan, series))


def trials_a_week(weeks: Sequence[Week]) -> Decimal | None:
    """The trials, or deals, of a worked week of these; None where none is known."""
    found = rates.window(weeks, has_denominator=True)
    return rates.rate(found.denominator or Decimal(0), found.exposure)


def weeks_before(plan: Plan, series: Series) -> Sequence[Week]:
    """The 13 weeks before the first one that the plan shares, as far as the series has them."""
    if plan.counts_since is None:
        return ()
    start = monday(plan.counts_since)
    return [week for week in series.weeks if start - USUAL_WEEKS * WEEK <= week.starts_on < start]


def weeks_during(plan: Plan, series: Series) -> Sequence[Week]:
    """The plan's own weeks that count, as far as the series has them. One query where it came without its days off."""
    if plan.counts_since is None or plan.ends_on is None:
        return ()
    counted = counted_weeks(plan.counts_since, plan.ends_on, days_off_of(plan))
    mondays = {week.starts_on for week in counted}
    return [week for week in counting(plan, series).weeks if week.starts_on in mondays]


def weeks_since(plan: Plan, series: Series) -> Sequence[Week]:
    """The weeks from the plan's first full one on, or from that of the plan it extends, as far as the series has them."""
    if plan.counts_since is None:
        return ()
    start = first_full_week(plan.counts_since)
    return [week for week in counting(plan, series).weeks if week.starts_on >= start]
