"""Files on a step, a promise or evidence: their page, adding one, opening one, removing one."""

from csp.constants import NONE
from csp.decorators import csp
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plans.actions import attachment as actions
from plans.calculations.file_kind import MOST_BYTES
from plans.forms.attachment import AttachmentForm
from plans.models import Commitment, Evidence, Milestone
from plans.models.attachment import Thing
from plans.pages import attachment as words
from plans.permissions import can_add_file, can_read_files, can_remove_file
from plans.queries import attachment as queries
from plans.queries import evidence, found
from plans.views.milestone import about_step
from salesgym import clock
from salesgym.errors import Refused
from salesgym.uploads import at_most
from salesgym.web import UserRequest, or_404, require, way_back

# What is a little too large is told on the page itself; beyond this nothing is read.
MOST_READ = 3 * MOST_BYTES
FILES_OF: dict[type[Thing], str] = {
    Milestone: "step_files",
    Commitment: "promise_files",
    Evidence: "evidence_files",
}
# Whatever a browser makes of a file, it runs nothing, loads nothing and is no page of this site.
FILE_POLICY = {"default-src": [NONE], "sandbox": [""]}


@at_most(MOST_READ)
@require_http_methods(["GET", "POST"])
def step_files(request: UserRequest, pk: int) -> HttpResponse:
    step = or_404(found.step(request.user, pk))
    require(can_read_files(request.user, step))
    return _page(request, step)


@at_most(MOST_READ)
@require_http_methods(["GET", "POST"])
def promise_files(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, or_404(queries.promise(request.user, pk)))


@at_most(MOST_READ)
@require_http_methods(["GET", "POST"])
def evidence_files(request: UserRequest, pk: int) -> HttpResponse:
    row = or_404(evidence.readable(request.user, pk))
    require(request.method == "GET" or row.rep_id == request.user.pk)
    return _page(request, row)


@csp(FILE_POLICY)  # type: ignore[arg-type] # its stubs know no view with arguments
@require_GET
def open_file(request: UserRequest, pk: int) -> HttpResponseBase:
    """The file to keep, never to show: of the type that its content has."""
    file = or_404(queries.attachment(request.user, pk))
    try:
        content = file.file.open("rb")
    except Exception:  # every storage raises its own
        actions.logger.exception("file %s cannot be read", file.pk)
        messages.error(request, str(words.GONE))
        return redirect(_page_of(file.thing))
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.content_type)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def remove_file(request: UserRequest, pk: int) -> HttpResponse:
    file, at = or_404(queries.attachment(request.user, pk, also_removed=True)), clock.now()
    # Who added it is told when their time is over, and both of two who remove it at once that it is gone.
    is_told = file.removed_at is not None or file.added_by_id == request.user.pk
    require(is_told or can_remove_file(request.user, file, at=at))
    try:
        actions.remove(attachment=file, by=request.user, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is removed.") % {"name": file.name})
    return redirect(way_back(request, _page_of(file.thing)))


def _page(request: UserRequest, thing: Thing) -> HttpResponse:
    """The files of this thing with the form that adds one; a form that is refused comes back with the reason."""
    form = AttachmentForm()
    if request.method == "POST":
        form = AttachmentForm(request.POST, request.FILES)
        if form.is_valid() and _add(request, form, thing):
            return redirect(_page_of(thing))
    context = {
        "thing": thing,
        "plan": thing.plan,
        "is_step": isinstance(thing, Milestone),
        "is_evidence": isinstance(thing, Evidence),
        "about": about_step(thing) if isinstance(thing, Milestone) else {},
        "files": words.rows(queries.files_of(thing), reader=request.user, at=clock.now()),
        "can_add": can_add_file(request.user, thing),
        "form": form,
    }
    return render(request, "plans/attachment/page.html", context)


def _add(request: UserRequest, form: AttachmentForm, thing: Thing) -> bool:
    """Whether the file was taken; otherwise the form says why not."""
    sent = form.cleaned_data["file"]
    try:
        kept = actions.add(
            thing=thing,
            by=request.user,
            content=sent.read(),
            file_name=sent.name or "",
            client_id=form.cleaned_data["client_id"],
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, _("%(name)s is added.") % {"name": kept.name})
    return True


def _page_of(thing: Thing) -> str:
    return reverse(f"plans:{FILES_OF[type(thing)]}", args=[thing.pk])
