"""The input of a plan's forecast, without the ORM, and which weeks count for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import isclose

from plans.calculations.forecast.inputs import Form, Measurement
from plans.calculations.progress import Pace
from salesgym.numbers.calculations.statistics.measured import (
    COUNT,
    RATIO,
    Counted,
    Measured,
    Rate,
    dispersion,
    is_binomial,
)
from salesgym.numbers.calculations.weeks.calendar import WEEK, ends_on, monday
from salesgym.numbers.calculations.weeks.rates import Week

BASELINE_WEEKS = 13
# Numbers may arrive late: a step has a chance until so many weeks after its last week.
LATE_WEEKS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One metric of the rep: its kind, its direction, and its complete weeks, oldest first."""

    kind: str
    lower_is_better: bool
    weeks: Sequence[Week]

    @property
    def form(self) -> Form:
        """How this line is measured. A ratio with more successes than trials in any week is VALUES, not SHARE."""
        if self.kind == RATIO and is_binomial(self.weeks):
            return Form.SHARE
        return Form.COUNT if self.kind == COUNT else Form.VALUES


@dataclass(frozen=True, slots=True)
class StepNow:
    """The step now. Weeks that start before the Monday `counts_before` count for its due date."""

    pk: int
    measure: str
    target: float | None
    due_on: date
    counts_before: date
    line: Line | None


@dataclass(frozen=True, slots=True)
class Signed:
    """The baseline that both have signed: a ratio's two sides, a count's sum; None for what was not stored."""

    value: float | None
    numerator: float | None
    denominator: float | None
    weeks: int | None
    until: date | None


@dataclass(frozen=True, slots=True)
class PeerLines:
    """Each peer's number before the plan, and the pooled values of all peers before it and since."""

    before: Sequence[Measured] = ()
    pooled_before: float | None = None
    pooled_since: float | None = None


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """One plan on one day. Weeks that start before the Monday `counts_before` belong to the plan.

    `running` is the last status word that it had while it ran, "" before the first.
    """

    plan: int
    plan_status: str
    on: date
    starts_on: date
    counts_before: date
    window_weeks: int
    pace: Pace
    line: Line | None
    target: float | None
    signed: Signed
    step: StepNow | None
    peers: PeerLines = PeerLines()
    running: str = ""


def weeks_before(line: Line, facts: ForecastFacts) -> list[Week]:
    """The weeks of the baseline: as many as were signed (else 13), up to the signed day (else the start)."""
    end = monday(facts.signed.until) + WEEK if facts.signed.until else monday(facts.starts_on)
    length = facts.signed.weeks or BASELINE_WEEKS
    return [week for week in line.weeks if end - length * WEEK <= week.starts_on < end]


def weeks_since(line: Line, facts: ForecastFacts) -> list[Week]:
    """The plan's own weeks, from the one of its first day on."""
    start = monday(facts.starts_on)
    return [week for week in line.weeks if start <= week.starts_on < facts.counts_before]


def next_to_come(line: Line, on: date) -> date:
    """The Monday after the last known week: weeks without numbers so far are treated as still to come."""
    told = [week.starts_on for week in line.weeks if week.numerator is not None or week.away.is_whole_week]
    return told[-1] + WEEK if told else monday(on)


def told(weeks: Sequence[Week], form: Form) -> Measurement | None:
    """These weeks as one measurement of this form; None if none of them has numbers."""
    known = [week for week in weeks if week.is_weighed]
    if not known:
        return None
    total = sum(float(week.numerator or 0) for week in known)
    events = [float(week.numerator or 0) for week in known]
    values = [float(week.value) for week in known if week.value is not None]
    return Measurement(
        form,
        total,
        sum(_over(week, form) for week in known),
        len(known),
        known[0].starts_on,
        ends_on(known[-1].starts_on),
        dispersion=_dispersion(events) if form == Form.COUNT else 1.0,
        values=tuple(values) if form == Form.VALUES else (),
    )


def signed_before(line: Line, facts: ForecastFacts) -> Measurement | None:
    """The number before the plan: of shares and counts the signed sums, of money and averages the weeks."""
    found = told(weeks_before(line, facts), line.form)
    signed = facts.signed
    if signed.value is None or signed.numerator is None or signed.weeks is None or signed.until is None:
        return found
    over = _signed_over(line.form, signed)
    if over is None or signed.numerator < 0:
        return found
    first_on = monday(signed.until) - (signed.weeks - 1) * WEEK
    spread = found.dispersion if found else 1.0
    return Measurement(
        line.form, signed.numerator, over, signed.weeks, first_on, signed.until, dispersion=spread
    )


def _signed_over(form: Form, signed: Signed) -> float | None:
    """What the signed sum is divided by; None if the signed sums do not fit this form."""
    numerator, weeks = signed.numerator or 0.0, signed.weeks or 0
    if form == Form.SHARE:
        sides = signed.denominator
        return sides if sides and numerator <= sides else None
    if form == Form.COUNT:
        worked = numerator / signed.value if signed.value else float(weeks)
        # The signed value was rounded: within 1 % of all weeks, all of them were worked.
        return float(weeks) if isclose(worked, weeks, rel_tol=0.01) else worked
    return None


def _over(week: Week, form: Form) -> float:
    if week.denominator is not None and form != Form.COUNT:
        return float(week.denominator)
    return float(week.exposure)


def _dispersion(events: list[float]) -> float:
    return dispersion(events) if len(events) > 1 and min(events) >= 0 else 1.0


def first_of_window(step: StepNow, window_weeks: int) -> date:
    """The Monday on which the window of a step's date begins."""
    return step.counts_before - window_weeks * WEEK


def weeks_to_come(first: date, before: date) -> int:
    """How many weeks lie between these Mondays. Future leave is not deducted, because it moves the dates."""
    return max((before - first) // timedelta(weeks=1), 0)


def pooled(measured: Sequence[Measured]) -> float | None:
    """The pooled rate of these peers: successes over trials, events over weeks. None for weekly values."""
    shares = [one for one in measured if isinstance(one, Counted)]
    rates = [one for one in measured if isinstance(one, Rate)]
    total = sum(one.successes for one in shares) + sum(one.events for one in rates)
    over = sum(one.trials for one in shares) + sum(one.weeks for one in rates)
    return total / over if over else None


def number(value: Decimal | None) -> float | None:
    """The stored number as a float, for arithmetic; None where it is unknown."""
    return None if value is None else float(value)
