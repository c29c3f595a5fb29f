"""The two answers to a formal plan, the manager's name, and what a manager writes down where an answer did not come."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.actions import acknowledgement as actions
from plans.actions import agreement as agreement_actions
from plans.actions.agreement import TermsChanged
from plans.forms.acknowledgement import AnswerForm, DeclinedForm, NameForm
from plans.forms.password import PasswordForm
from plans.models import Plan
from plans.pages import acknowledgement as pages
from plans.pages.step_question import said
from plans.permissions import can_sign, is_rep
from plans.queries import acknowledgement as queries
from plans.queries import found
from plans.queries.later_start import later_start
from plans.queries.plan import PlanWhole
from plans.views import signing
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.forms.password_again import is_asked, trouble_with
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404, require

RECEIVE, ANSWER, SIGN, DECLINED, UNANSWERED = "receive", "answer", "sign", "declined", "unanswered"
OF_THE_REP = {RECEIVE, ANSWER}


@require_http_methods(["GET", "POST"])
def acknowledge(request: UserRequest, pk: int) -> HttpResponse:
    whole = or_404(found.whole(request.user, pk))
    if not whole.plan.is_formal or not whole.plan.is_open_for_signing:
        # A coaching plan has no such answers, and of a plan that has begun they stand under its text.
        return redirect("plans:agreement" if whole.agreement else "coaching:plan_page", pk=pk)
    if request.method == "GET":
        return _show(request, whole)
    act = request.POST.get("action", "")
    require(can_sign(request.user, whole.plan) and is_rep(request.user, whole.plan) == (act in OF_THE_REP))
    form = _form(act, request, whole)
    if act != RECEIVE and not (form.is_valid() and _is_theirs(request, form)):
        return _show(request, whole, form)
    try:
        _do(act, request, whole.plan, form)
    except TermsChanged as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:agreement", pk=pk)
    except Refused as refusal:
        return _show_refused(request, or_404(found.whole(request.user, pk)), act, form, str(refusal))
    # The plan's page says what is next; who has received it answers on this one.
    return redirect("plans:acknowledgement" if act == RECEIVE else "coaching:plan_page", pk=pk)


def _do(act: str, request: UserRequest, plan: Plan, form: PasswordForm) -> None:
    by, at = request.user, clock.now()
    if act == RECEIVE:
        actions.receive(plan=plan, by=by, at=at, sha256=request.POST.get("sha256", ""))
        return
    does: dict[str, Callable[..., Any]] = {
        DECLINED: actions.decline,
        UNANSWERED: actions.run_unanswered,
    }
    do = does.get(act, agreement_actions.sign)
    do(plan=plan, by=by, at=at, begins_on=signing.first_day(request), **form.typed())


def _show_refused(
    request: UserRequest, whole: PlanWhole, act: str, form: PasswordForm, refusal: str
) -> HttpResponse:
    """Say it at the form, or above the page where the act has no form any more: it was done a moment before."""
    if _next_act(whole, request.user) != act:
        messages.error(request, refusal)
        return _show(request, whole)
    form.add_error(None, refusal)
    return _show(request, whole, form)


def _is_theirs(request: UserRequest, form: PasswordForm) -> bool:
    """Whether the password is theirs; why not stands beside the field."""
    trouble = trouble_with(request, form.cleaned_data.get("password", ""))
    if trouble:
        form.add_error("password", trouble)
    return not trouble


def _form(act: str, request: UserRequest, whole: PlanWhole) -> PasswordForm:
    """The form of this act: as it was sent, or fresh for whoever only reads."""
    sha256 = whole.agreement.sha256 if whole.agreement else ""
    sent: dict[str, Any] = {"is_asked": is_asked(request.user)}
    if request.method == "POST":
        sent["data"] = request.POST
    else:
        sent["initial"] = {"sha256": sha256}
    if act == DECLINED:
        return DeclinedForm(witnesses=queries.witnesses(whole.plan, reader=request.user), **sent)
    forms: dict[str, type[PasswordForm]] = {ANSWER: AnswerForm, SIGN: NameForm}
    return forms.get(act, PasswordForm)(**sent)


def _next_act(whole: PlanWhole, user: Any) -> str:
    """What this person may do now: "" where it is the other side's turn, or a question waits for its answer."""
    is_received = hasattr(whole.agreement, "receipt")
    if is_rep(user, whole.plan) and not is_received:
        return RECEIVE
    if whole.has_signed(user) and (is_rep(user, whole.plan) or whole.rep_signature):
        return ""
    if any(question.is_open for question in whole.questions):
        return ""
    if is_rep(user, whole.plan):
        return ANSWER
    if not whole.manager_signature:
        return SIGN
    return UNANSWERED if is_received else DECLINED


def _show(request: UserRequest, whole: PlanWhole, form: PasswordForm | None = None) -> HttpResponse:
    plan, user = whole.plan, request.user
    organization = Organization.objects.current()
    on, act = organization.day(clock.now()), _next_act(whole, user)
    runs_from = _runs_from(whole, organization)
    if act == UNANSWERED and form is None and runs_from and on < runs_from:
        # What is not due yet is not offered; sent all the same, it is refused on the page.
        act = "wait"
    # Who signs first starts nothing, so that they choose no day.
    starts = act in {DECLINED, UNANSWERED} or (act in {SIGN, ANSWER} and bool(whole.signatures))
    asked = (said(question, reader=user) for question in whole.questions)
    context = {
        "plan": plan,
        "agreement": whole.agreement,
        "is_rep": is_rep(user, plan),
        "facts": pages.facts(whole, Sayers(organization.currency), is_rep=is_rep(user, plan)),
        "received": pages.received(whole),
        "answered": pages.answered(whole),
        "signature": whole.manager_signature,
        "act": act,
        "form": form or _form(act, request, whole),
        "runs_from": runs_from,
        "later": later_start(plan, whole.agreement, on=on, steps=whole.milestones)
        if whole.agreement and starts
        else None,
        "vague": next((one for one in asked if one.is_open), None),
    }
    return render(request, "plans/acknowledgement/page.html", context)


def _runs_from(whole: PlanWhole, organization: Organization) -> date | None:
    """The day from which it may run without an answer, while one is to come from a rep who has received it."""
    receipt = getattr(whole.agreement, "receipt", None)
    if receipt is None or whole.rep_signature:
        return None
    return queries.may_run_from(whole.plan, organization.day(receipt.received_at))
