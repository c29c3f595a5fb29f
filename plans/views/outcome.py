"""The outcome: facts first, then one choice with its reasons."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import outcome
from plans.actions.outcome import AlreadyClosed, Closing
from plans.actions.version import StaleVersion
from plans.forms.life_outcome import OutcomeForm
from plans.permissions import can_close, manages
from plans.queries.calendar import local_day
from plans.queries.closing import facts, next_skills
from plans.queries.plan import PlanWhole
from plans.views.found import whole_for
from salesgym.errors import Refused
from salesgym.web import UserRequest, require

CONFLICT = 409


@require_http_methods(["GET", "POST"])
def close_plan(request: UserRequest, pk: int) -> HttpResponse:
    found = whole_for(request.user, pk)
    require(manages(request.user, found.plan))
    if not can_close(request.user, found.plan):
        messages.info(request, _("This plan is closed already. Its outcome stands."))
        return redirect("coaching:plan_page", pk=pk)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        return _close(request, found, form)
    return _show(request, found, form)


def _form(request: UserRequest, found: PlanWhole, *, typed_anew: bool = False) -> OutcomeForm:
    """The form as it was sent; `typed_anew` lets it be sent once more against what is stored now."""
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and typed_anew:
        data["version"] = str(found.plan.version)
    plan = found.plan
    return OutcomeForm(data, initial={"version": plan.version}, plan=plan, skills=next_skills(plan))


def _close(request: UserRequest, found: PlanWhole, form: OutcomeForm) -> HttpResponse:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "confirmed"}
    try:
        closing = outcome.close(plan=found.plan, by=request.user, at=timezone.now(), **typed)
    except StaleVersion as stale:
        fresh = whole_for(request.user, found.plan.pk)
        return _show(request, fresh, _form(request, fresh, typed_anew=True), stale=str(stale))
    except AlreadyClosed as closed:
        messages.info(request, str(closed))
        return redirect("coaching:plan_page", pk=found.plan.pk)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, found, form)
    return _go_on(request, closing)


def _go_on(request: UserRequest, closing: Closing) -> HttpResponse:
    if closing.successor is not None:
        messages.success(request, _("Closed. Here is the draft that goes on from it."))
        return redirect("plans:wizard_focus", pk=closing.successor.pk)
    messages.success(request, _("The outcome is written down."))
    return redirect("coaching:plan_page", pk=closing.outcome.plan_id)


def _show(request: UserRequest, found: PlanWhole, form: OutcomeForm, *, stale: str = "") -> HttpResponse:
    context = {
        "whole": found,
        "plan": found.plan,
        "form": form,
        "facts": facts(found, on=local_day(timezone.now())),
        "stale": stale,
        "is_running": found.plan.is_working,
    }
    return render(request, "plans/outcome/close.html", context, status=CONFLICT if stale else 200)
