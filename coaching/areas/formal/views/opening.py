"""A manager opens a formal plan: for whom, and one question before it of which nothing is kept."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from coaching.areas.formal.pages.opening import offer_words
from coaching.areas.formal.queries import opening as queries
from plans.actions import draft
from plans.models import Plan
from plans.pages.approval import earlier_words
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import Team
from salesgym.web import UserRequest, not_found_unless, or_404

YES, CONFLICT = "yes", 409


@require_GET
def choose_rep(request: UserRequest) -> HttpResponse:
    not_found_unless(Team.objects.managed_by(request.user).exists())
    return render(request, "formal/opening/choose.html", {"reps": queries.reps_of(request.user)})


@require_http_methods(["GET", "POST"])
def open_plan(request: UserRequest, pk: int) -> HttpResponse:
    rep = or_404(queries.rep_of(request.user, pk))
    if request.method == "POST" and request.POST.get("goes_on") != YES:
        # Neither who was asked nor what they answered is written down anywhere.
        partners = queries.offer(rep, request.user).partners
        return render(request, "formal/opening/talk.html", {"rep": rep, "partners": partners})
    refusal = ""
    if request.method == "POST":
        try:
            plan = draft.open_draft(rep=rep, by=request.user, at=clock.now(), kind=Plan.Kind.FORMAL)
            return redirect("plans:wizard_focus", pk=plan.pk)
        except Refused as refused:
            refusal = str(refused)
    offer = queries.offer(rep, request.user)
    context = {
        "rep": rep,
        "offer": offer,
        "why_not": refusal or offer_words(offer),
        "earlier": [earlier_words(plan) for plan in offer.earlier],
    }
    return render(request, "formal/opening/open.html", context, status=CONFLICT if refusal else 200)
