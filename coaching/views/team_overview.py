"""Teams in figures, for managers of managers and HR partners."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.queries import team_overview as queries
from coaching.views.shell import facts_of
from salesgym.web import UserRequest


@require_GET
def team_overview(request: UserRequest) -> HttpResponse:
    if not (facts_of(request).has_teams_below or request.user.is_hr_partner):
        raise Http404
    found = queries.overview(queries.teams_of(request.user), on=timezone.localdate())
    return render(
        request, "coaching/team_overview/page.html", {"overview": found, "title": queries.title(found)}
    )
