"""A rep says that a step is vague; a manager answers, or takes the proposal back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import step_question
from plans.actions.step_question import AlreadyAsked
from plans.forms.step_question import AnswerStepForm, AskAboutStepForm
from plans.models import Milestone, Plan, StepQuestion
from plans.pages import step_question as pages
from plans.permissions import can_answer_step, can_see_terms, can_take_back, is_rep_of_terms
from plans.queries import found
from plans.queries import step_question as queries
from plans.views.milestone import about_step
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, or_404, require

CONFLICT = 409


@require_http_methods(["GET", "POST"])
def vague_step(request: UserRequest, pk: int) -> HttpResponse:
    step = or_404(found.step(request.user, pk))
    not_found_unless(can_see_terms(request.user, step.plan))
    require(is_rep_of_terms(request.user, step.plan))
    form = AskAboutStepForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, step, form)
    try:
        step_question.ask(step=step, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, step, form, status=CONFLICT if isinstance(refusal, AlreadyAsked) else 200)
    messages.success(request, _("Sent. You hear as soon as it is answered."))
    return redirect(_back(step.plan), pk=step.plan_id)


@require_http_methods(["GET", "POST"])
def answer_step(request: UserRequest, pk: int) -> HttpResponse:
    question = or_404(queries.question(request.user, pk))
    if request.method == "GET":
        return _answer(request, question, AnswerStepForm())
    # A second press, or an answer to what was taken back meanwhile, is told on the page.
    plan = question.agreement.plan
    require(can_answer_step(request.user, plan) or (not question.is_open and plan.rep_id != request.user.pk))
    form = AnswerStepForm(request.POST)
    if not form.is_valid():
        return _answer(request, question, form)
    try:
        step_question.answer(question=question, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _answer(request, or_404(queries.question(request.user, pk)), form, status=CONFLICT)
    messages.success(request, _("%(name)s reads your answer now.") % {"name": plan.rep.first_name})
    return redirect(_back(plan), pk=plan.pk)


def _ask(request: UserRequest, step: Milestone, form: AskAboutStepForm, *, status: int = 200) -> HttpResponse:
    """The step with its questions so far, the other steps, and the form while nothing about this one waits."""
    asked = queries.of_step(step.plan, step.position)
    is_waiting = any(one.is_open for one in asked)
    context = about_step(step) | {
        "said": [pages.said(one, reader=request.user) for one in asked],
        "others": step.plan.milestones.exclude(pk=step.pk).order_by("position"),
        "form": form if not is_waiting or form.errors else None,
        "back_url": reverse(_back(step.plan), args=[step.plan_id]),
        "is_proposed": step.plan.status == Plan.Status.PROPOSED,
    }
    return render(request, "plans/step_question/ask.html", context, status=status)


def _answer(
    request: UserRequest, question: StepQuestion, form: AnswerStepForm, *, status: int = 200
) -> HttpResponse:
    """The question, with the form for those who may answer it; an answer that came too late is there to be copied."""
    plan = question.agreement.plan
    may_answer = question.is_open and can_answer_step(request.user, plan)
    context = {
        "plan": plan,
        "said": pages.said(queries.asked(question), reader=request.user),
        "form": form if may_answer else None,
        "typed": "" if may_answer or not form.is_bound else request.POST.get("answer", "").strip(),
        "can_take_back": may_answer and can_take_back(request.user, plan),
        "is_rep": request.user.pk == plan.rep_id,
    }
    return render(request, "plans/step_question/answer.html", context, status=status)


def _back(plan: Plan) -> str:
    return "plans:proposal" if plan.status == Plan.Status.PROPOSED else "coaching:plan_page"
