"""Step 4: the staircase."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions.draft import MILESTONES
from plans.actions.draft_milestones import save_milestones
from plans.actions.version import StaleVersion
from plans.calculations import staircase
from plans.calculations.scale import Scale
from plans.calculations.staircase import Staircase, Step
from plans.calculations.timeline import USUAL_STEPS, USUAL_WEEKS, next_monday, suggest_steps
from plans.forms import wizard_milestones as rows
from plans.forms.wizard_milestones import StaircaseForm, StepForm
from plans.models import Milestone, Plan
from plans.queries import wizard
from plans.queries.calendar import local_day
from plans.views.wizard import frame
from salesgym.errors import Refused
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard
from salesgym.web import UserRequest


@require_http_methods(["GET", "POST"])
def wizard_milestones(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = frame.find_draft(request, pk), timezone.now()
    if away := frame.turn_away(request, plan, MILESTONES):
        return away
    on, action = local_day(at), request.POST.get("action", "")
    known: dict[str, Any] = {"on": on, "metrics": scorecard.metrics(), "currency": wizard.currency()}
    is_drawing = action.startswith(("add", "remove", "draw"))
    if is_drawing:
        form = form_of(plan, None, typed=changed(request), **known)
    else:
        form = form_of(plan, request.POST if request.method == "POST" else None, **known)
    differences = None
    if request.method == "POST" and not is_drawing and form.is_valid():
        try:
            save_milestones(
                plan=plan,
                by=request.user,
                at=at,
                version=frame.posted_version(request),
                **form.dates.cleaned_data,
                steps=form.terms(),
            )
        except StaleVersion:
            plan = frame.find_draft(request, pk)
            stored = form_of(plan, None, **known)
            differences = frame.compare([form.dates, *form.steps], [stored.dates, *stored.steps])
        except Refused as refusal:
            form.dates.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, MILESTONES)
    context = {"form": form, "drawing": preview(plan, form, on=on), "scale": form.scale}
    return frame.show(request, plan, MILESTONES, context, at=at, differences=differences)


def changed(request: UserRequest) -> QueryDict:
    """What was sent; with the add and remove buttons, with one row more or less."""
    action = request.POST.get("action", "")
    if action == "add":
        return rows.with_row_added(request.POST)
    place = action.removeprefix("remove-")
    if action.startswith("remove-") and place.isascii() and place.isdigit():
        return rows.with_row_removed(request.POST, int(place[:4]))
    return request.POST


def form_of(
    plan: Plan,
    data: QueryDict | None,
    *,
    on: date,
    metrics: dict[str, Metric],
    currency: str,
    typed: QueryDict | None = None,
) -> StaircaseForm:
    """The form as it is stored, or suggested; as it was sent; or as it was typed so far, not yet judged."""
    if plan.metric is None:
        raise LookupError("A plan without a number has no steps.")
    scale = wizard.scale_of(plan.metric, currency)
    known: dict[str, Any] = {"plan": plan, "scale": scale, "on": on, "counts": rows.counts_of(metrics)}
    if typed is not None:
        so_far = {name: typed.get(name, "") for name in ("starts_on", "ends_on")}
        return StaircaseForm(None, rows=rows.rows_of(typed), dates=so_far, **known)
    if data is not None:
        return StaircaseForm(data, rows=[], dates={}, **known)
    starts_on = max(plan.starts_on or next_monday(on), on)
    shown = [_stored_row(step, scale) for step in plan.milestones.order_by("position")]
    if shown:
        return StaircaseForm(
            None, rows=shown, dates={"starts_on": plan.starts_on, "ends_on": plan.ends_on}, **known
        )
    shown = _suggested(plan, scale, starts_on)
    return StaircaseForm(
        None, rows=shown, dates={"starts_on": starts_on, "ends_on": shown[-1]["due_on"]}, **known
    )


def _stored_row(step: Milestone, scale: Scale) -> dict[str, Any]:
    is_focus = step.measure == Milestone.Measure.METRIC
    shown = None
    if step.target is not None:
        shown = f"{(scale.shown(step.target) if is_focus else step.target).normalize():f}"
    return {
        "pk": step.pk,
        "measure": step.measure,
        "title": step.title,
        "metric": step.metric_id,
        "target": shown,
        "due_on": step.due_on,
    }


def _suggested(plan: Plan, scale: Scale, starts_on: date) -> list[dict[str, Any]]:
    steps = suggest_steps(
        baseline=plan.baseline or Decimal(0),
        target=plan.target or Decimal(0),
        starts_on=starts_on,
        weeks=USUAL_WEEKS,
        steps=USUAL_STEPS,
    )
    return [
        {
            "measure": Milestone.Measure.METRIC,
            "target": f"{scale.shown(step.target).normalize():f}",
            "due_on": step.due_on,
        }
        for step in steps
    ]


def preview(plan: Plan, form: StaircaseForm, *, on: date) -> Staircase | None:
    """The staircase as it stands in the form; none while dates are missing or something is to be put right."""
    if form.has_errors:
        return None
    steps = [_drawn(step, form.scale) for step in form.steps]
    starts_on = _day(form.dates["starts_on"].value())
    if starts_on is None or not all(steps):
        return None
    return staircase.build(
        baseline=plan.baseline,
        current=None,
        steps=[step for step in steps if step],
        started_on=starts_on,
        on=min(on, starts_on - timedelta(days=1)),
        lower_is_better=form.scale.lower_is_better,
        base=Step(None, starts_on, label=form.scale.words(plan.baseline), note=_("Start"), short=_("Start")),
    )


def _drawn(form: StepForm, scale: Scale) -> Step | None:
    due_on = _day(form["due_on"].value())
    if due_on is None:
        return None
    shown = _number(form["target"].value()) if form.kind != Milestone.Measure.DONE else None
    is_focus = form.kind == Milestone.Measure.METRIC
    target = scale.stored(shown) if is_focus and shown is not None else None
    label = scale.words(target) if target is not None else f"{shown:f}" if shown is not None else _("Done")
    title = str(form["title"].value() or "")
    return Step(target, due_on, label=label, note=title, short=date_format(due_on, "j M"))


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() and 0 <= number < rows.MOST_TARGET else None
