"""The start page: where this person's work is."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from coaching.queries import admin_steps
from coaching.views.shell import facts_of
from salesgym.people.queries import set_up
from salesgym.web import UserRequest


@require_GET
def home(request: UserRequest) -> HttpResponse:
    facts = facts_of(request)
    if facts.is_manager:
        return redirect("coaching:board")
    if facts.is_rep:
        return redirect("coaching:today")
    if facts.is_mentor:
        return redirect("coaching:mentor_desk")
    if request.user.is_site_admin and set_up.is_alone(request.user):
        return redirect("people:start")
    if request.user.is_site_admin and admin_steps.is_open():
        return redirect("coaching:admin_steps")
    if request.user.is_hr_partner:
        return redirect("formal:desk" if request.user.has_area("formal") else "coaching:team_overview")
    return redirect("people:invitations" if request.user.is_site_admin else "people:me")
