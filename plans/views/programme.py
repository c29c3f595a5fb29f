"""The rep changes their own practice programme."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import programme
from plans.forms.life_programme import BaseProgramme, ProgrammeFormSet
from plans.models import Drill, Plan
from plans.models.programme import MOST_DRILLS
from plans.permissions import can_change_programme
from plans.queries import found
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def edit_programme(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_change_programme(request.user, plan))
    forms = _forms(request, plan)
    refused = ""
    if request.method == "POST" and forms.is_valid():
        try:
            programme.change(plan=plan, by=request.user, items=forms.items(), at=clock.now())
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Your workout is changed from today."))
            return redirect("coaching:today")
    context = {"plan": plan, "forms": forms, "refused": refused}
    return render(request, "plans/programme/programme.html", context)


def _forms(request: UserRequest, plan: Plan) -> BaseProgramme:
    lines = [
        {
            "drill": item.drill_id,
            "times_a_week": item.times_a_week,
            "when": item.when,
            "where": item.where,
            "what": item.what,
        }
        for item in plan.programme.order_by("position")
    ]
    # Also what this workout has already: it may no longer be offered, or belong to another skill by now.
    chosen = [line["drill"] for line in lines]
    offered = Q(skill=plan.skill, is_active=True) | Q(pk__in=chosen)
    drills = Drill.objects.filter(offered).order_by("position", "pk")
    lines += [{}] * (MOST_DRILLS - len(lines))
    forms = ProgrammeFormSet(request.POST or None, initial=lines, form_kwargs={"drills": drills})
    assert isinstance(forms, BaseProgramme)  # noqa: S101 - formset_factory's stub forgets its formset class
    return forms
