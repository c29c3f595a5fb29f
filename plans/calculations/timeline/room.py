"""How many weeks the steps of a plan need, and how many steps it has room for."""

from plans.calculations.timeline.step_runs import RUN_WEEKS
from plans.calculations.timeline.steps import FEWEST_WEEKS, MOST_WEEKS


def earliest_weeks(cycle_weeks: int | None) -> int:
    """After how many weeks the first step may be due: its shortest run, and the time after which a result can show."""
    return min(max(RUN_WEEKS[0], cycle_weeks or 0), MOST_WEEKS)


def room_for(cycle_weeks: int | None) -> int:
    """How many steps, two weeks apart, the longest plan has room for."""
    return (MOST_WEEKS - earliest_weeks(cycle_weeks)) // FEWEST_WEEKS + 1


def weeks_needed(steps: int, cycle_weeks: int | None) -> int:
    """How many weeks a plan with so many steps lasts at least; without those it has no room for."""
    return earliest_weeks(cycle_weeks) + FEWEST_WEEKS * (min(steps, room_for(cycle_weeks)) - 1)
