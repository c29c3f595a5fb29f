"""The rep's page of the one question: all that they see of a draft."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import focus_question
from plans.forms.focus_question import AnswerFocusForm
from plans.models import FocusQuestion, Plan, Skill
from plans.queries import focus_question as queries
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest

CLOSED = 409


@require_http_methods(["GET", "POST"])
def answer_focus(request: UserRequest, pk: int) -> HttpResponse:
    question = queries.question_for(request.user, pk)
    if question is None:
        return _taken_back(request, pk)
    skills = queries.skills_of(question)
    form = AnswerFocusForm(request.POST or None, skills=skills)
    if request.method == "GET" or not form.is_valid():
        return _show(request, question, form, skills)
    try:
        focus_question.answer(question=question, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refusal:
        return _show(request, queries.question_for(request.user, pk), form, skills, refusal=refusal)
    messages.success(request, _("Thank you. Both of you see both picks now."))
    return redirect("plans:answer_focus", pk=pk)


def _taken_back(request: UserRequest, pk: int) -> HttpResponse:
    """A link to a question that is gone says so; without one there is nothing here."""
    if not queries.was_taken_back(request.user, pk):
        raise Http404
    return _show(request, None, None, (), status=200 if request.method == "GET" else CLOSED)


def _show(
    request: UserRequest,
    question: FocusQuestion | None,
    form: AnswerFocusForm | None,
    skills: Sequence[Skill],
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    is_open = question is not None and not question.is_answered and question.plan.status == Plan.Status.DRAFT
    context = {
        "question": question,
        "form": form if is_open else None,
        "tiles": list(zip(form["pick"], skills, strict=True)) if form and is_open else [],
        # What was typed too late is given back, never lost.
        "typed": request.POST.get("reason", "").strip() if refusal or question is None else "",
        "refusal": str(refusal) if refusal else "",
    }
    return render(request, "plans/focus_question/answer.html", context, status=CLOSED if refusal else status)
