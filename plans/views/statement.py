"""The employee writes a statement for the record of their formal plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import statement
from plans.forms.statement import StatementForm
from plans.permissions import can_see_terms, can_state
from plans.queries import found
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, or_404, require


@require_http_methods(["GET", "POST"])
def write_statement(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(can_see_terms(request.user, plan))
    require(can_state(request.user, plan))
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            statement.write(plan=plan, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your statement is part of the record."))
            return redirect("coaching:plan_page", pk=pk)
    return render(request, "plans/statement/write.html", {"plan": plan, "form": form})
