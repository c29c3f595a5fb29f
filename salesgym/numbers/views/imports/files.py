"""Uploading a file of numbers, and its page from upload to import."""

from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.actions.imports import intake
from salesgym.numbers.actions.imports import upload as uploading
from salesgym.numbers.calculations.importing.cells import csv_text
from salesgym.numbers.calculations.importing.stored import look_from_json
from salesgym.numbers.forms.imports.upload import UploadForm
from salesgym.numbers.models import Import
from salesgym.numbers.pages.imports.places import all_placed
from salesgym.numbers.permissions import can_import
from salesgym.numbers.queries.imports.files import imports_for
from salesgym.numbers.queries.imports.preview import refused_lines as lines_refused
from salesgym.numbers.views.imports import context
from salesgym.web import UserRequest, not_found_unless


def file_of(request: UserRequest, pk: int) -> Import:
    """The file if this person may open it; Http404 otherwise."""
    not_found_unless(can_import(request.user))
    files = Import.objects.visible_to(request.user).select_related("source", "imported_by", "undone_by")
    return get_object_or_404(files, pk=pk)


@require_http_methods(["GET", "POST"])
def upload(request: UserRequest) -> HttpResponse:
    not_found_unless(can_import(request.user))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        at = clock.now()
        try:
            file = uploading.receive(
                pieces=form.cleaned_data["file"].chunks(),
                file_name=form.cleaned_data["file"].name,
                kind=form.cleaned_data["kind"],
                by=request.user,
                at=at,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            intake.go_on(import_id=file.pk, at=at)
            return redirect("numbers:import_file", pk=file.pk)
    imports = imports_for(request.user, page=request.GET.get("page"))
    return render(request, "numbers/imports/upload.html", {"form": form, "imports": imports})


@require_GET
def import_file(request: UserRequest, pk: int) -> HttpResponse:
    file = file_of(request, pk)
    is_corrected = file.state == Import.State.READY and "columns" in request.GET
    state = Import.State.ASKING if is_corrected else file.state
    name, context_of = context.PAGES[state]
    return render(request, f"numbers/imports/{name}.html", context_of(request, file))


@require_GET
def refused_lines(request: UserRequest, pk: int) -> StreamingHttpResponse:
    file = file_of(request, pk)
    heading: list[tuple[str | int, str]] = [(_("Line"), _("What to correct"))]
    lines = all_placed(lines_refused(file), look_from_json(file.look).book if file.look else None)
    response = StreamingHttpResponse(
        csv_text.write(chain(heading, lines)), content_type="text/csv; charset=utf-8"
    )
    name = slugify(file.file_name.rsplit(".", 1)[0]) or "file"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-left-out.csv"'
    return response


@require_GET
def import_deals(request: UserRequest) -> HttpResponse:
    """Redirect from the address of an earlier page for deals, which may be bookmarked."""
    not_found_unless(can_import(request.user))
    return redirect("numbers:upload", permanent=True)
