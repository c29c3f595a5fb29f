"""One click from the board to a draft that is filled in as far as the numbers go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans.actions import first_draft
from plans.actions.draft import REASON, AnotherPlanIsOpen
from plans.models.plan import WIZARD_STEPS
from plans.queries import wizard
from plans.views.wizard.frame import ROUTES
from plans.views.wizard.start import chosen_rep, url_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import Team
from salesgym.web import UserRequest, not_found_unless, or_404


@require_POST
def start_full_plan(request: UserRequest) -> HttpResponse:
    not_found_unless(Team.objects.managed_by(request.user).exists())
    rep = chosen_rep(request)
    key = request.POST.get("skill", "")
    skill = or_404(next((one for one in wizard.skills() if one.key == key), None))
    try:
        plan = first_draft.open_full(rep=rep, by=request.user, at=clock.now(), skill=skill)
    except AnotherPlanIsOpen as refusal:
        return redirect(url_of(refusal.plan))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coaching:board")
    if plan.wizard_step < WIZARD_STEPS:
        messages.info(
            request, _("Filled in as far as the numbers go. Here they say too little: go on from here.")
        )
        return redirect(url_of(plan))
    messages.success(
        request,
        _(
            "Number, target, steps, dates and drills are filled in. The words are yours: what you see, and why it matters."
        ),
    )
    return redirect(ROUTES[REASON], pk=plan.pk)
