"""Team board: the home of a manager."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.pages.board import page as pages
from coaching.pages.board.first_steps import first
from coaching.queries import board as queries
from coaching.queries.first_steps import first_steps
from coaching.queries.shell import FrameFacts
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.people.queries import set_up
from salesgym.web import UserRequest


@require_GET
def board(request: UserRequest) -> HttpResponse:
    at = clock.now()
    on = timezone.localtime(at).date()
    facts = facts_of(request, with_board=True)
    if not facts.is_manager:
        raise Http404
    chosen = _chosen(request, facts)
    found = queries.board_facts(request.user, facts, chosen=chosen, on=on, at=at)
    shows_all, say = request.GET.get("needs") == "all", Sayers(facts.currency)
    page = pages.board(found, reader=request.user, say=say, on=on, shows_all=shows_all)
    people = [rep.user for rep in found.reps]
    begun = None if chosen else first_steps(request.user, facts, people, on=on)
    rows = Paginator(page.rows, pages.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "board": page,
        "page": rows,
        "rows": list(rows),
        "on": on,
        "all_url": "" if shows_all else _all_url(request),
        "first": first(begun, people_url=_add_people_url(request.user), say=say) if begun else None,
        "is_welcome": "welcome" in request.GET,
        "add_people_url": "" if page.people else _add_people_url(request.user),
        "title": pages.title(page, first_name=request.user.first_name, hour=timezone.localtime(at).hour),
        **_teams(facts, chosen),
    }
    return render(request, "coaching/board/page.html", context)


def _all_url(request: UserRequest) -> str:
    """The same board with everything that waits."""
    asked = request.GET.copy()
    asked["needs"] = "all"
    return f"?{asked.urlencode()}#needs"


def _chosen(request: UserRequest, facts: FrameFacts) -> int | None:
    """The one team that was asked for; None for all of them."""
    chosen = request.GET.get("team", "")
    if not chosen:
        return None
    if chosen not in {str(team.pk) for team in facts.teams}:
        raise Http404
    return int(chosen)


def _teams(facts: FrameFacts, chosen: int | None) -> dict[str, Any]:
    """The teams to choose from, and where one is."""
    teams = {str(team.pk): team.name for team in facts.teams}
    key = "" if chosen is None else str(chosen)
    everywhere = ", ".join(teams.values()) if len(teams) < 3 else ""
    return {"teams": teams, "chosen": key, "where": teams[key] if key else everywhere}


def _add_people_url(user: User) -> str:
    """Where a site admin fills an empty team."""
    if not user.is_site_admin:
        return ""
    return reverse("people:start_people" if set_up.is_alone(user) else "people:import_people")
