"""Steps are claimed, verified and sent back; rewards and promises are handed over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.actions import milestone as milestone_actions
from plans.forms.life import ClaimForm, SendBackForm
from plans.models import Milestone
from plans.pages.counting import rule_of
from plans.pages.figures import step_figure
from plans.permissions import can_claim, can_verify
from plans.queries import found
from plans.views import settling
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404, require, way_back


@require_http_methods(["GET", "POST"])
def claim_milestone(request: UserRequest, pk: int) -> HttpResponse:
    step = or_404(found.step(request.user, pk))
    require(can_claim(request.user, step.plan))
    form = ClaimForm(request.POST or None, initial={"evidence": step.evidence})
    if request.method == "POST" and form.is_valid():
        try:
            milestone_actions.claim(
                milestone=step, by=request.user, evidence=form.cleaned_data["evidence"], at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sent. Your manager looks at it next."))
            return redirect("coaching:plan_page", pk=step.plan_id)
    return render(request, "plans/milestone/claim.html", about_step(step) | {"form": form})


@require_POST
def verify_milestone(request: UserRequest, pk: int) -> HttpResponse:
    step = or_404(found.step(request.user, pk))
    settling.verify(request, step, undo=reverse("plans:put_right_milestone", args=[pk]))
    return redirect(_way_back(request, step.plan_id))


@require_http_methods(["GET", "POST"])
def send_back_milestone(request: UserRequest, pk: int) -> HttpResponse:
    step = or_404(found.step(request.user, pk))
    require(can_verify(request.user, step.plan))
    form = SendBackForm(request.POST or None)
    if request.method == "GET":
        try:
            milestone_actions.refuse_numbers(step)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("coaching:plan_page", pk=step.plan_id)
    if request.method == "POST" and form.is_valid():
        try:
            milestone_actions.send_back(
                milestone=step, by=request.user, reason=form.cleaned_data["reason"], at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sent back with your words. The evidence stays."))
            return redirect("coaching:plan_page", pk=step.plan_id)
    return render(request, "plans/milestone/send_back.html", about_step(step) | {"form": form})


@require_POST
def deliver_reward(request: UserRequest, pk: int) -> HttpResponse:
    reward = or_404(found.reward(request.user, pk))
    settling.hand_over(request, reward, undo=reverse("plans:put_right_reward", args=[pk]))
    return redirect(_way_back(request, reward.milestone.plan_id))


@require_POST
def deliver_support(request: UserRequest, pk: int) -> HttpResponse:
    commitment = or_404(found.promise(request.user, pk))
    settling.keep(request, commitment, undo=reverse("plans:put_right_support", args=[pk]))
    return redirect(_way_back(request, commitment.of_plan.pk))


def _way_back(request: UserRequest, plan: int) -> str:
    """The page on which the button stands, a queue or the plan's own."""
    return way_back(request, reverse("coaching:plan_page", args=[plan]))


def about_step(step: Milestone) -> dict[str, object]:
    """What a page says of a step: its figures in words, its reward and its rule."""
    say = Sayers(Organization.objects.current().currency)
    return {
        "step": step,
        "plan": step.plan,
        "target": step_figure(step, step.target, say) if step.target is not None else "",
        "value": step_figure(step, step.reached_value, say, exact=True)
        if step.reached_value is not None
        else "",
        "reward": getattr(step, "reward", None),
        "rule": rule_of(step.plan, step, say),
    }
