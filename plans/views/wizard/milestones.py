"""Step 4: the staircase."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.actions.draft import MILESTONES
from plans.actions.draft_milestones import save_milestones
from plans.actions.version import StaleVersion
from plans.calculations.timeline.steps import MOST_WEEKS, next_monday
from plans.forms.wizard_milestones import StaircaseForm, counts_of
from plans.forms.wizard_rows import Typed, day_of, shown_rows, typed_of
from plans.models import Plan
from plans.pages import step_odds
from plans.pages.milestones import page
from plans.pages.milestones.preview import preview
from plans.pages.scale import WordedScale, scale_of
from plans.queries import found, suggestion
from plans.queries.calendar import local_day
from plans.queries.suggestion import Grounds, Suggested
from plans.views.wizard import frame, milestones_mend
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404


@require_http_methods(["GET", "POST"])
def wizard_milestones(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), timezone.now()
    if away := frame.turn_away(request, plan, MILESTONES):
        return away
    desk = desk_of(plan, on=local_day(at))
    is_sent = request.method == "POST"
    is_drawing = is_sent and is_rearranging(request.POST.get("action", ""))
    form = desk.form(rearranged(desk, request)) if is_drawing else desk.form_for(request)
    differences = None
    if is_sent and not is_drawing and form.is_valid():
        try:
            save_milestones(
                plan=plan,
                by=request.user,
                at=at,
                version=frame.posted_version(request),
                starts_on=form.dates.cleaned_data["starts_on"],
                ends_on=form.dates.cleaned_data["ends_on"],
                steps=form.terms(),
                window_weeks=form.dates.window,
                suggested=desk.suggested(form).stored(),
                shows_after_weeks=desk.grounds.cycle_weeks,
            )
        except StaleVersion:
            desk.plan = plan = or_404(found.draft(request.user, pk))
            stored = desk.form(None)
            differences = frame.compare([form.dates, *form.steps], [stored.dates, *stored.steps])
        except Refused as refusal:
            form.dates.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, MILESTONES)
    return frame.show(request, plan, MILESTONES, desk.context(form), at=at, differences=differences)


@dataclass
class Desk:
    """What one request works with: the draft, what is known of its rep, and how forms are made of it."""

    plan: Plan
    on: date
    scale: WordedScale
    grounds: Grounds
    known: dict[str, Any]

    @property
    def first_day(self) -> date:
        return max(self.plan.starts_on or next_monday(self.on), self.on)

    def form_for(self, request: UserRequest) -> StaircaseForm:
        """The form as it was sent; as it is stored, or suggested."""
        if request.method != "POST":
            return self.form(None)
        dates = {"window_weeks": self.plan.window_weeks}
        return StaircaseForm(request.POST, rows=[], dates=dates, **self.known)

    def form(self, typed: Typed | None) -> StaircaseForm:
        """The form as it was typed so far, not yet judged; without that as it is stored, or suggested."""
        window = self.plan.window_weeks
        if typed is not None:
            return StaircaseForm(
                None, rows=typed.rows, dates={"window_weeks": window, **typed.dates}, **self.known
            )
        stored = list(self.plan.milestones.order_by("position"))
        dates: dict[str, object] = {"starts_on": self.plan.starts_on, "ends_on": self.plan.ends_on}
        rows: list[Any] = shown_rows(stored, self.scale)
        if not stored:
            found = self.suggest(self.first_day, window)
            rows = milestones_mend.rows_of(found, self.scale)
            dates = {"starts_on": self.first_day, "ends_on": found.steps.ends_on if found.steps else None}
        return StaircaseForm(None, rows=rows, dates={**dates, "window_weeks": window}, **self.known)

    def suggest(self, starts_on: date, window_weeks: int) -> Suggested:
        return suggestion.suggest(self.plan, self.grounds, starts_on=starts_on, window_weeks=window_weeks)

    def suggested(self, form: StaircaseForm) -> Suggested:
        """The suggestion for the first day and the window that stand in the form."""
        starts_on = day_of(form.dates["starts_on"].value()) or self.first_day
        return self.suggest(starts_on, form.dates.window)

    def context(self, form: StaircaseForm) -> dict[str, Any]:
        judge = step_odds.judge_of(self.plan, self.grounds, self.scale, window_weeks=form.dates.window)
        fairer, typed = step_odds.fairer(self.plan, judge), form.typed()
        around = page.build(self.plan, typed, self.suggested(form), judge, fairer)
        return {
            "form": form,
            "scale": self.scale,
            "drawing": preview(self.plan, typed, self.scale, on=self.on),
            "page": around,
            "step_rows": list(zip(form.steps, around.rows, strict=True)),
        }


def desk_of(plan: Plan, *, on: date) -> Desk:
    if plan.metric is None:
        raise LookupError("A plan without a number has no steps.")
    scale = scale_of(plan.metric, Sayers(Organization.objects.current().currency))
    counts = counts_of(scorecard.metrics())
    known = {"plan": plan, "scale": scale, "on": on, "counts": counts}
    return Desk(plan, on, scale, suggestion.grounds_of(plan, on=on), known)


def is_rearranging(action: str) -> bool:
    """True for the buttons that change what is typed and save nothing."""
    return action in {"add", "draw", "suggest", "fair", "dates"} or action.startswith(("remove", "weeks"))


def rearranged(desk: Desk, request: UserRequest) -> Typed:
    """What was typed, as the button that was pressed changes it."""
    typed, action = typed_of(request.POST), request.POST.get("action", "")
    name, _dash, number = action.partition("-")
    count = int(number[:4]) if number.isascii() and number.isdigit() else -1
    if name == "add":
        return typed.with_row_added()
    if name == "remove":
        return typed.with_row_removed(count)
    suggested = desk.suggested(desk.form(typed))
    if name == "suggest":
        return milestones_mend.as_suggested(typed, suggested, desk.scale)
    if name == "fair":
        return _fairer(desk, typed, suggested)
    if name in {"dates", "weeks"}:
        return milestones_mend.with_weeks(typed, min(max(count, 0), MOST_WEEKS), suggested)
    return typed


def _fairer(desk: Desk, typed: Typed, suggested: Suggested) -> Typed:
    judge = step_odds.judge_of(desk.plan, desk.grounds, desk.scale, window_weeks=suggested.window_weeks)
    fairer = step_odds.fairer(desk.plan, judge)
    if fairer is None:
        return typed
    return milestones_mend.with_fair_number(typed, desk.plan, desk.scale, fairer, suggested)
