"""Leave: one's own and that of one's reps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.actions import leave
from salesgym.people.forms.leave import LeaveForm
from salesgym.people.models import Leave, User
from salesgym.people.pages.leave import leave_lines
from salesgym.people.pages.person import RECORD, head
from salesgym.people.permissions import can_keep_leave, can_name_deputy, can_remove_leave
from salesgym.people.queries import directory, team
from salesgym.web import UserRequest, require, way_back


@require_http_methods(["GET", "POST"])
def person_leave(request: UserRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(request.user).select_related("job_role"), pk=pk)
    require(can_keep_leave(request.user, person))
    # Only managers themselves choose the deputy who gets their rights.
    with_deputy = person == request.user and can_name_deputy(person)
    form = LeaveForm(request.POST or None, with_deputy=with_deputy)
    if request.method == "POST" and form.is_valid():
        try:
            leave.add(person=person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Leave kept. Dates of a running plan move by the working days lost."))
            return redirect(_page_of(request, person))
    leaves, is_own = team.coming_leave(person, on=clock.today()), person == request.user
    context = {
        "person": person,
        "head": head(person, reader=request.user, tab=RECORD, here=_("Leave")),
        "is_own": is_own,
        "form": form,
        "leaves": leave_lines(leaves, is_own=is_own),
        "linked": directory.seen_among(request.user, [one.deputy_id for one in leaves]),
    }
    return render(request, "people/leave/leave.html", context)


@require_POST
def remove_leave(request: UserRequest, pk: int) -> HttpResponse:
    visible = Leave.objects.filter(person__in=User.objects.visible_to(request.user)).select_related("person")
    found = get_object_or_404(visible, pk=pk)
    require(can_remove_leave(request.user, found))
    leave.remove(leave=found)
    messages.success(request, _("Leave removed"))
    return redirect(way_back(request, _page_of(request, found.person)))


def _page_of(request: UserRequest, person: User) -> str:
    if person == request.user:
        return reverse("people:me")
    return reverse("people:person_leave", args=[person.pk])
