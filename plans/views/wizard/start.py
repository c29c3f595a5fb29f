"""Whom is the plan for: one rep of one's teams, one open plan each."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import FOCUS, AnotherPlanIsOpen
from plans.models import Plan
from plans.queries import wizard
from plans.queries.hr import AREA
from plans.views.wizard.frame import NUMBER, ROUTES
from salesgym import clock
from salesgym.people.models import Team, User
from salesgym.web import UserRequest, not_found_unless

# Ids have eighteen digits at most.
MOST_DIGITS = 19


@require_http_methods(["GET", "POST"])
def start_plan(request: UserRequest) -> HttpResponse:
    not_found_unless(Team.objects.managed_by(request.user).exists())
    if request.method == "POST":
        return _open(request)
    if (rep := asked_for(request)) is not None:
        return _for_one(request, rep)
    reps = wizard.reps_to_choose(request.user)
    return render(
        request,
        "plans/wizard/start.html",
        {
            "free": [rep for rep, plan in reps if plan is None],
            "busy": [(rep, plan, url_of(plan)) for rep, plan in reps if plan is not None],
            "number": request.GET.get(NUMBER, ""),
            "is_formal_on": request.user.has_area(AREA),
        },
    )


def asked_for(request: UserRequest) -> User | None:
    """The rep whom the address names, if they are one of this manager's today."""
    return reps_of(request).filter(pk=_pk(request.GET.get("rep", ""))).first()


def _for_one(request: UserRequest, rep: User) -> HttpResponse:
    """One button for a rep who is chosen already; for one with an open plan, that plan."""
    number = request.GET.get(NUMBER, "")
    plan = Plan.objects.open().filter(rep=rep).first()
    if plan is None:
        context = {
            "rep": rep,
            "number": number,
            "metric": wizard.goal_named(number),
            "is_formal_on": request.user.has_area(AREA),
        }
        return render(request, "plans/wizard/start_for.html", context)
    if plan.status != Plan.Status.DRAFT:
        told = _("%(name)s has an open plan already: one focus at a time.")
        messages.info(request, told % {"name": rep.first_name})
    return redirect(url_of(plan, number=number))


def _open(request: UserRequest) -> HttpResponse:
    rep = chosen_rep(request)
    try:
        plan = draft.open_draft(rep=rep, by=request.user, at=clock.now())
    except AnotherPlanIsOpen as refusal:
        return another_is_open(request, refusal)
    return redirect(url_of(plan, number=request.POST.get(NUMBER, "")))


def chosen_rep(request: UserRequest) -> User:
    """The rep that was chosen on the page, if they are one of this manager's today; 404 otherwise."""
    return get_object_or_404(reps_of(request), pk=_pk(request.POST.get("rep", "")))


def reps_of(request: UserRequest) -> QuerySet[User]:
    """Everybody whom this person manages today."""
    return User.objects.managed_by(request.user).active()


def _pk(typed: str) -> int:
    """An id as an address or a form sends it; 0, which nobody has, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < MOST_DIGITS else 0


def another_is_open(request: UserRequest, refusal: AnotherPlanIsOpen) -> HttpResponse:
    """The page for a rep whose open plan is in the way, with the ways on."""
    context = {"refusal": str(refusal), "plan_url": url_of(refusal.plan), "open_plan": refusal.plan}
    return render(request, "plans/wizard/open_already.html", context, status=409)


def url_of(plan: Plan, *, number: str = "") -> str:
    """A draft opens where it was left, its first step with the number that one came for; others on their page."""
    if plan.status != Plan.Status.DRAFT:
        return reverse("coaching:plan_page", args=[plan.pk])
    query = {NUMBER: number} if number and plan.wizard_step == FOCUS else None
    return reverse(ROUTES[plan.wizard_step], args=[plan.pk], query=query)
