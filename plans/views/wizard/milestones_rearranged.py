"""Step 4: the buttons that change what is typed and save nothing."""

from decimal import Decimal

from plans.calculations.targets.mends import MendKind
from plans.calculations.targets.step_lists import StepLists
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.forms.wizard_rows import Typed, typed_of
from plans.models import Milestone
from plans.pages.milestones.early_win import win_title
from plans.queries.suggestion import Suggested
from plans.views.wizard import milestones_mend
from plans.views.wizard.milestones_desk import Desk
from salesgym.web import UserRequest

# The buttons that change which rows there are.
ROWS = ("add", "remove", "win")


def is_asked(action: str) -> bool:
    """Whether this button rearranges."""
    return action in {"add", "draw", "suggest", "fair", "dates", "win"} or action.startswith(
        ("remove", "weeks", "run-")
    )


def rearranged(desk: Desk, request: UserRequest) -> Typed:
    """What was typed, as the button that was pressed changes it."""
    typed, action = typed_of(request.POST), request.POST.get("action", "")
    name, _dash, number = action.partition("-")
    count = int(number[:4]) if number.isascii() and number.isdigit() else -1
    if name in ROWS:
        return _with_rows(desk, typed, name, count)
    typed = desk.with_runs(typed)
    form = desk.form(typed)
    suggested = desk.suggested(form)
    if name == "suggest":
        return milestones_mend.as_suggested(typed, suggested, desk.scale, desk.days_off)
    if name == "run":
        late = desk.runs(form.typed())[1]
        fits = next((one.fits for one in late if one.index == count), None)
        return milestones_mend.with_fitting_run(typed, count, fits) if fits else typed
    if name == "fair":
        return fairest(desk, typed, suggested)
    if name == "dates":
        return spread_out(desk, typed, 0, suggested)
    if name == "weeks":
        return fairest(desk, spread_out(desk, typed, min(max(count, 0), MOST_WEEKS), suggested), suggested)
    return typed


def _with_rows(desk: Desk, typed: Typed, name: str, place: int) -> Typed:
    """One row more or less, or the early win before all others."""
    if name == "add":
        return typed.with_row_added()
    return typed.with_row_removed(place) if name == "remove" else with_early_win(desk, typed)


def with_early_win(desk: Desk, typed: Typed) -> Typed:
    """The step of the rep's own work before the others; nothing changes where none is offered for what is typed."""
    win = desk.early_win(desk.form(typed))
    if win is None:
        return typed
    row = {"due_on": win.due_on.isoformat(), "title": win_title(win)}
    if win.score is not None:
        scored = {"measure": str(Milestone.Measure.RUBRIC), "target": f"{win.score:f}"}
        return typed.with_row_first({**row, **scored})
    if win.metric is None:
        return typed.with_row_first({**row, "measure": str(Milestone.Measure.DONE)})
    counted = {
        "measure": str(Milestone.Measure.COUNT),
        "metric": str(win.metric.pk),
        "target": str(win.count),
    }
    return typed.with_row_first({**row, **counted})


def fairest(desk: Desk, typed: Typed, suggested: Suggested) -> Typed:
    """The last step at the fairest mark and run of a plan as long as the typed one, or longer where its run needs it.

    Nothing changes where the number cannot be judged, or the target comes back by itself.
    """
    found = typed
    for _again in range(2):
        there = desk.found_for_typed(found)
        own = there.own(desk.plan)
        if there.bars.lists is None or own is None or not own.is_ahead:
            return found
        found = milestones_mend.with_fairest(
            found, desk.plan, desk.scale, there.bars.lists.suggested, suggested, desk.days_off
        )
        if desk.found_for_typed(found) is there:
            break
    return found


def spread_out(desk: Desk, typed: Typed, weeks: int, suggested: Suggested) -> Typed:
    """The steps over so many weeks, 0 for as many as there are; more where they would come early, or nothing is fair.

    The last one keeps its mark and run where these are fair, else it takes the fairest.
    """
    found = milestones_mend.with_weeks(typed, weeks, suggested, desk.days_off)
    bars = desk.found_for_typed(found).bars
    if bars.lists is None:
        return found
    longer = next((mend.weeks for mend in bars.mends if mend.kind is MendKind.LONGER), 0)
    if longer:
        found = milestones_mend.with_weeks(typed, longer, suggested, desk.days_off)
    return found if _is_fair(desk, found) else fairest(desk, found, suggested)


def _is_fair(desk: Desk, typed: Typed) -> bool:
    """Whether the last step is fair as it is typed."""
    form = desk.form(typed).typed()
    target, run = form.steps[-1].target, desk.runs(form)[0][-1]
    lists = desk.found_for_typed(typed).bars.lists
    return lists is not None and target is not None and _is_fair_at(lists, target, run)


def _is_fair_at(lists: StepLists, mark: Decimal, run: int | None) -> bool:
    odds = lists.at(float(mark), run) if run is not None else None
    return odds is not None and odds.unfair is None
