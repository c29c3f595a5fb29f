"""A joint call is planned, called off, and looked back at."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.areas.deals import permissions
from coaching.areas.deals.actions import joint_call
from coaching.areas.deals.actions.joint_call import CallChanged
from coaching.areas.deals.forms.call import DebriefForm, PlanCallForm
from coaching.areas.deals.models import JointCall
from coaching.areas.deals.pages.deal import call_of
from coaching.areas.deals.queries import crm, found, tab
from coaching.areas.deals.views.frame import back, frame
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def plan_call(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(found.deal(request.user, pk))
    require(permissions.can_help(seen.reading))
    rep, helpers = seen.deal.rep, crm.helpers_of(seen.deal.rep)
    ahead = next((one for one in tab.facts_of(seen.deal).calls if one.is_ahead), None)
    form = PlanCallForm(
        request.POST or None, rep=rep, helpers=helpers, initial=_first(ahead, request.user, helpers)
    )
    if request.method == "POST" and form.is_valid():
        try:
            joint_call.plan(
                coached=seen.deal,
                by=request.user,
                planned=form.planned(),
                version=form.cleaned_data["version"],
                at=clock.now(),
            )
        except Refused as refusal:
            form = _asked_again(request, form, refusal, ahead)
        else:
            messages.success(request, _("The joint call is planned."))
            return redirect(back(seen.deal))
    here = _("Move the joint call") if ahead else _("Plan a joint call")
    context = {**frame(request, seen, here=here), "form": form, "has_helpers": bool(helpers), "here": here}
    return render(request, "deals/plan_call/page.html", context)


def _first(ahead: JointCall | None, reader: User, helpers: list[User]) -> dict[str, object]:
    """The call as it is planned, else whoever asks as the helper, where they may be."""
    if ahead is None:
        own = next((one for one in helpers if one.pk == reader.pk), None)
        return {"version": 0, **({"helper": own.pk} if own else {})}
    at = localtime(ahead.starts_at)
    return {
        "version": ahead.version,
        "helper": ahead.helper_id,
        "leads": "rep" if ahead.is_led_by_rep else "helper",
        "starts_on": at.date(),
        "starts_time": at.time(),
        "minutes": ahead.minutes,
        "watch": ahead.watch,
    }


def _asked_again(
    request: UserRequest, form: PlanCallForm, refusal: Refused, ahead: JointCall | None
) -> PlanCallForm:
    """What was typed, with the sentence. Where the call was changed, saving once more replaces the change."""
    if isinstance(refusal, CallChanged):
        again = {**request.POST.dict(), "version": str(ahead.version if ahead else 0)}
        helpers = list(form.helpers.values())
        form = PlanCallForm(again, rep=form.rep, helpers=helpers)
        form.is_valid()
    form.add_error(None, str(refusal))
    return form


@require_POST
def call_off(request: UserRequest, pk: int) -> HttpResponse:
    call, seen = or_404(found.call(request.user, pk))
    require(permissions.can_help(seen.reading))
    try:
        joint_call.call_off(call=call, by=request.user, at=clock.now())
        messages.success(request, _("The joint call is called off."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back(seen.deal))


@require_http_methods(["GET", "POST"])
def debrief_call(request: UserRequest, pk: int) -> HttpResponse:
    call, seen = or_404(found.call(request.user, pk))
    require(permissions.can_help(seen.reading))
    form = DebriefForm(request.POST or None, initial={"minutes": call.minutes})
    at = clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            joint_call.debrief(call=call, by=request.user, at=at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The debrief is saved."))
            return redirect(back(seen.deal))
    context = {
        **frame(request, seen, here=_("Debrief")),
        "form": form,
        "call": call_of(call, seen.deal.rep, None, at),
    }
    return render(request, "deals/debrief_call/page.html", context)
