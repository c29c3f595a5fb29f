"""One click that mends a staircase: the rows as they would be typed, nothing saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from plans.calculations.drawing.slider import Scale
from plans.calculations.targets.plan_odds import Suggested as Fairest
from plans.calculations.timeline.full_weeks import DaysOff, date_with_weeks, full_weeks
from plans.calculations.timeline.misfits import runs_of, weeks_before
from plans.calculations.timeline.room import earliest_weeks, room_for
from plans.calculations.timeline.step_runs import RUN_WEEKS
from plans.calculations.timeline.steps import (
    FEWEST_WEEKS,
    FINEST,
    MOST_WEEKS,
    suggest_dates,
    suggest_targets,
)
from plans.forms.wizard_milestones import run_of
from plans.forms.wizard_rows import Row, Typed, day_of
from plans.models import Milestone, Plan
from plans.queries.suggestion import Suggested

METRIC = str(Milestone.Measure.METRIC)


def rows_of(suggested: Suggested, scale: Scale, typed: Sequence[Mapping[str, str]] = ()) -> list[Row]:
    """The suggested steps as rows. What a typed step is called, and its reward, stays with its place."""
    if suggested.steps is None:
        return [{"measure": METRIC, "due_on": ""}]
    kept = [
        {name: row[name] for name in ("pk", "title") if name in row}
        for row in typed
        if row.get("measure", METRIC) == METRIC
    ]
    return [
        {
            **(kept[place] if place < len(kept) else {}),
            "measure": METRIC,
            "target": figure(scale.shown(step.target)),
            "due_on": step.due_on.isoformat(),
        }
        for place, step in enumerate(suggested.steps.steps)
    ]


def figure(value: Decimal) -> str:
    """A number as it is typed: 24, not 24.00."""
    return f"{value.normalize():f}"


def as_suggested(typed: Typed, suggested: Suggested, scale: Scale, days_off: DaysOff) -> Typed:
    """The steps, dates and runs of the suggestion."""
    if suggested.steps is None:
        return typed
    dates = {"starts_on": suggested.starts_on.isoformat(), "ends_on": suggested.steps.ends_on.isoformat()}
    there = Typed(rows_of(suggested, scale, typed.rows), {**typed.dates, **dates})
    return with_runs(there, suggested.run_weeks, days_off)


def with_runs(typed: Typed, last: int | None, days_off: DaysOff, *, usual: int = RUN_WEEKS[0]) -> Typed:
    """The run of every number: `last` for the last step, and the usual ones before it. None keeps those that are typed.

    `usual` is the run of a last step for which none is typed.
    """
    starts_on = day_of(typed.dates.get("starts_on"))
    if starts_on is None:
        return typed
    weeks = [
        weeks_before(day, starts_on=starts_on, days_off=days_off)
        if (day := day_of(row.get("due_on"))) is not None and day > starts_on
        else 0
        for row in typed.rows
    ]
    typed_last = run_of(typed.rows[-1].get("run_weeks"))
    runs = runs_of(last or typed_last or usual, weeks)
    rows = [
        {**row, "run_weeks": str(run if last else run_of(row.get("run_weeks")) or run)}
        if row.get("measure", METRIC) == METRIC
        else row
        for row, run in zip(typed.rows, runs, strict=True)
    ]
    return replace(typed, rows=rows)


def with_fitting_run(typed: Typed, place: int, fits: int) -> Typed:
    """One step with the run that fits before its date."""
    rows = [{**row, "run_weeks": str(fits)} if at == place else row for at, row in enumerate(typed.rows)]
    return replace(typed, rows=rows)


def with_fairest(
    typed: Typed, plan: Plan, scale: Scale, fairest: Fairest, suggested: Suggested, days_off: DaysOff
) -> Typed:
    """The last step at the fairest mark and run, the ones before it on the way there; later dates where it needs them."""
    places = [place for place, row in enumerate(typed.rows) if row.get("measure", METRIC) == METRIC]
    if not places or plan.baseline is None or plan.target is None:
        return typed
    mark = Decimal(repr(fairest.mark)).quantize(FINEST)
    targets = suggest_targets(baseline=plan.baseline, target=mark, steps=len(places))
    rows = [dict(row) for row in typed.rows]
    for place, target in zip(places, targets, strict=True):
        rows[place]["target"] = figure(scale.shown(target))
    mended = with_runs(replace(typed, rows=rows), fairest.weeks, days_off)
    if run_of(mended.rows[-1].get("run_weeks")) == fairest.weeks:
        return mended
    return with_runs(with_weeks(mended, 0, suggested, days_off), fairest.weeks, days_off)


def with_weeks(typed: Typed, weeks: int, suggested: Suggested, days_off: DaysOff) -> Typed:
    """The steps spread anew over so many full weeks, or as many as there are; more where they would come too early.

    Runs that fit stay; the others become the usual ones. First steps for which no plan has room are left out.
    """
    cycle_weeks = suggested.grounds.cycle_weeks
    typed = replace(typed, rows=typed.rows[-room_for(cycle_weeks) :])
    starts_on = day_of(typed.dates.get("starts_on")) or suggested.starts_on
    ends_on = day_of(typed.dates.get("ends_on"))
    there = weeks_before(ends_on, starts_on=starts_on, days_off=days_off) if ends_on else 0
    steps, earliest = len(typed.rows), earliest_weeks(cycle_weeks)
    spread = suggest_dates(starts_on=starts_on, weeks=weeks or there, steps=steps, earliest_weeks=earliest)
    days = [_worked(starts_on, round((day - starts_on) / timedelta(weeks=1)), days_off) for day in spread]
    last_on = starts_on + timedelta(weeks=MOST_WEEKS)
    days = [
        min(day, last_on - timedelta(weeks=FEWEST_WEEKS * left))
        for day, left in zip(days, range(steps - 1, -1, -1), strict=True)
    ]
    rows = [{**row, "due_on": day.isoformat()} for row, day in zip(typed.rows, days, strict=True)]
    dates = {"starts_on": starts_on.isoformat(), "ends_on": days[-1].isoformat()}
    spread_out = replace(typed, rows=rows, dates={**typed.dates, **dates})
    return with_runs(spread_out, run_of(typed.rows[-1].get("run_weeks")) or RUN_WEEKS[0], days_off)


def _worked(starts_on: date, weeks: int, days_off: DaysOff) -> date:
    """The day, whole weeks after the first, before which so many full weeks are worked."""
    later = full_weeks(starts_on, starts_on + timedelta(weeks=4 * MOST_WEEKS))
    absent = {week for week in later if not days_off.worked(week)}
    day = starts_on + timedelta(weeks=weeks)
    return date_with_weeks(day, starts_on=starts_on, weeks=weeks, absent=absent, work_days=days_off.work_days)
