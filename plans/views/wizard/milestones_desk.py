"""Step 4: what one request works with."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from plans.actions.draft_milestones import Terms
from plans.calculations.timeline.full_weeks import DaysOff
from plans.calculations.timeline.misfits import Misfit, misfits, runs_of, weeks_before
from plans.calculations.timeline.step_runs import RUN_WEEKS
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.forms.wizard_milestones import StaircaseForm, counts_of, run_of
from plans.forms.wizard_rows import DATE_FIELDS, Typed, day_of, shown_rows
from plans.models import Plan
from plans.pages.milestones import page
from plans.pages.milestones.early_win import win_words
from plans.pages.milestones.preview import preview
from plans.pages.milestones.typed import TypedStaircase
from plans.pages.scale import WordedScale, scale_of
from plans.queries import draft_length, plan_bars, suggestion
from plans.queries.days_off import days_off_of
from plans.queries.early_win import EarlyWin, activities_near, early_win
from plans.queries.plan_bars import Found
from plans.queries.suggestion import Grounds, Suggested
from plans.views.wizard import milestones_mend
from salesgym.numbers.calculations.weeks.calendar import WEEK
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from salesgym.web import UserRequest


@dataclass
class Desk:
    """What one request works with: the draft, what is known of its rep, and how forms are made of it.

    `kept` are the bars of the plan as it is stored, or would be suggested.
    """

    plan: Plan
    on: date
    scale: WordedScale
    say: Sayers
    kept: Found
    kept_grounds: Grounds
    known: dict[str, Any]
    metrics: Mapping[int, Metric]
    _found: dict[int, Found] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        return draft_length.first_day(self.plan, on=self.on)

    @cached_property
    def days_off(self) -> DaysOff:
        return days_off_of(self.plan)

    def found_for(self, starts_on: date | None, ends_on: date | None) -> Found:
        """The bars of a plan between these days: the stored ones where the length is the same, else worked out now."""
        if starts_on is None or ends_on is None or ends_on <= starts_on or self.plan.counts_from:
            return self.kept
        weeks = draft_length.full_weeks_of(self.plan, starts_on, min(ends_on, starts_on + MOST_WEEKS * WEEK))
        basis = self.kept.own(self.plan)
        if not weeks or basis is None or weeks == basis.plan_weeks:
            return self.kept
        if weeks not in self._found:
            plan = copy.copy(self.plan)
            plan.starts_on = starts_on
            self._found[weeks] = plan_bars.bars_for(plan, on=self.on, plan_weeks=weeks)
        return self._found[weeks]

    def found_for_typed(self, typed: Typed) -> Found:
        """The bars of a plan between the days that were typed."""
        return self.found_for(*(day_of(typed.dates.get(name)) for name in DATE_FIELDS))

    def form_for(self, request: UserRequest) -> StaircaseForm:
        """The form as it was sent; as it is stored, or suggested."""
        if request.method != "POST":
            return self.form(None)
        return StaircaseForm(request.POST, rows=[], dates={}, **self.known)

    def form(self, typed: Typed | None) -> StaircaseForm:
        """The form as it was typed so far, not yet judged; without that as it is stored, or suggested."""
        if typed is None:
            typed = self.stored()
        elif typed.rows:
            typed = self.with_runs(typed)
        return StaircaseForm(None, rows=typed.rows, dates=typed.dates, **self.known)

    def with_runs(self, typed: Typed) -> Typed:
        """What is typed, each number with its run: the chosen one, else the usual one of its date."""
        last = run_of(typed.rows[-1].get("run_weeks"))
        usual = last or self.usual_run(*(day_of(typed.dates.get(name)) for name in DATE_FIELDS))
        return milestones_mend.with_runs(typed, None, self.days_off, usual=usual)

    def usual_run(self, starts_on: date | None, ends_on: date | None) -> int:
        """The run that suits the last step of a plan between these days; the shortest where too little is known."""
        lists = self.found_for(starts_on, ends_on).bars.lists
        return lists.suggested.weeks if lists is not None else RUN_WEEKS[0]

    def terms(self, form: StaircaseForm) -> list[Terms]:
        """The steps of a valid form as they are stored; the last one takes the usual run where none is chosen."""
        *before, last = form.terms()
        run = last.run_weeks or self.runs(form.typed())[0][-1]
        return [*before, replace(last, run_weeks=run)]

    def stored(self) -> Typed:
        """The rows as they are stored, or suggested where there are none."""
        rows: list[Any] = shown_rows(list(self.plan.milestones.order_by("position")), self.scale)
        if rows:
            dates: Any = {"starts_on": self.plan.starts_on, "ends_on": self.plan.ends_on}
            return Typed(rows, dates)
        suggested = self.suggest(self.first_day)
        dates = {"starts_on": self.first_day.isoformat(), "ends_on": ""}
        typed = Typed(milestones_mend.rows_of(suggested, self.scale), dates)
        return milestones_mend.as_suggested(typed, suggested, self.scale, self.days_off)

    def suggest(self, starts_on: date) -> Suggested:
        """The staircase from this day on, its run and mark those of a plan of its own length."""
        return suggestion.suggest_at_length(
            self.plan,
            self.kept_grounds,
            starts_on=starts_on,
            bars_to=lambda ends_on: self.found_for(starts_on, ends_on).bars,
        )

    def suggested(self, form: StaircaseForm) -> Suggested:
        """The suggestion for the first day that stands in the form."""
        return self.suggest(day_of(form.dates["starts_on"].value()) or self.first_day)

    def weeks_of(self, suggested: Suggested) -> int | None:
        """The full weeks of the suggested plan; None where there is none."""
        if suggested.steps is None:
            return None
        return draft_length.full_weeks_of(self.plan, suggested.starts_on, suggested.steps.ends_on)

    def runs(self, typed: TypedStaircase) -> tuple[list[int | None], list[Misfit]]:
        """The run of each step as it would be stored, and those that do not fit before their date."""
        starts_on = self.plan.counts_from or typed.starts_on
        last = typed.steps[-1].run_weeks or self.usual_run(typed.starts_on, typed.ends_on)
        if starts_on is None:
            return [step.run_weeks or last for step in typed.steps], []
        weeks = [
            weeks_before(step.due_on, starts_on=starts_on, days_off=self.days_off) if step.due_on else 0
            for step in typed.steps
        ]
        usual = runs_of(last, weeks)
        runs = [
            (step.run_weeks or run) if step.is_focus else None
            for step, run in zip(typed.steps, usual, strict=True)
        ]
        pairs = [(run, step.due_on) for run, step in zip(runs, typed.steps, strict=True)]
        return runs, misfits(pairs, starts_on=starts_on, days_off=self.days_off)

    def early_win(self, form: StaircaseForm) -> EarlyWin | None:
        """The step of the rep's own work that may come before a first step that is a number; None where none may."""
        typed = form.typed()
        first = typed.steps[0]
        if not first.is_focus or typed.starts_on is None or not form.can_grow:
            return None
        return early_win(
            self.plan,
            self.metrics,
            self.days_off,
            starts_on=typed.starts_on,
            next_on=first.due_on,
            on=self.on,
        )

    def context(self, form: StaircaseForm) -> dict[str, Any]:
        typed = form.typed()
        here = self.found_for(typed.starts_on, typed.ends_on)
        runs, late = self.runs(typed)
        suggested = self.suggested(form)
        drawn = page.Desk(
            grounds=replace(self.kept_grounds, basis=here.own(self.plan), bars=here.bars),
            suggested=suggested,
            suggested_weeks=self.weeks_of(suggested),
            runs=runs,
            misfits=late,
            metrics=self.metrics,
            say=self.say,
        )
        win = self.early_win(form)
        around = page.build(self.plan, typed, drawn, self.scale)
        return {
            "form": form,
            "scale": self.scale,
            "drawing": preview(self.plan, typed, self.scale, on=self.on),
            "page": around,
            "early_win": win_words(win, name=self.plan.rep.first_name, say=self.say) if win else None,
            "step_rows": list(zip(form.steps, around.rows, strict=True)),
            "redrawn": _redrawn(len(around.rows)),
        }


def _redrawn(steps: int) -> str:
    """The parts of the page that follow from its fields, as htmx takes them out of the answer."""
    parts = [f"step-{place}-{part}" for place in range(steps) for part in ("notes", "warn", "odds")]
    return ",".join(
        f"#{part}:innerHTML"
        for part in ("way", "suggested", "warns", "win", *parts, f"step-{steps - 1}-word")
    )


def desk_of(plan: Plan, currency: str, *, on: date) -> Desk:
    """The desk of this draft on this day, its money in the organization's currency. LookupError without a number."""
    if plan.metric is None:
        raise LookupError("A plan without a number has no steps.")
    say, metrics = Sayers(currency), scorecard.metrics()
    scale = scale_of(plan.metric, say)
    by_id = {metric.pk: metric for metric in metrics.values()}
    counts = counts_of(metrics, first=next(iter(activities_near(plan, by_id)), None))
    known = {"plan": plan, "scale": scale, "on": on, "counts": counts}
    kept = plan_bars.bars_for(plan, on=on)
    grounds = suggestion.grounds_of(plan, kept.own(plan), kept.bars, on=on)
    return Desk(plan, on, scale, say, kept, grounds, known, by_id)
