"""A rep's own evidence: kept, edited, deleted, shared; and what was shared with a plan."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plans.actions import evidence as actions
from plans.forms.evidence import EvidenceForm
from plans.pages import evidence as pages
from plans.permissions import can_keep_evidence
from plans.queries import evidence as queries
from plans.queries import found
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import Organization
from salesgym.people.pages.person import RECORD, head
from salesgym.web import UserRequest, not_found_unless, or_404


@require_http_methods(["GET", "POST"])
def own_evidence(request: UserRequest) -> HttpResponse:
    """What this person keeps for themselves, with the form that keeps one more."""
    not_found_unless(can_keep_evidence(request.user))
    today = _today()
    form = EvidenceForm(request.POST or None, on=today, initial={"happened_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep(rep=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. You alone read it."))
            return redirect(f"{request.path}#evidence-{kept.pk}")
    mine = pages.rows(queries.own(request.user), with_focus=True)
    context = {
        "head": head(request.user, reader=request.user, tab=RECORD, here=_("My evidence")),
        "private": [row for row in mine if not row.shared],
        "shared": [row for row in mine if row.shared],
        "plan": queries.plan_of(request.user),
        "form": form,
    }
    return render(request, "plans/evidence/own.html", context)


@require_http_methods(["GET", "POST"])
def edit_evidence(request: UserRequest, pk: int) -> HttpResponse:
    """One of them while nobody else reads it: other words, another day."""
    row = or_404(queries.private(request.user, pk))
    initial = {"happened_on": row.happened_on, "text": row.text}
    form = EvidenceForm(request.POST or None, on=_today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(evidence=row, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. You alone read it."))
            return redirect("plans:own_evidence")
    return render(request, "plans/evidence/edit.html", {"row": pages.rows([row])[0], "form": form})


@require_POST
def delete_evidence(request: UserRequest, pk: int) -> HttpResponse:
    row = or_404(queries.private(request.user, pk))
    try:
        actions.delete(evidence=row)
        messages.success(request, _("Deleted, with its files."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("plans:own_evidence")


@require_http_methods(["GET", "POST"])
def share_evidence(request: UserRequest) -> HttpResponse:
    """Asks once, with all that would be shared and who reads it then; one of them where `row` names it."""
    plan = or_404(queries.plan_of(request.user))
    if request.method == "GET":
        asked = _numbers(request.GET.getlist("row"))
        rows = queries.to_share(request.user, asked or None)
        context = {"plan": plan, "rows": pages.rows(rows)}
        return render(request, "plans/evidence/share.html", context)
    try:
        pks = _numbers(request.POST.getlist("row"))
        shared = actions.share(plan=plan, by=request.user, pks=pks, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:own_evidence")
    if shared:
        said = ngettext("One piece is shared.", "%(count)s pieces are shared.", shared) % {"count": shared}
        messages.success(request, said)
    return redirect("plans:plan_evidence", pk=plan.pk)


@require_GET
def plan_evidence(request: UserRequest, pk: int) -> HttpResponse:
    """What the rep shared with this plan, for its two parties."""
    plan = or_404(found.plan(request.user, pk))
    rows = or_404(queries.of_plan(request.user, plan))
    context = {
        "plan": plan,
        "head": head(plan.rep, reader=request.user, tab=RECORD, here=_("Evidence")),
        "rows": pages.rows(rows),
        "is_rep": plan.rep_id == request.user.pk,
    }
    return render(request, "plans/evidence/plan.html", context)


def _today() -> date:
    return Organization.objects.current().day(clock.now())


def _numbers(typed: list[str]) -> list[int]:
    """The ids among what was sent."""
    return [int(one) for one in typed if one.isdecimal() and len(one) < 10]
