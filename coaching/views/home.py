"""The start page: where this person's work is."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from coaching.pages.board import first_steps as pages
from coaching.queries.first_steps import set_up_steps
from coaching.views.shell import facts_of
from salesgym.people.queries import set_up
from salesgym.web import UserRequest, not_found_unless


@require_GET
def home(request: UserRequest) -> HttpResponse:
    facts = facts_of(request)
    if facts.is_manager:
        return redirect("coaching:board")
    if facts.is_rep:
        return redirect("coaching:today")
    if facts.is_mentor:
        return redirect("coaching:mentor_desk")
    if request.user.is_hr_partner:
        return redirect("coaching:team_overview")
    if not request.user.is_site_admin:
        return redirect("people:me")
    return redirect("people:start" if set_up.is_alone(request.user) else "coaching:next_steps")


@require_GET
def next_steps(request: UserRequest) -> HttpResponse:
    """What a site admin who leads nobody does next; once a plan was signed, the invitations."""
    not_found_unless(request.user.is_site_admin)
    found = set_up_steps(request.user)
    if found is None:
        return redirect("people:invitations")
    return render(request, "coaching/next_steps.html", {"first": pages.set_up(found)})
