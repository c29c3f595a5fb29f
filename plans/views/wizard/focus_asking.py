"""Ask first: the manager's side, from the first step of the wizard."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from plans.actions import focus_question
from plans.forms.wizard_focus import FocusForm
from plans.models import Plan, Skill
from plans.queries.focus_candidates import nearest
from plans.queries.focus_question import offered
from plans.queries.wizard import Numbers
from salesgym.errors import Refused
from salesgym.web import UserRequest

ASK, TAKE_BACK = "ask", "take_back"


def may_ask(request: UserRequest, form: FocusForm) -> bool:
    """A question needs the manager's own pick and nothing else of the form."""
    is_sound = "skill" in form.cleaned_data and "ask_reason" in form.cleaned_data
    return request.POST.get("action") == ASK and is_sound


def ask(
    request: UserRequest,
    plan: Plan,
    form: FocusForm,
    *,
    at: datetime,
    numbers: Numbers,
    skills: Sequence[Skill],
) -> HttpResponse:
    pick = form.cleaned_data["skill"]
    suggested = [one.skill.pk for one in nearest(plan.rep, numbers, skills).candidates]
    try:
        focus_question.ask(
            plan=plan,
            by=request.user,
            pick=pick,
            offered=offered(skills, first=[pick.pk, *(pk for pk in suggested if pk != pick.pk)]),
            reason=form.cleaned_data["ask_reason"],
            at=at,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(name)s has been asked. You hear as soon as there is an answer, and can go on meanwhile.")
        messages.success(request, said % {"name": plan.rep.first_name})
    return redirect("plans:wizard_focus", pk=plan.pk)


def take_back(request: UserRequest, plan: Plan, *, at: datetime) -> HttpResponse:
    try:
        focus_question.take_back(plan=plan, by=request.user, at=at)
        messages.success(request, _("The question is taken back."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("plans:wizard_focus", pk=plan.pk)
