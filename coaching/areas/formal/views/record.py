"""HR reads a formal plan, and approves its text or returns it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coaching.areas.formal.forms.answer import ApproveForm, ReturnForm
from coaching.areas.formal.pages import record as pages
from coaching.areas.formal.queries import record as queries
from coaching.areas.formal.queries.record import Record
from plans.actions import approval as action
from plans.actions import hr_reading
from plans.documents.changes import compared
from plans.pages import formal_record as record_pages
from plans.pages import formal_sheet as sheet_pages
from plans.pages import imported_weeks, typed_weeks
from plans.permissions import can_approve
from plans.queries import hr
from plans.queries.decision import rule_of_whole
from salesgym import clock
from salesgym.errors import Refused
from salesgym.head import is_read
from salesgym.web import UserRequest, or_404, require

CONFLICT = 409


@require_GET
def read_plan(request: UserRequest, pk: int) -> HttpResponse:
    record = or_404(queries.find(request.user, pk))
    if is_read(request):
        hr_reading.note(plan=record.plan, by=request.user, at=clock.now())
    return _show(request, record)


@require_POST
def approve_plan(request: UserRequest, pk: int) -> HttpResponse:
    record = or_404(queries.find(request.user, pk))
    require(can_approve(request.user, record.plan))
    form = ApproveForm(request.POST, asks={"leave_reason": _leave(record) is not None})
    newest = or_404(next(iter(record.approvals), None))
    if not form.is_valid():
        return _show(request, record, approve=form)
    try:
        action.approve(approval=newest, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, or_404(queries.find(request.user, pk)), status=CONFLICT)
    told = {"name": record.plan.manager.first_name}
    messages.success(request, _("Approved. %(name)s may hand it over now.") % told)
    return redirect("formal:desk")


@require_POST
def return_plan(request: UserRequest, pk: int) -> HttpResponse:
    record = or_404(queries.find(request.user, pk))
    require(can_approve(request.user, record.plan))
    form = ReturnForm(request.POST)
    newest = or_404(next(iter(record.approvals), None))
    if not form.is_valid():
        return _show(request, record, back=form)
    try:
        action.send_back(approval=newest, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, or_404(queries.find(request.user, pk)), back=form, status=CONFLICT)
    messages.success(request, _("Returned with your comments."))
    return redirect("formal:desk")


def _leave(record: Record) -> object:
    return hr.last_leave(record.plan.rep, on=timezone.localtime(clock.now()).date())


def _show(
    request: UserRequest,
    record: Record,
    *,
    approve: ApproveForm | None = None,
    back: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    on = timezone.localtime(at).date()
    asked, leave_ended = record.asked, hr.last_leave(record.plan.rep, on=on)
    may_answer = asked is not None and asked.is_open and can_approve(request.user, record.plan)
    context = {
        "page": pages.record(record, on=on, at=at),
        "plan": record.plan,
        "end": record_pages.printed(record.end, record.plan, reader=request.user, at=at, is_hr=True),
        "typed": typed_weeks.note(record.plan, reader=request.user, is_party=False),
        "imports": imported_weeks.imported(record.end),
        "decided": sheet_pages.decided(rule_of_whole(record.whole, at=at))
        if record.plan.is_working
        else None,
        "lines": record.text.splitlines(),
        "asked": asked,
        "changed": compared(record.before.text, asked.text) if asked and record.before else None,
        "leave_ended": leave_ended,
        "can_answer": may_answer,
        "approve": approve
        or ApproveForm(
            initial={"sha256": asked.sha256 if asked else ""}, asks={"leave_reason": leave_ended is not None}
        ),
        "back": back or ReturnForm(),
    }
    return render(request, "formal/record/page.html", context, status=status)
