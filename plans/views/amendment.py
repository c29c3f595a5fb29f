"""New dates of a signed plan: a manager writes and signs them, the rep signs them or says what they would rather have."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.actions import amendment as actions
from plans.actions.agreement import NotReceived
from plans.actions.amendment import NotWaiting, TermsChanged
from plans.documents.changes import compared
from plans.forms.amendment import AmendmentForm, AnswerForm
from plans.models import Amendment, Plan
from plans.pages.figures import step_words
from plans.permissions import can_amend, can_answer_amendment, can_see_terms, manages
from plans.queries import amendment as queries
from plans.queries import found
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.forms.password_again import is_asked, trouble_with
from salesgym.people.models import Organization
from salesgym.web import UserRequest, not_found_unless, or_404, require

RECEIVE, SIGN, DECLINE, TAKE_BACK, PROPOSE = "receive", "sign", "decline", "take_back", "propose"
CONFLICT = 409


@require_http_methods(["GET", "POST"])
def amend_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(can_see_terms(request.user, plan))
    waiting = queries.open_of(plan)
    if request.method == "GET" and (waiting or not can_amend(request.user, plan)):
        return _show(request, plan, waiting=waiting)
    require(can_amend(request.user, plan))
    form = _form(request, plan)
    if request.method == "GET" or not form.is_valid():
        return _show(request, plan, form=form)
    try:
        return _look_or_propose(request, plan, form)
    except TermsChanged as refusal:
        form.add_error(None, str(refusal))
        return _looked_at(request, plan, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, plan, form=form)


@require_POST
def answer_amendment(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(can_see_terms(request.user, plan))
    action = request.POST.get("action", "")
    form = AnswerForm(request.POST, is_asked=plan.is_formal and is_asked(request.user))
    is_ours = action == TAKE_BACK
    require(can_amend(request.user, plan) if is_ours else can_answer_amendment(request.user, plan))
    waiting = queries.open_of(plan)
    if waiting is None:
        messages.info(request, _("Nothing waits here any more. The history says what became of it."))
        return redirect("plans:amend_plan", pk=plan.pk)
    if not form.is_valid() or (action in {SIGN, DECLINE} and _is_not_theirs(request, form)):
        return _show(request, plan, waiting=waiting, answer=form)
    try:
        _answer(request, waiting, action, form)
    except NotWaiting as refusal:
        messages.info(request, str(refusal))
    except NotReceived as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:amend_plan", pk=plan.pk)
    except TermsChanged as refusal:
        actions.overtake(amendment=waiting, at=clock.now())
        messages.error(request, str(refusal))
    except Refused as refusal:
        # With the digest of what is shown, so that the next press signs this text.
        asks = "password" in form.fields
        form = AnswerForm({**dict(request.POST.items()), "sha256": waiting.sha256}, is_asked=asks)
        form.add_error("comment", str(refusal))
        return _show(request, plan, waiting=waiting, answer=form)
    if action == RECEIVE:
        return redirect("plans:amend_plan", pk=plan.pk)
    return redirect("coaching:plan_page", pk=plan.pk)


def _answer(request: UserRequest, waiting: Amendment, action: str, form: AnswerForm) -> None:
    by, at, comment = request.user, clock.now(), form.cleaned_data["comment"]
    if action == RECEIVE and waiting.plan.is_formal:
        actions.receive(amendment=waiting, by=by, at=at)
    elif action == TAKE_BACK:
        actions.take_back(amendment=waiting, by=by, at=at)
        messages.success(request, _("Taken back. What was signed holds."))
    elif action == DECLINE:
        actions.decline(amendment=waiting, by=by, at=at, comment=comment)
        messages.success(request, _("Sent. What was signed holds until you agree on something else."))
    else:
        actions.sign(amendment=waiting, by=by, sha256=form.cleaned_data["sha256"], at=at, comment=comment)
        messages.success(request, _("Signed. The new dates hold from now on."))


def _look_or_propose(request: UserRequest, plan: Plan, form: AmendmentForm) -> HttpResponse:
    """Show what the typed dates would make of the text; or store them, once this person has read that and signs."""
    if request.POST.get("action") != PROPOSE:
        return _looked_at(request, plan, form)
    if _is_not_theirs(request, form):
        return _looked_at(request, plan, form)
    typed = form.cleaned_data
    actions.propose(
        plan=plan,
        new=form.terms(),
        reason=typed["reason"],
        sha256=typed["sha256"],
        by=request.user,
        at=clock.now(),
    )
    said = {"name": plan.rep.first_name}
    messages.success(request, _("Signed and sent. %(name)s reads the new dates and signs next.") % said)
    return redirect("coaching:plan_page", pk=plan.pk)


def _looked_at(request: UserRequest, plan: Plan, form: AmendmentForm) -> HttpResponse:
    written = actions.written(plan=plan, new=form.terms(), by=request.user, at=clock.now())
    # With the digest of what is shown, so that the next press signs this text and no other.
    shown = _form(request, plan, {**dict(request.POST.items()), "sha256": written.sha256})
    for error in form.non_field_errors():
        shown.add_error(None, error)
    for error in form.errors.get("password", ()):
        shown.add_error("password", error)
    return _show(request, plan, form=shown, text=written.text)


def _form(request: UserRequest, plan: Plan, data: dict[str, Any] | None = None) -> AmendmentForm:
    say = Sayers(Organization.objects.current().currency)
    steps = [(step, step_words(step, say)) for step in queries.open_steps(plan)]
    typed = data or (request.POST if request.method == "POST" else None)
    asks = plan.is_formal and is_asked(request.user)
    return AmendmentForm(typed, ends_on=plan.ends_on or clock.today(), steps=steps, is_asked=asks)


def _is_not_theirs(request: UserRequest, form: AmendmentForm | AnswerForm) -> bool:
    """Whether a password is asked for, and this one is not theirs; why stands beside the field."""
    trouble = trouble_with(request, form.cleaned_data["password"]) if "password" in form.fields else ""
    if trouble:
        form.add_error("password", trouble)
    return bool(trouble)


def _show(
    request: UserRequest,
    plan: Plan,
    *,
    form: AmendmentForm | None = None,
    text: str = "",
    waiting: Amendment | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    agreement = queries.agreement_of(plan)
    is_rep = can_answer_amendment(request.user, plan)
    text = waiting.text if waiting else text
    asks = plan.is_formal and is_asked(request.user)
    receipt = getattr(waiting, "receipt", None)
    context = {
        "plan": plan,
        "form": form,
        "waiting": waiting,
        "last": None if waiting or text else queries.answered_of(plan),
        "changed": compared(agreement.text, text) if agreement and text else None,
        "may_answer": is_rep and waiting is not None,
        "may_take_back": waiting is not None and manages(request.user, plan),
        "received_at": receipt.received_at if receipt else None,
        "answer": answer
        or (AnswerForm(initial={"sha256": waiting.sha256}, is_asked=asks) if waiting else None),
    }
    return render(request, "plans/amendment/page.html", context)
