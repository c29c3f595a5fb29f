"""Runs that do not fit before the date of their step, and what would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plans.calculations.timeline.full_weeks import DaysOff, counted_weeks, weeks_for
from plans.calculations.timeline.step_runs import RUN_WEEKS, earlier_run


@dataclass(frozen=True, slots=True)
class Misfit:
    """The step at this index (0 is the first) takes `run` weeks, and `weeks` full weeks count for its date.

    `fits` is the largest suggested run that does; None where the date has to move.
    """

    index: int
    run: int
    weeks: int
    fits: int | None


def weeks_before(day: date, *, starts_on: date, days_off: DaysOff) -> int:
    """How many of the plan's full weeks count for this day, without those wholly absent."""
    weeks = [week.starts_on for week in counted_weeks(starts_on, day, days_off)]
    return weeks_for(day, weeks, work_days=days_off.work_days)


def misfits(
    steps: Sequence[tuple[int | None, date | None]], *, starts_on: date, days_off: DaysOff
) -> list[Misfit]:
    """The steps, each a run and a date, whose run is longer than their date allows; those without either are skipped."""
    found = []
    for index, (run, due_on) in enumerate(steps):
        if run is None or due_on is None or due_on < starts_on:
            continue
        weeks = weeks_before(due_on, starts_on=starts_on, days_off=days_off)
        if run > weeks:
            found.append(Misfit(index, run, weeks, earlier_run(max(run, RUN_WEEKS[0]), weeks=weeks)))
    return found


def runs_of(last: int, weeks: Sequence[int]) -> list[int]:
    """The run of each step: `weeks` count for its date, and the last one takes `last` weeks where these fit."""
    last = last if last <= weeks[-1] else earlier_run(last, weeks=weeks[-1]) or RUN_WEEKS[0]
    return [*(earlier_run(last, weeks=one) or RUN_WEEKS[0] for one in weeks[:-1]), last]
