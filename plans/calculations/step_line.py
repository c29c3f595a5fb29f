"""One step of a plan with the weeks that it is measured from: the one reading of all pages and of the measurement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from plans.calculations import to_go
from plans.calculations.runs import Number, Run, runs, runs_of_counts
from plans.calculations.timeline.full_weeks import CountedWeek, DaysOff, weeks_for
from plans.calculations.to_go import Kind, ToGo
from salesgym.errors import NotEnoughYet
from salesgym.numbers.calculations.weeks.rates import Week


@dataclass(frozen=True, slots=True)
class Terms:
    """What a step asks for: `weeks` in a row at the `mark`.

    `usual_trials` are those of a worked week before the plan (shares, averages; None where unknown). `until` is the
    number of the last week in which it may be reached, `on_time_until` of the last one that counts for its date.
    """

    kind: Kind
    weeks: int
    mark: Number
    usual_trials: Number | None
    until: int
    on_time_until: int
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """The complete weeks of a plan so far that count, oldest first, in the numbers of one of its steps."""

    terms: Terms
    mondays: tuple[date, ...]
    numerators: tuple[Decimal | None, ...]
    denominators: tuple[Number | None, ...]

    def runs(self) -> tuple[Run, ...]:
        """The runs that may decide the step, oldest first; none where the usual trials are unknown."""
        asked = self.terms
        try:
            if asked.kind in {Kind.RATIO, Kind.AVERAGE}:
                return runs(
                    self.numerators,
                    self.denominators,
                    weeks=asked.weeks,
                    usual_trials=asked.usual_trials,
                    until=asked.until,
                )
        except NotEnoughYet:
            return ()
        worked = [share or Fraction(1) for share in self.denominators]
        return runs_of_counts(self.numerators, worked, weeks=asked.weeks, until=asked.until)

    def at_mark(self) -> list[Run]:
        """Those of the runs that are at the mark, oldest first."""
        lower = self.terms.lower_is_better
        return [run for run in self.runs() if run.is_at(self.terms.mark, lower_is_better=lower)]

    def to_go(self) -> ToGo | None:
        """What the next weeks take; None where nothing can be said."""
        asked = self.terms
        try:
            return to_go.to_go(
                self.numerators,
                self.denominators,
                kind=asked.kind,
                weeks=asked.weeks,
                mark=asked.mark,
                usual_trials=asked.usual_trials,
                until=asked.until,
                lower_is_better=asked.lower_is_better,
            )
        except NotEnoughYet:
            return None

    def weeks_of(self, run: Run) -> tuple[date, ...]:
        """The Mondays of this run."""
        return self.mondays[run.first - 1 : run.last]


def line_of(weeks: Sequence[Week], counted: Sequence[CountedWeek], terms: Terms) -> StepLine:
    """The line of a step from its complete weekly numbers, oldest first, and from the weeks of the plan that count.

    A week that counts and is not among the numbers is unknown.
    """
    known = {week.starts_on: week for week in weeks}
    last = weeks[-1].starts_on if weeks else date.min
    told = [week for week in counted if week.starts_on <= last]
    found = [known.get(week.starts_on) for week in told]
    is_shared = terms.kind in {Kind.RATIO, Kind.AVERAGE}
    return StepLine(
        terms,
        tuple(week.starts_on for week in told),
        tuple(week.numerator if week else None for week in found),
        tuple(week.denominator if week else None for week in found)
        if is_shared
        else tuple(week.worked for week in told),
    )


def last_weeks(
    due_on: date, counted: Sequence[CountedWeek], days_off: DaysOff, *, is_last: bool
) -> tuple[int, int]:
    """The `until` and the `on_time_until` of a step that is due on this day.

    A step before the last may be reached up to the plan's end, and is then late; the last step has no late.
    """
    on_time = weeks_for(due_on, [week.starts_on for week in counted], work_days=days_off.work_days)
    return (on_time if is_last else len(counted)), on_time
