"""Team board: the home of a manager."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.pages import words
from coaching.queries import board as queries
from coaching.views.shell import facts_of
from salesgym.people.models import User
from salesgym.people.queries import set_up
from salesgym.web import UserRequest


@require_GET
def board(request: UserRequest) -> HttpResponse:
    facts = facts_of(request)
    if not facts.is_manager:
        raise Http404
    teams = {str(team["pk"]): str(team["name"]) for team in facts.teams}
    chosen = request.GET.get("team", "")
    if chosen and chosen not in teams:
        raise Http404
    at = timezone.now()
    on = timezone.localdate(at)
    found = queries.board(request.user, facts, chosen=int(chosen) if chosen else None, on=on, at=at)
    page = Paginator(found.rows, queries.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "board": found,
        "page": page,
        "rows": list(page),
        "teams": teams,
        "chosen": chosen,
        "where": teams[chosen] if chosen else ", ".join(teams.values()) if len(teams) < 3 else "",
        "on": on,
        "is_welcome": "welcome" in request.GET,
        "add_people_url": "" if found.people else _add_people_url(request.user),
        "greeting": words.greeting(timezone.localtime(at).hour),
        "title": queries.title(found, first_name=request.user.first_name, hour=timezone.localtime(at).hour),
    }
    return render(request, "coaching/board/page.html", context)


def _add_people_url(user: User) -> str:
    """Where a site admin fills an empty team."""
    if not user.is_site_admin:
        return ""
    return reverse("people:start_people" if set_up.is_alone(user) else "people:import_people")
