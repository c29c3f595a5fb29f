"""Score a role-play in two minutes, and say how sure one felt."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.actions import confidence, role_play
from coaching.forms.role_play import HowSureForm, ScoreForm
from coaching.queries import confidence as queries
from coaching.views.plan_page import frame
from plans.models import Plan
from plans.permissions import can_log_practice, can_score, is_rep
from plans.queries import found
from plans.queries.scoring import rubric
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def score_role_play(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_score(request.user, plan))
    behaviors = rubric(plan.skill) if plan.skill else []
    is_own = is_rep(request.user, plan)
    if request.method != "POST":
        return _sheet(request, plan, ScoreForm(behaviors=behaviors, is_own=is_own))
    form = ScoreForm(request.POST, behaviors=behaviors, is_own=is_own)
    return _store(request, plan, form) if form.is_valid() else _sheet(request, plan, form)


@require_POST
def say_how_sure(request: UserRequest, pk: int) -> HttpResponse:
    """The rep says how sure they felt about a role-play that somebody else scored."""
    scoring = or_404(queries.own_scoring(request.user, pk))
    plan = scoring.plan
    require(plan is not None and can_log_practice(request.user, plan))
    form = HowSureForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        confidence.with_role_play(
            scoring=scoring, by=request.user, before=said["before"], after=said["after"], at=clock.now()
        )
        messages.success(
            request,
            _("Kept for you and your mentor. Nobody else sees it.")
            if scoring.plan and scoring.plan.mentor_id
            else _("Kept for you. Nobody else sees it."),
        )
    else:
        messages.error(request, *form.non_field_errors() or [_("Choose 1 to 5, or leave it out.")])
    return redirect(scores_of(scoring.plan_id))


def scores_of(plan_id: int | None) -> str:
    """Where the scores of a plan are read."""
    return f"{reverse('coaching:plan_practice', args=[plan_id])}#scores"


def _store(request: UserRequest, plan: Plan, form: ScoreForm) -> HttpResponse:
    sent = form.cleaned_data
    try:
        role_play.score(
            plan=plan,
            by=request.user,
            scores=form.scores,
            occasion=sent["occasion"],
            note=sent["note"],
            client_id=sent["client_id"],
            before=sent.get("before"),
            after=sent.get("after"),
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _sheet(request, plan, form)
    messages.success(request, _("The scores are on the plan."))
    return redirect(scores_of(plan.pk))


def _sheet(request: UserRequest, plan: Plan, form: ScoreForm) -> HttpResponse:
    context = {**frame(request.user, plan, here=_("Score a role-play")), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "coaching/role_play/score.html", context, status=status)
