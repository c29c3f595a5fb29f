"""The list of a manager's people."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from salesgym import clock
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
    """Redirect from the address of an earlier page that found people alone."""
    url = reverse("coaching:find", query={"q": request.GET.get("q", "")})
    return redirect(url, permanent=True)
