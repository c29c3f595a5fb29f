"""A plan that has ended becomes a new draft, for its rep or for another one without an open plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.actions import draft_copy
from plans.actions.draft import AnotherPlanIsOpen
from plans.models import Plan
from plans.permissions import can_copy
from plans.queries import found, wizard
from plans.views.wizard.start import another_is_open, chosen_rep
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def copy_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_copy(request.user, plan))
    if request.method == "POST":
        return _copy(request, plan)
    free = [rep for rep, busy in wizard.reps_to_choose(request.user) if busy is None]
    free.sort(key=lambda rep: rep.pk != plan.rep_id)
    context = {"plan": plan, "rep": plan.rep, "free": free, "is_free": plan.rep in free}
    return render(request, "plans/wizard/copy.html", context)


def _copy(request: UserRequest, plan: Plan) -> HttpResponse:
    rep = chosen_rep(request)
    try:
        draft = draft_copy.copy(plan=plan, rep=rep, by=request.user, at=clock.now())
    except AnotherPlanIsOpen as refusal:
        return another_is_open(request, refusal)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coaching:plan_page", pk=plan.pk)
    return redirect("plans:wizard_focus", pk=draft.pk)
