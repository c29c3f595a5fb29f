"""What the numbers say about steps, each by the rule of its plan, in a fixed number of queries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from plans.calculations import pairs
from plans.calculations.progress import meets
from plans.calculations.runs import Run
from plans.calculations.step_line import StepLine
from plans.calculations.timeline.full_weeks import first_full_week
from plans.models import Milestone, Plan
from plans.queries.calendar import last_week_ends
from plans.queries.qualities import quality_of
from plans.queries.scoring import counted_scores
from plans.queries.step_lines import step_line, weeks_before, weeks_read
from plans.queries.steps import StepsByPlan, by_plan
from plans.queries.typed_weeks import counting
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard
from salesgym.numbers.queries.scorecard import Series, weekly_series

# One week of a window may be without numbers. With fewer weeks known, few lucky trials would reach a step.
WEEKS_MAY_BE_UNKNOWN = 1
# Two decimals, as numerators and denominators of reached steps are stored, and four of their values.
STORED_PARTS, STORED_VALUE = Decimal("0.01"), Decimal("0.0001")

Numbers = Mapping[tuple[int, int], Series]


@dataclass(frozen=True)
class Finding:
    """What the numbers say about one step: the first weeks that meet it, else the newest that may."""

    milestone: Milestone
    is_met: bool
    met_on: date | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def findings_of(plans: Collection[Plan], *, on: date) -> list[Finding]:
    """A finding for each measured step of these plans, which come with their `days_off()`.

    Three queries, and one more where a step counts an activity, whose quality is then asked for too, and one more where
    a step asks for a score of the rubric.
    """
    measured = _measured_steps(plans)
    steps = [step for several in measured.values() for step in several]
    qualities = _qualities(plans, steps)
    metrics = {step.metric_id: step.metric for step in steps if step.metric is not None}
    metrics |= {quality.pk: quality for quality in qualities.values()}
    scored = _scored([step for step in steps if step.measure == Milestone.Measure.RUBRIC], plans)
    if not metrics:
        return scored
    numbers = weekly_series(
        sorted({plan.rep_id for plan in plans}),
        list(metrics.values()),
        until=on,
        weeks=weeks_read(plans, on=on),
    )
    counted = [
        finding for plan in plans for finding in _of_plan(plan, measured.get(plan.pk, []), numbers, qualities)
    ]
    return scored + counted


def _scored(steps: Sequence[Milestone], plans: Collection[Plan]) -> list[Finding]:
    """For each step of a rubric the first scoring by another that meets it, else the newest. No query without steps."""
    if not steps:
        return []
    asking = {step.plan_id for step in steps}
    known = counted_scores([plan for plan in plans if plan.pk in asking])
    found = []
    for step in steps:
        scores = known[step.plan_id]
        met = next((one for one in scores if meets(one[1], step.target, False)), None)
        day, value = met or (scores[-1] if scores else (None, None))
        found.append(Finding(step, met is not None, day if met else None, value))
    return found


def _measured_steps(plans: Collection[Plan]) -> StepsByPlan:
    steps = Milestone.objects.filter(plan__in=plans).exclude(measure=Milestone.Measure.DONE)
    return by_plan(steps.select_related("metric__numerator").order_by("position"))


def _qualities(plans: Collection[Plan], steps: Sequence[Milestone]) -> Mapping[int, Metric]:
    """The quality beside each counted activity, by the activity's id; only for plans that count runs."""
    by_runs = {plan.pk for plan in plans if plan.counts_runs}
    counting = [step for step in steps if step.plan_id in by_runs and _is_activity(step)]
    if not counting:
        return {}
    known = scorecard.metrics_by_id()
    found = {step.metric_id or 0: quality_of(step.metric, known) for step in counting if step.metric}
    return {pk: quality for pk, quality in found.items() if quality is not None}


def _is_activity(step: Milestone) -> bool:
    return step.metric is not None and step.metric.kind == Metric.Kind.COUNT


def _of_plan(
    plan: Plan, steps: Sequence[Milestone], numbers: Numbers, qualities: Mapping[int, Metric]
) -> Iterator[Finding]:
    for step in steps:
        if step.metric is None or step.metric_id is None or plan.starts_on is None or plan.ends_on is None:
            continue
        series = counting(plan, numbers[plan.rep_id, step.metric_id])
        line = step_line(plan, step, series, is_last=step is steps[-1])
        if line is not None:
            quality = qualities.get(step.metric_id)
            beside = None if quality is None else _beside(plan, quality, numbers)
            is_count = step.measure == Milestone.Measure.COUNT
            yield (_added_up if is_count else _in_a_row)(step, line, beside)
        elif step.measure == Milestone.Measure.COUNT:
            yield _counted(step, series.before(last_week_ends(plan.ends_on)).since(plan.starts_on))
        else:
            yield _rolled(plan, step, series.before(last_week_ends(plan.ends_on)))


@dataclass(frozen=True)
class _Beside:
    """The quality beside what a step counts."""

    plan: Plan
    quality: Metric
    series: Series

    def holds(self, mondays: Collection[date]) -> bool:
        """Whether it has not credibly fallen over these weeks, against its own weeks before the plan."""
        return pairs.holds(
            before=weeks_before(self.plan, self.series),
            during=[week for week in self.series.weeks if week.starts_on in mondays],
            kind=self.quality.kind,
            lower_is_better=self.quality.lower_is_better,
        )


def _beside(plan: Plan, quality: Metric, numbers: Numbers) -> _Beside:
    return _Beside(plan, quality, counting(plan, numbers[plan.rep_id, quality.pk]))


def _in_a_row(step: Milestone, line: StepLine, beside: _Beside | None) -> Finding:
    """The first weeks in a row at the mark whose quality holds, else the newest that may decide."""
    for run in line.at_mark():
        if beside is None or beside.holds(line.weeks_of(run)):
            return _found(step, line, run, is_met=True)
    found = line.runs()
    return _found(step, line, found[-1], is_met=False) if found else Finding(step, False)


def _found(step: Milestone, line: StepLine, run: Run, *, is_met: bool) -> Finding:
    """The run as it is stored; counts and money have no denominator there."""
    has_denominator = step.metric is not None and step.metric.denominator_id is not None
    return Finding(
        step,
        is_met,
        ends_on(line.mondays[run.last - 1]) if is_met else None,
        _decimal(run.figure, STORED_VALUE),
        _decimal(run.numerator, STORED_PARTS),
        _decimal(run.denominator, STORED_PARTS) if has_denominator else None,
    )


def _added_up(step: Milestone, line: StepLine, beside: _Beside | None) -> Finding:
    """The total over the plan's full weeks, up to the week in which it met the target and its quality holds."""
    total = Decimal(0)
    for place, number in enumerate(line.numerators[: line.terms.until]):
        total += number or Decimal(0)
        is_met = step.target is not None and total >= step.target
        if is_met and (beside is None or beside.holds(line.mondays[: place + 1])):
            return Finding(step, True, ends_on(line.mondays[place]), total, total)
    return Finding(step, False, None, total, total)


def _decimal(number: Fraction, to: Decimal) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(to)


# The rule of plans that were proposed before runs were counted.


def _counted(step: Milestone, series: Series) -> Finding:
    """The total since the start, up to the week in which it met the target."""
    total = Decimal(0)
    for week in series.weeks:
        total += week.numerator or Decimal(0)
        if step.target is not None and total >= step.target:
            return Finding(step, True, ends_on(week.starts_on), total, total)
    return Finding(step, False, None, total, total)


def _rolled(plan: Plan, step: Milestone, series: Series) -> Finding:
    """The first window that meets the target, of those that end with a full week of the plan."""
    lower_is_better = bool(step.metric and step.metric.lower_is_better)
    newest: Window | None = None
    first_week = first_full_week(plan.starts_on or date.max - timedelta(days=6))
    for week, window in zip(series.weeks, series.rolling(length=plan.window_weeks), strict=True):
        if week.starts_on < first_week or window.weeks < max(plan.window_weeks - WEEKS_MAY_BE_UNKNOWN, 1):
            continue
        newest = window
        if meets(window.value, step.target, lower_is_better):
            day = ends_on(week.starts_on)
            return Finding(step, True, day, window.value, window.numerator, window.denominator)
    if newest is None:
        return Finding(step, False)
    return Finding(step, False, None, newest.value, newest.numerator, newest.denominator)
