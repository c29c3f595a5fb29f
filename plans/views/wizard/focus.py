"""Step 1: the one thing, its number, and the start; and the question to the rep before it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import FOCUS
from plans.actions.version import StaleVersion
from plans.forms.wizard_focus import FocusForm
from plans.models import Plan
from plans.pages.typed_start import far_words
from plans.queries import found, wizard
from plans.queries.came_for import came_for
from plans.queries.handed_on import handed_on
from plans.views.wizard import focus_asking, frame
from plans.views.wizard.focus_context import context
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.web import UserRequest, or_404


@require_http_methods(["GET", "POST"])
def wizard_focus(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), clock.now()
    if away := frame.turn_away(request, plan, FOCUS):
        return away
    if request.POST.get("action") == focus_asking.TAKE_BACK:
        return focus_asking.take_back(request, plan, at=at)
    known: dict[str, Any] = {
        "numbers": wizard.numbers_at(plan.rep_id, at=at),
        "skills": wizard.skills(),
    }
    say = Sayers(known["numbers"].currency)
    handed = handed_on(plan, came_for(known["numbers"], request.GET.get(frame.NUMBER, "")))
    worded: dict[str, Any] = {"say": say, "picked": handed.picked(known["skills"])}
    form = FocusForm(request.POST if request.method == "POST" else None, plan=plan, **worded, **known)
    differences = None
    if request.method == "POST" and (form.is_valid() or focus_asking.may_ask(request, form)):
        try:
            return _save(request, plan, form, at=at, **known)
        except StaleVersion:
            plan = or_404(found.draft(request.user, pk))
            differences = frame.compare([form], [FocusForm(plan=plan, **worded, **known)])
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = context(plan, form, handed=handed, say=say, on=known["numbers"].until, **known)
    return frame.show(request, plan, FOCUS, shown, at=at, differences=differences)


def _save(request: UserRequest, plan: Plan, form: FocusForm, *, at: datetime, **known: Any) -> HttpResponse:
    """Keep the focus and go on; or ask the rep first, for which a skill is enough."""
    if form.is_valid():
        draft.save_focus(
            plan=plan,
            by=request.user,
            at=at,
            version=frame.posted_version(request),
            skill=form.cleaned_data["skill"],
            metric=form.chosen_metric,
            baseline=form.baseline,
            why="" if focus_asking.may_ask(request, form) else form.reason_to_keep,
        )
        if far := far_words(form.chosen_metric, known["numbers"], form.baseline.value, form.say):
            messages.info(request, far)
    if focus_asking.may_ask(request, form):
        return focus_asking.ask(request, plan, form, at=at, **known)
    return frame.go_on(request, plan, FOCUS)
