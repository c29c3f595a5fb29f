"""A plan is paused for a reason and goes on again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.actions import pause
from plans.forms.life import PauseForm
from plans.pages.pause import moved_words
from plans.permissions import can_pause, can_resume
from plans.queries import found
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def pause_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_pause(request.user, plan))
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pause.pause(plan=plan, by=request.user, reason=form.cleaned_data["reason"], at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Paused. Every open date moves by the working days lost."))
            return redirect("coaching:plan_page", pk=plan.pk)
    return render(request, "plans/pause/pause.html", {"plan": plan, "form": form})


@require_POST
def resume_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_resume(request.user, plan))
    try:
        pause.resume(plan=plan, by=request.user, at=clock.now())
        moved = moved_words(plan.pauses.latest("pk").days_moved or 0)
        messages.success(request, " ".join(filter(None, (_("The plan goes on."), moved))))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:plan_page", pk=plan.pk)
