"""Teams in figures, for managers of managers and HR partners."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coaching.pages.overview import page as pages
from coaching.pages.overview.heads import heads
from coaching.queries import overview as queries
from coaching.queries.overview import BY_NAME, SORTS, Asked
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.web import UserRequest

LONGEST_NAME = 120


@require_GET
def team_overview(request: UserRequest) -> HttpResponse:
    if not (facts_of(request).has_teams_below or request.user.is_hr_partner):
        raise Http404
    asked = _asked(request.GET)
    facts = queries.overview_facts(queries.teams_of(request.user), asked, on=clock.today())
    page = pages.overview(facts, say=Sayers(facts_of(request).currency))
    context = {"overview": page, "asked": asked, "heads": heads(asked), "title": pages.title(page)}
    return render(request, "coaching/team_overview/page.html", context)


def _asked(query: QueryDict) -> Asked:
    """What an address asks for. What it does not say, or nobody knows, is all teams by name."""
    sort = query.get("sort", "")
    is_known = sort.removeprefix("-") in SORTS
    return Asked(
        name=query.get("name", "").strip()[:LONGEST_NAME],
        sort=sort.removeprefix("-") if is_known else BY_NAME,
        is_descending=is_known and sort.startswith("-"),
        metric=query.get("metric", "")[:40],
        page=query.get("page", ""),
    )
