"""The two pages that others are compared with: a plain list of plans, and an answer without a query."""

from datetime import date
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine, Template
from django.views.decorators.http import require_GET

from plans.models import Milestone, Plan
from salesgym import clock
from salesgym.people.models import Team
from salesgym.web import UserRequest

ROWS = 50
_compiled: list[Template] = []


@require_GET
def floor(request: UserRequest) -> HttpResponse:
    """A table of 50 plans, from five indexed queries: session, user, team, plans with reps, open milestones."""
    team = Team.objects.filter(managements__person=request.user).order_by("pk").first()
    plans = list(Plan.objects.open().select_related("rep").order_by("pk")[:ROWS])
    ahead = Milestone.objects.filter(plan__in=[plan.pk for plan in plans], status=Milestone.Status.AHEAD)
    steps = {step.plan_id: step for step in ahead.order_by("-position")}
    on = clock.today()
    rows = [(plan.rep, plan, steps.get(plan.pk), (plan.ends_on or date.max) < on) for plan in plans]
    return HttpResponse(_page().render(Context({"user": request.user, "team": team, "rows": rows, "on": on})))


@login_not_required
@require_GET
def bare(request: HttpRequest) -> HttpResponse:
    """An answer that takes only the time of the server and the middleware."""
    return HttpResponse("Here.")


def _page() -> Template:
    """The template, compiled once as production does. It is not in templates/, so that no page includes it."""
    if not _compiled:
        source = (Path(__file__).parent / "floor.html").read_text()
        _compiled.append(Engine.get_default().from_string(source))
    return _compiled[0]
