"""What a rep finds at a plan that was put before them and taken back: who changes it, and that their words are kept."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from plans.pages.changing import changing
from plans.queries import found
from plans.queries.people import managers_of
from salesgym.people.pages.person import PLAN, head
from salesgym.web import UserRequest


def page_or_404(request: UserRequest, pk: int) -> HttpResponse:
    """The page for the rep of such a plan. Raises Http404 for everybody else and for every other plan."""
    plan = found.being_changed(request.user, pk)
    if plan is None:
        raise Http404
    context = {
        "changing": changing(plan, managers_of(plan.rep)),
        "head": head(plan.rep, reader=request.user, tab=PLAN, line=""),
    }
    return render(request, "coaching/plan_page/being_changed.html", context)
