"""What somebody new costs the organization: one form for HR and site admins."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import cost_figures as action
from plans.forms.cost_figures import CostFiguresForm
from plans.models import CostFigures
from plans.permissions import can_set_costs
from salesgym import clock
from salesgym.people.models import Organization
from salesgym.web import UserRequest, not_found_unless

REMOVE = "remove"


@require_http_methods(["GET", "POST"])
def cost_figures(request: UserRequest) -> HttpResponse:
    not_found_unless(can_set_costs(request.user))
    if request.method == "POST" and request.POST.get("action") == REMOVE:
        action.remove_costs()
        messages.success(request, _("Removed. Plans say nothing of costs."))
        return redirect("plans:cost_figures")
    figures = CostFigures.objects.select_related("changed_by").first()
    currency = Organization.objects.current().currency
    # Amounts in another currency are typed anew.
    known = figures if figures is not None and figures.currency == currency else None
    form = CostFiguresForm(request.POST or None, currency=currency, figures=known)
    if request.method == "POST" and form.is_valid():
        action.save_costs(costs=form.costs(), by=request.user, at=clock.now())
        messages.success(request, _("Saved. Plans say it from now on."))
        return redirect("plans:cost_figures")
    context = {"form": form, "currency": currency, "figures": figures}
    return render(request, "plans/cost_figures/page.html", context)
