"""Everything that happened to a plan."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coaching.pages import history as pages
from coaching.queries import history as queries
from coaching.queries.opened_plan import find
from coaching.views import being_changed
from coaching.views.plan_page import frame
from plans.permissions import can_see_terms, is_rep, manages
from salesgym.people.pages.person import RECORD
from salesgym.web import UserRequest


@require_GET
def plan_history(request: UserRequest, pk: int) -> HttpResponse:
    opened = find(request.user, pk)
    if opened is None:
        return being_changed.page_or_404(request, pk)
    plan = opened.plan
    sees_terms = can_see_terms(request.user, plan)
    page = queries.timeline(
        plan,
        reader=request.user,
        sees_terms=sees_terms,
        sees_drafts=manages(request.user, plan),
        page=request.GET.get("page"),
    )
    events = pages.entries(page, sees_terms=sees_terms, is_rep=is_rep(request.user, plan))
    context = {**frame(request.user, plan, tab=RECORD, here=_("History")), "events": events, "page": page}
    return render(request, "coaching/history/page.html", context)
