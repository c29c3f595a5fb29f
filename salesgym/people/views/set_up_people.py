"""The people of the first start: typed into rows, or from a file with a preview before it is imported."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from salesgym import clock, mail_files
from salesgym.errors import Refused
from salesgym.notices.queries.way import way
from salesgym.people.actions import people_file
from salesgym.people.actions import set_up as action
from salesgym.people.actions.people_import import Summary
from salesgym.people.forms.people_import import ImportPeopleForm
from salesgym.people.forms.set_up import ConfirmPeopleForm, InviteForm, PeopleRows
from salesgym.people.pages.invitations import made_elsewhere
from salesgym.people.queries import set_up as queries
from salesgym.people.views.set_up import finished
from salesgym.people.views.set_up_steps import reached, steps
from salesgym.web import UserRequest

ROWS_PAGE = "people/set_up/people.html"
FILE_PAGE = "people/set_up/file.html"
PREVIEW = "people/set_up/preview.html"
SHOWN = 60


@require_http_methods(["GET", "POST"])
def start_people(request: UserRequest) -> HttpResponse:
    """The page with rows to type people into."""
    if elsewhere := _elsewhere(request):
        return elsewhere
    wants = request.POST.get("action", "")
    if wants == "later":
        return reached(request, "numbers")
    invite = InviteForm(request.POST or None)
    if request.method == "GET" or wants == "more":
        rows = PeopleRows(request.POST or None, grow=wants == "more")
        return _rows_page(request, rows, InviteForm(initial={"invite": request.POST.get("invite")}))
    rows = PeopleRows(request.POST)
    if rows.is_valid(own_email=request.user.email) and invite.is_valid() and _taken_in(request, rows, invite):
        return reached(request, "numbers")
    return _rows_page(request, rows, invite)


def _taken_in(request: UserRequest, rows: PeopleRows, invite: InviteForm) -> bool:
    """Import the rows; problems that the import finds become errors of their rows."""
    filled = rows.filled()
    if not filled:
        return True
    is_invited = invite.cleaned_data["invite"]
    try:
        file = people_file.from_cells(filled)
        summary = action.add_people(file=file, by=request.user, at=clock.now(), invite=is_invited)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    for problem in summary.refused:
        rows.forms[problem.line - 1].add_error("name", problem.reason)
    if summary.is_refused:
        return False
    _say(request, summary, invited=is_invited)
    return True


@require_http_methods(["GET", "POST"])
def start_people_file(request: UserRequest) -> HttpResponse:
    """A file of people: choose it, preview it, import it."""
    if elsewhere := _elsewhere(request):
        return elsewhere
    if request.method == "GET":
        return _file_page(request, ImportPeopleForm())
    if "content" in request.POST:
        return _keep(request)
    form = ImportPeopleForm(request.POST, request.FILES)
    return _preview(request, form) if form.is_valid() else _file_page(request, form)


def _preview(request: UserRequest, form: ImportPeopleForm) -> HttpResponse:
    content, domain = form.cleaned_data["file"].read(), form.cleaned_data["email_domain"]
    try:
        file = people_file.read(content, email_domain=domain)
        summary = action.add_people(file=file, by=request.user, at=clock.now(), is_rehearsal=True)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _file_page(request, form)
    confirm = ConfirmPeopleForm(initial={"content": file.text, "email_domain": domain})
    context = {
        **_frame(),
        "summary": summary,
        "changes": summary.told(),
        "confirm": confirm,
        "note": file.note,
        "file_name": form.cleaned_data["file"].name,
    }
    return render(request, PREVIEW, context)


def _keep(request: UserRequest) -> HttpResponse:
    form = ConfirmPeopleForm(request.POST)
    if not form.is_valid():
        return _file_page(request, ImportPeopleForm())
    said = form.cleaned_data
    try:
        file = people_file.read(said["content"].encode(), email_domain=said["email_domain"])
        summary = action.add_people(file=file, by=request.user, at=clock.now(), invite=said["invite"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:start_people_file")
    if summary.is_refused:
        messages.error(
            request, _("The list no longer fits what is here now. Nothing was changed: look at it again.")
        )
        return redirect("people:start_people_file")
    _say(request, summary, invited=said["invite"])
    return reached(request, "numbers")


def _elsewhere(request: UserRequest) -> HttpResponse | None:
    """The redirect for somebody who may not be at this step; None for the others."""
    if not queries.may_go_on(request.user, request.session):
        return finished(request)
    return redirect("people:start_organization") if queries.own_team(request.user) is None else None


def _say(request: UserRequest, summary: Summary, *, invited: bool) -> None:
    added = len(summary.added)
    if not added:
        return
    words = [
        ngettext("%(n)s person is on your list.", "%(n)s people are on your list.", added) % {"n": added}
    ]
    if invited:
        words.append(made_elsewhere(way()))
    messages.success(request, " ".join(words))


def _frame(reached_step: str = "people") -> dict[str, object]:
    return {"steps": steps("people", reached=reached_step), "mail_folder": mail_files.folder()}


def _rows_page(request: UserRequest, rows: PeopleRows, invite: InviteForm) -> HttpResponse:
    here = queries.others(request.user)
    context = {
        **_frame(queries.stopped_at(request.session)),
        "rows": rows,
        "invite": invite,
        "team": queries.own_team(request.user),
        "here": list(here[:SHOWN]),
        "more_here": max(here.count() - SHOWN, 0),
    }
    return render(request, ROWS_PAGE, context)


def _file_page(request: UserRequest, form: ImportPeopleForm) -> HttpResponse:
    return render(request, FILE_PAGE, {**_frame(queries.stopped_at(request.session)), "form": form})
