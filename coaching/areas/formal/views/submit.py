"""A manager sends the exact text to HR, and takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.areas.formal.forms.submit import SubmitForm
from plans.actions import approval as action
from plans.actions.approval import Reasons
from plans.models import Plan
from plans.pages.approval import hr_words
from plans.permissions import can_edit_draft
from plans.queries import found, hr
from plans.queries.calendar import local_day
from plans.queries.fairness import needs_reason
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, or_404


@require_http_methods(["GET", "POST"])
def submit_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = _draft(request, pk)
    asked = hr.asked_of(plan, on=local_day(clock.now()))
    form = SubmitForm(
        request.POST or None,
        asks={"length": asked.is_short, "luck": needs_reason(plan)},
        initial={"version": plan.version, **_written(plan)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _submit(request, plan, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "plan": plan,
        "form": form,
        "days": asked.days,
        "leave_ended": asked.leave_ended_on,
        "partners": list(hr.partners_of(plan)),
        "lines": action.current_text(plan).splitlines(),
    }
    return render(request, "formal/submit/page.html", context)


@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    plan = _draft(request, pk)
    try:
        action.take_back(plan=plan, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("plans:wizard_review", pk=plan.pk)


def _submit(request: UserRequest, plan: Plan, form: SubmitForm) -> HttpResponse:
    typed = form.cleaned_data
    reasons = Reasons(length=typed.get("length", ""), luck=typed.get("luck", ""))
    action.submit(plan=plan, by=request.user, at=clock.now(), reasons=reasons, version=typed["version"])
    messages.success(
        request, _("Sent to HR. Who may approve it: %(who)s.") % {"who": hr_words(hr.partners_of(plan))}
    )
    return redirect("plans:wizard_review", pk=plan.pk)


def _draft(request: UserRequest, pk: int) -> Plan:
    plan = or_404(found.draft(request.user, pk))
    not_found_unless(plan.is_formal and can_edit_draft(request.user, plan))
    return plan


def _written(plan: Plan) -> dict[str, str]:
    """The reasons of the text that was sent before."""
    last = plan.approvals.order_by("-number").only("plan", "length_reason", "luck_reason").first()
    return {"length": last.length_reason, "luck": last.luck_reason} if last is not None else {}
