"""A draft is discarded: one page says what goes, and one click does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import draft_discard
from plans.actions.version import StaleVersion
from plans.forms.wizard_discard import DiscardForm
from plans.models import Plan
from plans.permissions import can_discard_draft
from plans.queries import found
from plans.queries.draft_discard import what_goes
from plans.views.wizard.frame import STALE
from plans.views.wizard.start import url_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def discard_draft(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.draft(request.user, pk))
    if plan.status != Plan.Status.DRAFT:
        return _turn_away(request, plan)
    require(can_discard_draft(request.user, plan))
    form = DiscardForm(request.POST or None, initial={"version": plan.version})
    if request.method == "POST" and form.is_valid():
        return _discard(request, plan, form)
    return _show(request, plan, form)


def _discard(request: UserRequest, plan: Plan, form: DiscardForm) -> HttpResponse:
    try:
        draft_discard.discard(plan=plan, by=request.user, at=clock.now(), **form.cleaned_data)
    except StaleVersion:
        fresh = or_404(found.draft(request.user, plan.pk))
        typed = {"reason": form.cleaned_data["reason"], "version": fresh.version}
        return _show(request, fresh, DiscardForm(initial=typed), is_stale=True)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coaching:plan_page", pk=plan.pk)
    name = {"name": plan.rep.first_name}
    messages.success(
        request, _("The draft for %(name)s is discarded. You can start another plan at any time.") % name
    )
    return redirect("coaching:board")


def _turn_away(request: UserRequest, plan: Plan) -> HttpResponse:
    """Where to go instead: the draft is discarded already, or the plan has gone on."""
    if plan.is_discarded:
        messages.info(request, _("This draft is discarded already."))
        return redirect("coaching:board")
    messages.info(request, _("This plan is no longer a draft. Take the proposal back to change it."))
    return redirect("coaching:plan_page", pk=plan.pk)


def _show(request: UserRequest, plan: Plan, form: DiscardForm, *, is_stale: bool = False) -> HttpResponse:
    context = {
        "plan": plan,
        "rep": plan.rep,
        "goes": what_goes(plan),
        "form": form,
        "is_stale": is_stale,
        "back_url": url_of(plan),
    }
    return render(request, "plans/wizard/discard.html", context, status=STALE if is_stale else 200)
