"""How many weeks in a row each step of a draft takes, and whether these fit before its date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations.timeline.full_weeks import (
    CountedWeek,
    DaysOff,
    counted_weeks,
    date_with_weeks,
    full_weeks,
    weeks_for,
)
from plans.calculations.timeline.step_runs import RUN_WEEKS, earlier_run, is_long_enough, usual_last_run
from plans.models import Milestone, Plan
from plans.models.milestone import MOST_RUN_WEEKS
from plans.queries.days_off import days_off_of
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.calendar import WEEK

if TYPE_CHECKING:
    from plans.actions.draft_milestones import Terms


class RunDoesNotFit(Refused):
    """A step's date leaves fewer full weeks than its run takes, or the plan is too short for any run."""


def with_runs(
    draft: Plan, steps: "Sequence[Terms]", *, starts_on: date, ends_on: date, window_weeks: int
) -> "list[Terms]":
    """These steps, each number with its run: the one given, else the usual one of its date.

    The last step takes the largest suggested run up to `window_weeks`. Raises RunDoesNotFit, with the first day
    on which the run fits, for a step that is due earlier, and for a plan under four full weeks.
    """
    days_off = days_off_of(draft)
    begins = draft.counts_from or starts_on
    counted = counted_weeks(begins, ends_on, days_off)
    if not is_long_enough(len(counted)):
        raise RunDoesNotFit(_("A plan has at least four full weeks of work: give it a later last day."))
    usual = usual_last_run(window_weeks, full_weeks=len(counted))
    last = steps[-1].run_weeks
    if last is None:
        last = earlier_run(usual, weeks=_weeks(steps[-1].due_on, counted, days_off)) or usual
    found = []
    for place, step in enumerate(steps, start=1):
        if step.measure != Milestone.Measure.METRIC:
            found.append(replace(step, run_weeks=None))
            continue
        weeks = _weeks(step.due_on, counted, days_off)
        run = last if place == len(steps) else step.run_weeks
        if run is None:
            run = earlier_run(last, weeks=weeks) or min(last, RUN_WEEKS[0])
        if not 1 <= run <= MOST_RUN_WEEKS:
            raise RunDoesNotFit(_("A step takes 1 to 26 weeks in a row."))
        if run > weeks:
            raise RunDoesNotFit(_too_early(place, run, _first_day(step.due_on, begins, run, days_off)))
        found.append(replace(step, run_weeks=run))
    return found


def require_fitting(plan: Plan) -> None:
    """Raise RunDoesNotFit where a stored step's date leaves fewer full weeks than its run takes."""
    if plan.counts_since is None or plan.ends_on is None:
        return
    days_off = days_off_of(plan)
    counted = counted_weeks(plan.counts_since, plan.ends_on, days_off)
    for step in plan.milestones.order_by("position"):
        if step.run_weeks is not None and step.run_weeks > _weeks(step.due_on, counted, days_off):
            day = _first_day(step.due_on, plan.counts_since, step.run_weeks, days_off)
            raise RunDoesNotFit(_too_early(step.position, step.run_weeks, day))


def count_runs(draft: Plan) -> None:
    """Give a locked draft of the earlier rule the rule of weeks in a row, four for each number."""
    draft.milestones.filter(measure=Milestone.Measure.METRIC, run_weeks=None).update(run_weeks=RUN_WEEKS[0])
    draft.counting = Plan.Counting.RUNS
    draft.save(update_fields=["counting"])


def _weeks(day: date, counted: Sequence[CountedWeek], days_off: DaysOff) -> int:
    return weeks_for(day, [week.starts_on for week in counted], work_days=days_off.work_days)


def _first_day(due_on: date, begins: date, run: int, days_off: DaysOff) -> date:
    """The first day, whole weeks after this one, before which so many weeks are worked."""
    later = full_weeks(begins, due_on + 4 * MOST_RUN_WEEKS * WEEK)
    absent = {week for week in later if not days_off.worked(week)}
    return date_with_weeks(due_on, starts_on=begins, weeks=run, absent=absent, work_days=days_off.work_days)


def _too_early(place: int, run: int, day: date) -> str:
    return _("Step %(number)s takes %(weeks)s full weeks in a row: give it a date from %(day)s on.") % {
        "number": place,
        "weeks": run,
        "day": date_format(day, "j F"),
    }
