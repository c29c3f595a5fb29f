"""One click that mends a staircase: the rows as they would be typed, nothing saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from plans.calculations.drawing.slider import Scale
from plans.calculations.timeline.steps import MOST_WEEKS, suggest_dates, suggest_targets
from plans.forms.wizard_milestones import window_of
from plans.forms.wizard_rows import Row, Typed, day_of
from plans.models import Milestone, Plan
from plans.pages.step_odds import Fairer
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


def as_suggested(typed: Typed, suggested: Suggested, scale: Scale) -> Typed:
    """The steps and dates of the suggestion."""
    if suggested.steps is None:
        return typed
    dates = {"starts_on": suggested.starts_on.isoformat(), "ends_on": suggested.steps.ends_on.isoformat()}
    return Typed(rows_of(suggested, scale, typed.rows), {**typed.dates, **dates})


def with_fair_number(typed: Typed, plan: Plan, scale: Scale, fairer: Fairer, suggested: Suggested) -> Typed:
    """The last step at the fair number and the ones before it on the way there, over the window it needs."""
    places = [place for place, row in enumerate(typed.rows) if row.get("measure", METRIC) == METRIC]
    if not places or plan.baseline is None:
        return typed
    targets = suggest_targets(baseline=plan.baseline, target=fairer.value, steps=len(places))
    rows = [dict(row) for row in typed.rows]
    for place, target in zip(places, targets, strict=True):
        rows[place]["target"] = figure(scale.shown(target))
    mended = Typed(rows, {**typed.dates, "window_weeks": str(fairer.weeks)})
    return with_weeks(mended, 0, suggested) if fairer.is_longer else mended


def with_weeks(typed: Typed, weeks: int, suggested: Suggested) -> Typed:
    """The steps spread anew over so many weeks, or as many as there are; more where they would come too early."""
    starts_on = day_of(typed.dates.get("starts_on")) or suggested.starts_on
    ends_on = day_of(typed.dates.get("ends_on"))
    there = round((ends_on - starts_on) / timedelta(weeks=1)) if ends_on else 0
    earliest = window_of(typed.dates.get("window_weeks")) + (1 if starts_on.weekday() else 0)
    earliest = max(earliest, suggested.grounds.cycle_weeks or 0)
    steps = len(typed.rows)
    earliest = min(earliest, MOST_WEEKS - 2 * (steps - 1))
    days = suggest_dates(
        starts_on=starts_on, weeks=weeks or there, steps=steps, earliest_weeks=max(earliest, 0)
    )
    rows = [{**row, "due_on": day.isoformat()} for row, day in zip(typed.rows, days, strict=True)]
    dates = {"starts_on": starts_on.isoformat(), "ends_on": days[-1].isoformat()}
    return replace(typed, rows=rows, dates={**typed.dates, **dates})
