"""The page of a person's own settings."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from salesgym import clock
from salesgym.people.actions import profile
from salesgym.people.forms.leave import LeaveForm
from salesgym.people.forms.profile import ProfileForm
from salesgym.people.models import User
from salesgym.people.pages.directory import role_line
from salesgym.people.pages.leave import leave_lines
from salesgym.people.permissions import can_name_deputy, can_set_up_people
from salesgym.people.queries import calendar, directory, team
from salesgym.web import UserRequest


@require_http_methods(["GET", "POST"])
def me(request: UserRequest) -> HttpResponse:
    # A second instance: the form writes rejected input into it, and request.user is shown in the page frame.
    [person] = directory.with_places(User.objects.filter(pk=request.user.pk))
    work_days = calendar.work_days_of(request.user.pk, on=clock.today())
    form = ProfileForm(request.POST or None, instance=person.user, work_days=work_days)
    if request.method == "POST" and form.is_valid():
        profile.change(person=request.user, **form.cleaned_data)
        messages.success(request, _("Saved"))
        return redirect("people:me")
    leaves = team.coming_leave(request.user, on=clock.today())
    context = {
        "form": form,
        "role_line": role_line(person),
        "leaves": leave_lines(leaves, is_own=True),
        "linked": directory.seen_among(request.user, [one.deputy_id for one in leaves]),
        "leave_form": LeaveForm(with_deputy=can_name_deputy(request.user)),
        "is_manager": person.is_manager,
        "can_set_up": can_set_up_people(request.user),
        "is_demo": settings.IS_DEMO,
    }
    return render(request, "people/profile/me.html", context)
