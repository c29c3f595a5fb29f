"""A joint call is scored with the rubric of the plan's skill."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.areas.deals.actions import scorecard
from coaching.areas.deals.queries import found
from coaching.areas.deals.queries.scorecard import plan_to_score
from coaching.areas.deals.views.frame import back, frame
from coaching.forms.role_play import RubricForm
from plans.permissions import can_score
from plans.queries.scoring import rubric
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def score_call(request: UserRequest, pk: int) -> HttpResponse:
    call, seen = or_404(found.call(request.user, pk))
    plan = or_404(plan_to_score(request.user, seen.deal.rep))
    require(can_score(request.user, plan))
    form = RubricForm(request.POST or None, behaviors=rubric(plan.skill) if plan.skill else [])
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            scorecard.score(
                call=call,
                plan=plan,
                by=request.user,
                scores=form.scores,
                note=sent["note"],
                client_id=sent["client_id"],
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your scores are saved. They stay as you gave them."))
            return redirect(back(seen.deal))
    context = {**frame(request, seen, here=_("Scorecard")), "form": form, "skill": plan.skill}
    return render(request, "deals/score_call/page.html", context)
