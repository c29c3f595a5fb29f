"""The list of a manager's people, and finding somebody by name."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from salesgym import clock
from salesgym.people.pages.directory import line
from salesgym.people.queries import directory
from salesgym.people.queries import team as queries
from salesgym.web import UserRequest


@require_GET
def team(request: UserRequest) -> HttpResponse:
    teams = queries.managed_teams(request.user, on=clock.today())
    if not teams:
        raise Http404
    return render(request, "people/team/team.html", {"teams": teams})


@require_GET
def find(request: UserRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    found = [line(one.person, one.links) for one in directory.find(request.user, words)]
    return render(request, "people/team/find.html", {"words": words, "found": found})
