"""The steps of a plan: a suggestion of targets and dates, and checks of typed ones.

Numbers are in the metric's own unit: 0.22 is a rate of 22 %, 19 is nineteen a week. Dates are days.
The split of 35, 70 and 100 % makes the first step easier, because early success motivates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import partial
from itertools import pairwise

from plans.calculations.timeline.parts import (
    FORMAL_LONGEST,
    LeaveSpan,
    LengthReason,
    Part,
    after_leave,
    days_at_work,
    parts_of,
)
from plans.calculations.timeline.sales_cycle import Cycle
from plans.calculations.timeline.step_runs import usual_steps
from salesgym.errors import NoAnswer, Obstacle
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.sound_input import MOST

SHARES: dict[int, tuple[int, ...]] = {
    1: (100,),
    2: (50, 100),
    3: (35, 70, 100),
    4: (25, 50, 75, 100),
    5: (20, 40, 60, 80, 100),
}
FEWEST_WEEKS = 2
MOST_WEEKS = 26
USUAL_WEEKS, USUAL_STEPS = 12, 3
NICE = (Decimal(5), Decimal(2), Decimal(1))
# The finest target: the column stores four decimal places.
FINEST = Decimal("0.0001")


@dataclass(frozen=True)
class Step:
    """One suggested step: the value to reach, and the day by which."""

    target: Decimal
    due_on: date


@dataclass(frozen=True)
class Suggestion:
    """Suggested steps, and why the plan is so long: the longest of `parts`, which is first, decides the `weeks`.

    Leave moves `ends_on` beyond these weeks of work. `is_cut`: a part or the leave needs more time than a plan may
    last, so the plan has fewer weeks of work than needed.
    """

    weeks: int
    ends_on: date
    steps: tuple[Step, ...]
    parts: tuple[Part, ...]
    is_cut: bool


@dataclass(frozen=True)
class Rung:
    """One step as somebody typed it. `target` is None for steps that do not measure the plan's metric."""

    due_on: date | None
    target: Decimal | None
    measures_focus: bool = True


class StepProblem(StrEnum):
    """What can be wrong with a step; the page has the sentences."""

    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    OUT_OF_ORDER = "out_of_order"
    WRONG_WAY = "wrong_way"
    PAST_TARGET = "past_target"
    NOT_BEYOND_BASELINE = "not_beyond_baseline"
    LAST_IS_NOT_TARGET = "last_is_not_target"


@dataclass(frozen=True)
class Finding:
    """A problem of the step at this index (0 is the first), about its date or its target."""

    index: int
    field: str
    problem: StepProblem


def next_monday(on: date) -> date:
    """The Monday after this day."""
    return on + timedelta(days=7 - on.weekday())


def natural_unit(width: Decimal) -> Decimal:
    """The largest of 1, 2, 5, 10, 20, ... (or .5, .2, .1, ...) up to `width`, which is above 0."""
    power = Decimal(10) ** width.adjusted()
    fitting = next(nice for nice in NICE if nice * power <= width)
    return max(fitting * power, FINEST)


def rounded(value: Decimal, unit: Decimal) -> Decimal:
    """`value` rounded to the nearest multiple of `unit`, half up."""
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def suggest_targets(*, baseline: Decimal, target: Decimal, steps: int = USUAL_STEPS) -> tuple[Decimal, ...]:
    """Targets at 35, 70 and 100 % of the gap (evenly for other counts), in round numbers; the last is `target`.

    Raises ValueError for a target equal to the baseline.
    """
    gap = target - baseline
    if not gap:
        raise ValueError("A staircase needs a target away from the baseline.")
    unit = natural_unit(abs(gap) / 4)
    while unit > FINEST:
        values = _split(baseline, target, steps, unit)
        if _climbs([baseline, *values], is_down=gap < 0):
            return values
        unit = natural_unit(unit * Decimal("0.9"))
    return _split(baseline, target, steps, FINEST)


def _split(baseline: Decimal, target: Decimal, steps: int, unit: Decimal) -> tuple[Decimal, ...]:
    gap = target - baseline
    return (*(rounded(baseline + gap * share / 100, unit) for share in SHARES[steps][:-1]), target)


def _climbs(values: Sequence[Decimal], *, is_down: bool) -> bool:
    return all(is_beyond(after, before, lower_is_better=is_down) for before, after in pairwise(values))


def suggest_dates(
    *, starts_on: date, weeks: int = USUAL_WEEKS, steps: int = USUAL_STEPS, earliest_weeks: int = 0
) -> tuple[date, ...]:
    """Due dates that divide the plan evenly, at least two weeks apart and within 26 weeks.

    Each is a whole number of weeks after the start: in a plan that starts on a Monday, the numbers of the week
    before are complete. None is before `earliest_weeks`, which must leave room for the other steps.
    """
    least = [max(earliest_weeks, FEWEST_WEEKS) + FEWEST_WEEKS * place for place in range(steps)]
    weeks = min(max(weeks, least[-1]), MOST_WEEKS)
    return tuple(
        starts_on + timedelta(weeks=min(max(round(weeks * (place + 1) / steps), least[place]), MOST_WEEKS))
        for place in range(steps)
    )


def suggest(
    *,
    baseline: Decimal | float,
    target: Decimal | float,
    starts_on: date,
    weeks_to_tell: float | None = None,
    best_change_weeks: float | None = None,
    cycle: Cycle | None = None,
    is_formal: bool = False,
    is_result: bool = False,
    leave: Sequence[LeaveSpan] = (),
    steps: int | None = None,
    weeks_wanted: float | None = None,
    earliest_weeks: int = 0,
    trials_a_week: float | None = None,
) -> Suggestion:
    """Steps for this rep, in a plan as long as its longest reason, at most 26 weeks (formal 9 to 25).

    `target` is what the last step asks for, in the metric's unit like `baseline`. `weeks_to_tell` is the shortest plan
    that tells a change to it, None where none does; the other weeks are those of `parts_of`. `steps` is 1 to 5, None for as
    many as the weeks suggest, fewer where they do not fit. NoAnswer if a result's cycle is longer than any plan.
    """
    longest = FORMAL_LONGEST if is_formal else MOST_WEEKS
    if earliest_weeks and is_result and cycle is not None:
        earliest_weeks = max(earliest_weeks, cycle.weeks)
    known = partial(
        parts_of,
        weeks_to_tell=weeks_to_tell,
        best_change_weeks=best_change_weeks,
        cycle=cycle,
        is_formal=is_formal,
        weeks_wanted=weeks_wanted,
        trials_a_week=trials_a_week,
    )
    count = usual_steps(int(min(known()[0].weeks, longest))) if steps is None else steps
    targets = _targets(baseline, target, _fitting(count, earliest_weeks, longest))
    parts = known(steps_weeks=earliest_weeks + FEWEST_WEEKS * (len(targets) - 1) if earliest_weeks else None)
    _require_shown_inside(parts, longest, is_result=is_result)
    weeks = int(min(max(parts[0].weeks, FEWEST_WEEKS * len(targets)), longest))
    return _dated(targets, parts, starts_on, weeks, earliest_weeks, leave, longest)


def _dated(
    targets: Sequence[Decimal],
    parts: tuple[Part, ...],
    starts_on: date,
    weeks: int,
    earliest_weeks: int,
    leave: Sequence[LeaveSpan],
    longest: int,
) -> Suggestion:
    """These targets on their days, which leave moves."""
    due = suggest_dates(starts_on=starts_on, weeks=weeks, steps=len(targets), earliest_weeks=earliest_weeks)
    days = after_leave(due, starts_on=starts_on, leave=leave, last_on=starts_on + timedelta(weeks=longest))
    steps = tuple(Step(value, day) for value, day in zip(targets, days, strict=True))
    worked = days_at_work(starts_on=starts_on, ends_on=days[-1], leave=leave)
    return Suggestion(weeks, days[-1], steps, parts, parts[0].weeks > longest or worked < 7 * weeks)


def _fitting(steps: int, earliest_weeks: int, longest: int) -> int:
    """How many steps fit two weeks apart after `earliest_weeks`; all of them where that is 0."""
    room = (longest - earliest_weeks) // FEWEST_WEEKS + 1
    return min(steps, max(room, 1)) if earliest_weeks else steps


def _targets(baseline: Decimal | float, target: Decimal | float, steps: int) -> tuple[Decimal, ...]:
    first, last = _value(baseline, "baseline"), _value(target, "target")
    if abs(last - first) < 4 * FINEST:
        raise NoAnswer(Obstacle.TARGET_IS_START)
    if steps not in SHARES:
        raise ValueError("a plan has one to five steps")
    return suggest_targets(baseline=first, target=last, steps=int(steps))


def _value(value: Decimal | float, name: str) -> Decimal:
    if not 0 <= sound_input.number(value, f"The {name}") <= MOST:
        raise NoAnswer(Obstacle.NO_NUMBER_OF_A_REP, name)
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _require_shown_inside(parts: Sequence[Part], longest: int, *, is_result: bool) -> None:
    cycle = next((part for part in parts if part.reason is LengthReason.SALES_CYCLE), None)
    if is_result and cycle is not None and cycle.weeks > longest:
        raise NoAnswer(Obstacle.CYCLE_LONGER_THAN_PLAN, weeks=cycle.weeks)


def is_beyond(value: Decimal, other: Decimal, *, lower_is_better: bool) -> bool:
    """Whether `value` is strictly better than `other`."""
    return value < other if lower_is_better else value > other


def date_findings(rungs: Sequence[Rung], *, starts_on: date, ends_on: date) -> list[Finding]:
    """A finding for each step outside the plan, or not later than the step before."""
    findings = []
    previous: date | None = None
    for index, rung in enumerate(rungs):
        if rung.due_on is None:
            continue
        if rung.due_on <= starts_on:
            findings.append(Finding(index, "due_on", StepProblem.BEFORE_START))
        elif rung.due_on > ends_on:
            findings.append(Finding(index, "due_on", StepProblem.AFTER_END))
        elif previous is not None and rung.due_on <= previous:
            findings.append(Finding(index, "due_on", StepProblem.OUT_OF_ORDER))
        previous = rung.due_on
    return findings


def target_findings(
    rungs: Sequence[Rung], *, baseline: Decimal | None, target: Decimal, lower_is_better: bool
) -> list[Finding]:
    """A finding for each step that does not lead from the baseline towards the target.

    The last step must measure the plan's metric. It may ask for less than the target, because a rep whose true
    level is the target misses it in half of all windows.
    """
    findings = []
    previous = baseline
    last = len(rungs) - 1
    for index, rung in enumerate(rungs):
        if index == last and not rung.measures_focus:
            findings.append(Finding(index, "target", StepProblem.LAST_IS_NOT_TARGET))
        elif (
            rung.measures_focus and rung.target is not None and not (index == last and rung.target == target)
        ):
            problem = _climb(
                rung.target, previous, target, is_first=previous == baseline, down=lower_is_better
            )
            if problem:
                findings.append(Finding(index, "target", problem))
        if rung.measures_focus and rung.target is not None:
            previous = rung.target
    return findings


def _climb(
    value: Decimal, previous: Decimal | None, target: Decimal, *, is_first: bool, down: bool
) -> StepProblem | None:
    if is_beyond(value, target, lower_is_better=down):
        return StepProblem.PAST_TARGET
    if previous is not None and not is_beyond(value, previous, lower_is_better=down):
        return StepProblem.NOT_BEYOND_BASELINE if is_first else StepProblem.WRONG_WAY
    # A step before the last may not have the target itself, because the last one would not go further.
    return StepProblem.PAST_TARGET if value == target else None
