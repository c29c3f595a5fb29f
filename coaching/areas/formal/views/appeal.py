"""The employee appeals against the outcome of a formal plan, and an HR partner answers."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.areas.formal.forms.appeal import AnswerAppealForm, AppealForm
from plans.actions import statement
from plans.pages import formal_record as record_pages
from plans.permissions import can_add_to_record, can_see_terms
from plans.queries import formal_record, found, hr
from salesgym import clock
from salesgym.web import UserRequest, is_done, not_found_unless, or_404, require


@require_http_methods(["GET", "POST"])
def write_appeal(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(can_see_terms(request.user, plan))
    require(can_add_to_record(request.user, plan))
    form = AppealForm(request.POST or None)
    if is_done(form, partial(statement.appeal, plan=plan, by=request.user, at=clock.now())):
        messages.success(request, _("Sent to HR. The answer comes to this page."))
        return redirect("coaching:plan_page", pk=pk)
    context = {"plan": plan, "form": form, "until": formal_record.appeal_until(plan)}
    return render(request, "formal/appeal/write.html", context)


@require_http_methods(["GET", "POST"])
def answer_appeal(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(hr.found(request.user, pk))
    appeal = or_404(plan.statements.appeals().first())
    form = AnswerAppealForm(request.POST or None)
    if is_done(form, partial(statement.answer, appeal=appeal, by=request.user, at=clock.now())):
        messages.success(request, _("Sent. %(name)s is told.") % {"name": plan.rep.first_name})
        return redirect("formal:answer_appeal", pk=pk)
    record = formal_record.record_of(plan)
    context = {
        "plan": plan,
        "form": form if appeal.answered_at is None or form.errors else None,
        "outcome": plan.outcome,
        "record": record_pages.printed(record, plan, reader=request.user, at=clock.now(), is_hr=True),
    }
    return render(request, "formal/appeal/answer.html", context)
