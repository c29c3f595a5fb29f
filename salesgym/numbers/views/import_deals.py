"""The CRM's deals by upload: choose, look, then all or nothing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from salesgym.errors import Refused
from salesgym.numbers.actions import csv_import, pending
from salesgym.numbers.actions.csv_import import Summary
from salesgym.numbers.forms import DealsFileForm
from salesgym.numbers.models import Import, PendingUpload
from salesgym.numbers.permissions import can_import
from salesgym.web import UserRequest, not_found_unless

SHOWN_REASONS = 100
SHOWN_IMPORTS = 10


@require_http_methods(["GET", "POST"])
def import_deals(request: UserRequest) -> HttpResponse:
    not_found_unless(can_import(request.user))
    newest = Import.objects.done().select_related("source", "imported_by")
    imports = list(newest[:SHOWN_IMPORTS])
    source_name = imports[0].source.name if imports and imports[0].source else csv_import.DEFAULT_SOURCE
    form = DealsFileForm(request.POST or None, request.FILES or None, initial={"source_name": source_name})
    if request.method == "POST" and form.is_valid():
        try:
            waiting = pending.keep(
                content=form.cleaned_data["file"].read(),
                file_name=form.cleaned_data["file"].name,
                source_name=form.cleaned_data["source_name"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("numbers:preview_deals", pk=waiting.pk)
    return render(request, "numbers/import_deals.html", {"form": form, "imports": imports})


@require_GET
def preview_deals(request: UserRequest, pk: int) -> HttpResponse:
    not_found_unless(can_import(request.user))
    waiting = PendingUpload.objects.filter(pk=pk, uploaded_by=request.user).first()
    if waiting is None:
        messages.error(request, _("This file is not waiting any more. Choose it again."))
        return redirect("numbers:import_deals")
    try:
        summary = csv_import.preview(
            content=bytes(waiting.content), source_name=waiting.source_name, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("numbers:import_deals")
    reasons = summary.reasons()
    context = {
        "pending": waiting,
        "summary": summary,
        "reasons": reasons[:SHOWN_REASONS],
        "more": max(len(reasons) - SHOWN_REASONS, 0),
    }
    return render(request, "numbers/preview_deals.html", context)


@require_POST
def confirm_deals(request: UserRequest, pk: int) -> HttpResponse:
    not_found_unless(can_import(request.user))
    try:
        summary = pending.confirm(upload_id=pk, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _done(summary))
    return redirect("numbers:import_deals")


@require_POST
def drop_deals(request: UserRequest, pk: int) -> HttpResponse:
    not_found_unless(can_import(request.user))
    pending.drop(upload_id=pk, by=request.user)
    messages.success(request, _("File dropped. Nothing was changed."))
    return redirect("numbers:import_deals")


def _done(summary: Summary) -> str:
    if summary.changes_nothing:
        return _("Everything in this file was known already. Nothing was changed.")
    words = ngettext("%(count)s deal taken in.", "%(count)s deals taken in.", summary.written)
    return words % {"count": f"{summary.written:,}"}
