"""The sheet of a pair: one page a week, written by rep and mentor, read by nobody else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.actions import pair_sheet
from coaching.forms.pair_sheet import PairLineForm
from coaching.pages import pair_sheet as pages
from coaching.queries import pair_sheet as queries
from plans.queries import found
from plans.queries.calendar import local_day
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, or_404


@require_http_methods(["GET", "POST"])
def pair_sheets(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(queries.is_of_pair(request.user, plan))
    at = clock.now()
    # The week is the organization's, as where the line is written, and not that of the reader's own zone.
    on = local_day(at)
    page = pages.pair_sheets(queries.sheets_of(request.user, plan, on=on), plan, reader=request.user, on=on)
    form = PairLineForm(request.POST if request.method == "POST" else None, initial={"text": page.own})
    if form.is_valid():
        try:
            pair_sheet.write(plan=plan, by=request.user, text=form.cleaned_data["text"], at=at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. %(name)s reads it here.") % {"name": page.other})
            return redirect("coaching:pair_sheets", pk=pk)
    return render(request, "coaching/pair/page.html", {"plan": plan, "page": page, "form": form})
