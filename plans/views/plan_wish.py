"""A rep asks for a plan, and a manager answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.actions import plan_wish
from plans.forms.plan_wish import AnswerWishForm, AskForPlanForm
from plans.models import PlanWish
from plans.permissions import can_ask_for_plan
from plans.queries import plan_wish as queries
from plans.queries import wizard
from plans.views.wizard.frame import STALE
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, or_404

DRAFT = "draft"


@require_http_methods(["GET", "POST"])
def ask_for_plan(request: UserRequest) -> HttpResponse:
    not_found_unless(can_ask_for_plan(request.user))
    skills = wizard.skills()
    form = AskForPlanForm(request.POST or None, skills=skills)
    if request.method == "POST" and form.is_valid():
        said = {"skill": form.cleaned_data["pick"], "sentence": form.cleaned_data["reason"]}
        try:
            plan_wish.ask(rep=request.user, at=clock.now(), **said)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You have asked for a plan. The answer appears on Today."))
            return redirect("coaching:today")
    context = {"form": form, "tiles": list(zip(form["pick"], skills, strict=True))}
    return render(request, "plans/plan_wish/ask.html", context)


@require_POST
def take_back_wish(request: UserRequest, pk: int) -> HttpResponse:
    wish = or_404(queries.own(request.user, pk))
    try:
        plan_wish.take_back(wish=wish, at=clock.now())
        messages.success(request, _("You do not ask for this plan any longer."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:today")


@require_http_methods(["GET", "POST"])
def answer_wish(request: UserRequest, pk: int) -> HttpResponse:
    wish = or_404(queries.to_answer(request.user, pk))
    is_draft = request.POST.get("action") == DRAFT
    form = AnswerWishForm(request.POST if request.method == "POST" and not is_draft else None)
    if request.method == "POST" and (is_draft or form.is_valid()):
        return _answer(request, wish, form)
    return _show(request, wish, form)


def _answer(request: UserRequest, wish: PlanWish, form: AnswerWishForm) -> HttpResponse:
    at = clock.now()
    try:
        if not form.is_bound:
            plan = plan_wish.take_up(wish=wish, by=request.user, at=at)
            return redirect("plans:wizard_focus", pk=plan.pk)
        plan_wish.answer(wish=wish, by=request.user, at=at, **form.cleaned_data)
    except Refused as refusal:
        fresh = or_404(queries.to_answer(request.user, wish.pk))
        if fresh.is_open:
            messages.error(request, str(refusal))
        return _show(request, fresh, form, status=STALE)
    messages.success(request, _("%(name)s reads your answer on Today.") % {"name": wish.rep.first_name})
    return redirect("coaching:board")


def _show(request: UserRequest, wish: PlanWish, form: AnswerWishForm, *, status: int = 200) -> HttpResponse:
    """The page of the wish. One that waits no more says so, and gives back what was typed too late."""
    typed = "" if wish.is_open or not form.is_bound else request.POST.get("answer", "").strip()
    context = {"wish": wish, "rep": wish.rep, "form": form, "typed": typed}
    return render(request, "plans/plan_wish/answer.html", context, status=status)
