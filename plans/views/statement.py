"""The rep's reply to the record of a formal plan: read by its parties and HR, written by the rep."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import statement as actions
from plans.forms.statement import StatementForm
from plans.permissions import can_add_statement, can_add_to_record, can_see_terms, is_rep
from plans.queries import statement as queries
from salesgym import clock
from salesgym.web import UserRequest, is_done, or_404, require


@require_http_methods(["GET", "POST"])
def statements(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(queries.plan(request.user, pk))
    at = clock.now()
    may_add = can_add_statement(request.user, plan, at=at)
    form = StatementForm(request.POST or None)
    if request.method == "POST":
        # What comes a day too late is told on the page, with the words to be copied.
        require(can_add_to_record(request.user, plan))
        if is_done(form, partial(actions.add, plan=plan, by=request.user, at=at)):
            messages.success(request, _("Added to the record."))
            return redirect("plans:statements", pk=pk)
    context = {
        "plan": plan,
        "statements": queries.of_plan(plan),
        "is_rep": is_rep(request.user, plan),
        "is_party": can_see_terms(request.user, plan),
        "form": form if may_add or form.is_bound else None,
    }
    return render(request, "plans/statement/page.html", context)
