"""The typed weeks of a formal plan: its parties and HR read what waits, and the side that did not type confirms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import typed_weeks as actions
from plans.forms.typed_weeks import ConfirmWeekForm
from plans.models import Plan
from plans.pages import typed_weeks as pages
from plans.permissions import can_confirm_weeks, can_see_terms
from plans.queries import plan_weeks as queries
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def plan_weeks(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(queries.find(request.user, pk))
    if request.method == "POST":
        require(can_confirm_weeks(request.user, plan))
        _confirm(request, plan)
        return redirect("plans:plan_weeks", pk=pk)
    found = queries.of_plan(plan)
    is_party = can_see_terms(request.user, plan)
    context = {
        "plan": plan,
        "is_party": is_party,
        "weeks": pages.weeks(
            plan,
            found.typed,
            metrics=found.metrics,
            names=found.names,
            reader=request.user,
            is_party=is_party,
            say=Sayers(Organization.objects.current().currency),
        ),
    }
    return render(request, "plans/typed_weeks/page.html", context)


def _confirm(request: UserRequest, plan: Plan) -> None:
    """Confirm what one button of the page stands for; a refusal is said on the page, which shows what is typed today."""
    form = ConfirmWeekForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the week again, then confirm it."))
        return
    try:
        actions.confirm(plan=plan, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Confirmed. The week counts in this plan now."))
