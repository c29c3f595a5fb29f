"""A person's decisions about a file: how it is read, who its owners are, and whether to import it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from salesgym import clock
from salesgym.errors import Refused
from salesgym.notices.queries.way import way
from salesgym.numbers.actions.imports import choosing, dates, intake, reading, undoing
from salesgym.numbers.calculations.importing.layout import Kind
from salesgym.numbers.calculations.importing.stored import look_from_json
from salesgym.numbers.forms.imports.mapping import MappingForm
from salesgym.numbers.forms.imports.owners import InviteOwnerForm
from salesgym.numbers.models import Import
from salesgym.numbers.pages.imports.undo import why_not
from salesgym.numbers.permissions import can_invite_owners
from salesgym.numbers.queries.imports.undoing import stays
from salesgym.numbers.views.imports import context
from salesgym.numbers.views.imports.files import file_of
from salesgym.people.pages.invitations import owner_invited
from salesgym.web import UserRequest, require

MAPPED = (Import.State.ASKING, Import.State.READY)


@require_POST
def answer_import(request: UserRequest, pk: int) -> HttpResponse:
    file = file_of(request, pk)
    if file.state not in MAPPED:
        return _moved_on(request, file)
    form = context.mapping_form(file, request.POST)
    if form.is_other_kind or "change" in request.POST:
        form = _as_other_kind(file, form)
    elif form.is_valid():
        at = clock.now()
        try:
            intake.answer(import_id=file.pk, decisions=form.decisions())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            intake.go_on(import_id=file.pk, at=at)
            return redirect("numbers:import_file", pk=file.pk)
    return render(request, "numbers/imports/asking.html", context.asking(file, form))


@require_POST
def decide_import(request: UserRequest, pk: int) -> HttpResponse:
    file = file_of(request, pk)
    if file.state != Import.State.READY:
        return _moved_on(request, file)
    form = context.owners_form(file, request.user, request.POST)
    if not form.is_valid():
        return render(request, "numbers/imports/ready.html", context.ready(request, file, owners=form))
    try:
        intake.decide(
            import_id=file.pk,
            owners=form.chosen_owners(),
            take_other=form.takes_other(),
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("numbers:import_file", pk=file.pk)


@require_POST
def choose_import(request: UserRequest, pk: int) -> HttpResponse:
    file = file_of(request, pk)
    try:
        choosing.choose(import_id=file.pk, chosen=context.chosen_lacks(file, request.POST))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        intake.go_on(import_id=file.pk, at=clock.now())
    return redirect("numbers:import_file", pk=file.pk)


@require_POST
def invite_owner(request: UserRequest, pk: int) -> HttpResponse:
    file = file_of(request, pk)
    require(can_invite_owners(request.user))
    form = InviteOwnerForm(request.POST)
    if form.is_valid():
        try:
            intake.invite_owner(import_id=file.pk, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, owner_invited(form.cleaned_data["name"], way()))
    if form.is_valid() or file.state != Import.State.READY:
        return redirect("numbers:import_file", pk=file.pk)
    return render(request, "numbers/imports/ready.html", context.ready(request, file, invite=form))


@require_POST
def move_dates(request: UserRequest, pk: int) -> HttpResponse:
    file, at = file_of(request, pk), clock.now()
    try:
        dates.move(import_id=file.pk, to_now=request.POST.get("to") == "now")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        intake.go_on(import_id=file.pk, at=at)
    return redirect("numbers:import_file", pk=file.pk)


@require_POST
def confirm_import(request: UserRequest, pk: int) -> HttpResponse:
    file, at = file_of(request, pk), clock.now()
    try:
        intake.confirm(import_id=file.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        intake.go_on(import_id=file.pk, at=at)
    return redirect("numbers:import_file", pk=file.pk)


@require_POST
def cancel_import(request: UserRequest, pk: int) -> HttpResponse:
    file = file_of(request, pk)
    try:
        intake.cancel(import_id=file.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("numbers:import_file", pk=file.pk)
    messages.success(request, _("File discarded. Nothing was changed."))
    return redirect("numbers:upload")


@require_http_methods(["GET", "POST"])
def undo_import(request: UserRequest, pk: int) -> HttpResponse:
    file, at = file_of(request, pk), clock.now()
    if request.method == "POST":
        try:
            undoing.ask(import_id=file.pk, by=request.user, at=at)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            intake.go_on(import_id=file.pk, at=at)
        return redirect("numbers:import_file", pk=file.pk)
    if file.state == Import.State.UNDOING:
        return redirect("numbers:import_file", pk=file.pk)
    return render(request, "numbers/imports/undo.html", {"file": file, "why_not": why_not(stays(file))})


def _as_other_kind(file: Import, form: MappingForm) -> MappingForm:
    """The form for the chosen kind, with a new guess."""
    chosen = form.data.get("kind")
    kind = Kind(chosen) if chosen in set(Kind) else form.layout.kind
    guess = reading.guess(file, look_from_json(file.look), kind=kind)
    return context.mapping_form(file, decisions=form.given_anew(guess))


def _moved_on(request: UserRequest, file: Import) -> HttpResponse:
    messages.error(request, _("This file has moved on in the meantime. Here is where it stands."))
    return redirect("numbers:import_file", pk=file.pk)
