"""The chance to reach the step now: chooses the method for its kind of number, and the weeks it counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isclose

from plans.calculations.forecast import reaching_amounts
from plans.calculations.forecast.facts import (
    LATE_WEEKS,
    ForecastFacts,
    Line,
    StepNow,
    first_of_window,
    next_to_come,
    told,
    weeks_before,
    weeks_since,
    weeks_to_come,
)
from plans.calculations.forecast.inputs import Ahead, Form, Measurement, MissingReason
from plans.calculations.forecast.reaching import Baseline, chance_of_reaching, chance_of_reaching_count
from plans.calculations.forecast.reaching_amounts import chance_of_reaching_average
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.measured import RATIO, Counted, Rate
from salesgym.numbers.calculations.weeks.calendar import WEEK, ends_on, monday
from salesgym.numbers.calculations.weeks.rates import Week

METRIC, SINCE_START = "metric", "count"
RECENT_WEEKS = 8


class Unsaid(Refused):
    """This plan has no such figure; `reason` says why."""

    def __init__(self, reason: MissingReason) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Window:
    """The weeks that count for a step's due date: those that are known, and how many are still to come."""

    form: Form
    weeks: Sequence[Week]
    weeks_left: int


def ahead(facts: ForecastFacts) -> Ahead | None:
    """The step now with its window, as the forecast stores it; None where every step is reached."""
    step = facts.step
    if step is None:
        return None
    plain = Ahead(step.pk, step.measure, step.target, step.due_on)
    if step.line is None:
        return plain
    window = _window(facts, step, step.line)
    first = (
        monday(facts.starts_on) if step.measure == SINCE_START else first_of_window(step, facts.window_weeks)
    )
    return replace(
        plain,
        first_on=first,
        until=ends_on(step.counts_before - WEEK),
        so_far=told(window.weeks, window.form),
        weeks_left=window.weeks_left,
        lower_is_better=step.line.lower_is_better,
    )


def chance(facts: ForecastFacts, before: Measurement | None) -> float:
    """The chance, 0 to 1, to reach the step now on its date; `before` is the plan's signed baseline.

    Raises Unsaid where the plan has no such chance, NotEnoughYet and NoAnswer as the methods do.
    """
    step = facts.step
    if step is None:
        raise Unsaid(MissingReason.NO_STEP)
    if step.line is None or step.target is None:
        raise Unsaid(MissingReason.BY_HAND)
    if facts.plan_status == "paused":
        raise Unsaid(MissingReason.PAUSED)
    window = _window(facts, step, step.line)
    is_over = not window.weeks_left and facts.on > step.due_on
    if is_over or monday(facts.on) >= step.counts_before + LATE_WEEKS * WEEK:
        raise Unsaid(MissingReason.DATE_PASSED)
    own = before if step.line == facts.line else None
    if step.measure == SINCE_START:
        return _since_start(facts, step, step.line, window, step.target)
    if window.form == Form.SHARE:
        return _share(facts, step.line, window, own, step.target)
    if window.form == Form.COUNT:
        worked = sum(float(week.exposure) for week in window.weeks if week.is_weighed)
        return _count(facts, step.line, window, own, step.target * (worked + window.weeks_left))
    return _amount(facts, step.line, window, step.target)


def _window(facts: ForecastFacts, step: StepNow, line: Line) -> Window:
    first = (
        monday(facts.starts_on) if step.measure == SINCE_START else first_of_window(step, facts.window_weeks)
    )
    coming = max(next_to_come(line, facts.on), first)
    form = line.form
    if step.measure == SINCE_START and line.kind == RATIO:
        # A count since the start of a ratio's metric sums its numerator only.
        form = Form.COUNT
    return Window(
        form,
        [week for week in line.weeks if first <= week.starts_on < min(coming, step.counts_before)],
        weeks_to_come(coming, step.counts_before),
    )


def _share(facts: ForecastFacts, line: Line, window: Window, own: Measurement | None, target: float) -> float:
    before = own or told(weeks_before(line, facts), Form.SHARE)
    known = [week for week in line.weeks if week.is_weighed]
    return chance_of_reaching(
        target=target,
        since_start=_counted(told(weeks_since(line, facts), Form.SHARE)),
        baseline=Baseline(_counted(before), before.weeks) if before else None,
        recent_trials=[float(week.denominator or 0) for week in known[-RECENT_WEEKS:]],
        window=_counted(told(window.weeks, Form.SHARE)),
        weeks_left=window.weeks_left,
        lower_is_better=line.lower_is_better,
        seed=facts.plan,
    )


def _count(facts: ForecastFacts, line: Line, window: Window, own: Measurement | None, target: float) -> float:
    before = own or told(weeks_before(line, facts), Form.COUNT)
    since = told(weeks_since(line, facts), Form.COUNT)
    return chance_of_reaching_count(
        target=target,
        since_start=_rate(since) if since else Rate(0, 0),
        baseline=_rate(before) if before and before.over else None,
        window=sum(float(week.numerator or 0) for week in window.weeks),
        weeks_left=window.weeks_left,
        lower_is_better=line.lower_is_better,
        seed=facts.plan,
    )


def _since_start(facts: ForecastFacts, step: StepNow, line: Line, window: Window, target: float) -> float:
    """The chance for a sum since the first day: of events as a count, of money from the rep's own weeks."""
    if window.form == Form.COUNT:
        return _count(facts, line, window, None, target)
    sums = Line("money", line.lower_is_better, line.weeks)
    worked = sum(week.count for week in _amounts(window.weeks, is_average=False))
    weeks = worked + window.weeks_left
    return _amount(facts, sums, window, target / weeks if weeks else target)


def _amount(facts: ForecastFacts, line: Line, window: Window, target: float) -> float:
    is_average = line.kind != "money"
    return chance_of_reaching_average(
        target=target,
        since_start=_amounts(weeks_since(line, facts), is_average=is_average),
        baseline=_amounts(weeks_before(line, facts), is_average=is_average),
        window=_amounts(window.weeks, is_average=is_average),
        weeks_left=window.weeks_left,
        lower_is_better=line.lower_is_better,
        seed=facts.plan,
    )


def _amounts(weeks: Sequence[Week], *, is_average: bool) -> list[reaching_amounts.Week]:
    return [
        reaching_amounts.Week(
            float(week.numerator or 0), float((week.denominator or 0) if is_average else week.exposure)
        )
        for week in weeks
        if week.is_weighed
    ]


def _counted(known: Measurement | None) -> Counted:
    return Counted(known.total, known.over) if known else Counted(0, 0)


def _rate(known: Measurement) -> Rate:
    # Weeks worked out from the signed, rounded value may be off by a rounding error: within .1 % of a whole
    # number they are that number. Other weeks keep their fraction, which is days on leave.
    over = round(known.over) if isclose(known.over, round(known.over), rel_tol=1e-3) else known.over
    return Rate(known.total, over, known.dispersion)
