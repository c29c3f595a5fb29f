"""Import people from a file: choose it, see what it would change, then import all or nothing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.actions import people_file
from salesgym.people.actions import people_import as action
from salesgym.people.forms.people_import import ConfirmImportForm, ImportPeopleForm
from salesgym.people.permissions import can_set_up_people
from salesgym.web import UserRequest, not_found_unless

FORM = "people/import/choose.html"
PREVIEW = "people/import/preview.html"


@require_http_methods(["GET", "POST"])
def import_people(request: UserRequest) -> HttpResponse:
    not_found_unless(can_set_up_people(request.user))
    if request.method == "GET":
        return render(request, FORM, {"form": ImportPeopleForm()})
    if "content" in request.POST:
        return _keep(request)
    return _preview(request)


def _preview(request: UserRequest) -> HttpResponse:
    form = ImportPeopleForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, FORM, {"form": form})
    content, domain = form.cleaned_data["file"].read(), form.cleaned_data["email_domain"]
    try:
        file = people_file.read(content, email_domain=domain)
        summary = action.take_in(file=file, on=clock.today(), is_rehearsal=True)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return render(request, FORM, {"form": form})
    confirm = ConfirmImportForm(initial={"content": file.text, "email_domain": domain})
    context = {"summary": summary, "changes": summary.told(), "confirm": confirm}
    return render(
        request, PREVIEW, context | {"file_name": form.cleaned_data["file"].name, "note": file.note}
    )


def _keep(request: UserRequest) -> HttpResponse:
    form = ConfirmImportForm(request.POST)
    if not form.is_valid():
        return render(request, FORM, {"form": ImportPeopleForm()})
    content = form.cleaned_data["content"].encode()
    try:
        file = people_file.read(content, email_domain=form.cleaned_data["email_domain"])
        summary = action.take_in(file=file, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:import_people")
    if summary.is_refused:
        messages.error(
            request, _("The list no longer fits what is here now. Nothing was changed: look at it again.")
        )
        return redirect("people:import_people")
    words = ngettext(
        "%(added)s person added, %(changed)s changed, %(unchanged)s as they were. Nobody was written to.",
        "%(added)s people added, %(changed)s changed, %(unchanged)s as they were. Nobody was written to.",
        len(summary.added),
    )
    messages.success(request, words % summary.as_numbers())
    return redirect("people:invitations")
