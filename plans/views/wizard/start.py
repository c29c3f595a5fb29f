"""Whom is the plan for: one rep of one's teams, one open plan each."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import AnotherPlanIsOpen
from plans.models import Plan
from plans.queries import wizard
from plans.views.wizard.frame import ROUTES
from salesgym import clock
from salesgym.people.models import Team, User
from salesgym.web import UserRequest, not_found_unless


@require_http_methods(["GET", "POST"])
def start_plan(request: UserRequest) -> HttpResponse:
    not_found_unless(Team.objects.managed_by(request.user).exists())
    if request.method == "POST":
        return _open(request)
    reps = wizard.reps_to_choose(request.user)
    chosen = request.GET.get("rep", "")
    return render(
        request,
        "plans/wizard/start.html",
        {
            "free": [rep for rep, plan in reps if plan is None],
            "busy": [(rep, plan, url_of(plan)) for rep, plan in reps if plan is not None],
            "chosen": int(chosen) if chosen.isascii() and chosen.isdigit() else None,
        },
    )


def _open(request: UserRequest) -> HttpResponse:
    rep = chosen_rep(request)
    try:
        plan = draft.open_draft(rep=rep, by=request.user, at=clock.now())
    except AnotherPlanIsOpen as refusal:
        return another_is_open(request, refusal)
    return redirect("plans:wizard_focus", pk=plan.pk)


def chosen_rep(request: UserRequest) -> User:
    """The rep that was chosen on the page, if they are one of this manager's today; 404 otherwise."""
    pk = request.POST.get("rep", "")
    reps = User.objects.managed_by(request.user).active()
    return get_object_or_404(reps, pk=int(pk) if pk.isascii() and pk.isdigit() else 0)


def another_is_open(request: UserRequest, refusal: AnotherPlanIsOpen) -> HttpResponse:
    """The page for a rep whose open plan is in the way, with the ways on."""
    context = {"refusal": str(refusal), "plan_url": url_of(refusal.plan), "open_plan": refusal.plan}
    return render(request, "plans/wizard/open_already.html", context, status=409)


def url_of(plan: Plan) -> str:
    """A draft opens where it was left, every other plan on its page."""
    if plan.status == Plan.Status.DRAFT:
        return reverse(ROUTES[plan.wizard_step], args=[plan.pk])
    return reverse("coaching:plan_page", args=[plan.pk])
