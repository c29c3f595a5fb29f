"""What was verified, given or kept by mistake is taken back: by one click at first, later with a reason."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.actions import put_right
from plans.actions.put_right import ReasonMissing
from plans.forms.life import PutRightForm
from plans.models import Plan
from plans.pages import put_right as words
from plans.pages.put_right import PutRightWords
from plans.permissions import can_put_right_milestone, can_put_right_reward, can_put_right_support
from plans.queries import found
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require, way_back


@require_http_methods(["GET", "POST"])
def put_right_milestone(request: UserRequest, pk: int) -> HttpResponse:
    step = or_404(found.step(request.user, pk))
    require(can_put_right_milestone(request.user, step.plan))

    def take_back(reason: str) -> None:
        put_right.take_back_verification(milestone=step, by=request.user, at=clock.now(), reason=reason)

    return _answer(request, step.plan, words.of_step(step), lambda: put_right.refuse_step(step), take_back)


@require_http_methods(["GET", "POST"])
def put_right_reward(request: UserRequest, pk: int) -> HttpResponse:
    reward = or_404(found.reward(request.user, pk))
    require(can_put_right_reward(request.user, reward))

    def take_back(reason: str) -> None:
        put_right.take_back_reward(reward=reward, by=request.user, at=clock.now(), reason=reason)

    plan, said = reward.milestone.plan, words.of_reward(reward)
    return _answer(request, plan, said, lambda: put_right.refuse_reward(reward), take_back)


@require_http_methods(["GET", "POST"])
def put_right_support(request: UserRequest, pk: int) -> HttpResponse:
    commitment = or_404(found.promise(request.user, pk))
    require(can_put_right_support(request.user, commitment))

    def take_back(reason: str) -> None:
        put_right.take_back_promise(commitment=commitment, by=request.user, at=clock.now(), reason=reason)

    said = words.of_promise(commitment)
    return _answer(request, commitment.of_plan, said, lambda: put_right.refuse_promise(commitment), take_back)


def _answer(
    request: UserRequest,
    plan: Plan,
    said: PutRightWords,
    refuse: Callable[[], None],
    take_back: Callable[[str], None],
) -> HttpResponse:
    """The page that asks for the reason, or the page before where it was taken back or nothing is to take back.

    The button Undo sends no reason: after its time the page asks for one.
    """
    page = way_back(request, reverse("coaching:plan_page", args=[plan.pk]))
    form = PutRightForm(request.POST) if request.method == "POST" else PutRightForm()
    try:
        if not form.is_valid():
            refuse()
        else:
            take_back(form.cleaned_data["reason"])
            messages.success(request, said.done)
            return redirect(page)
    except ReasonMissing as missing:
        form.add_error("reason", str(missing))
    except Refused as refusal:
        if not request.POST.get("reason"):
            messages.error(request, str(refusal))
            return redirect(page)
        form.add_error(None, str(refusal))
    return render(request, "plans/put_right/page.html", {"plan": plan, "said": said, "form": form})
