"""The agreement: its frozen text, who has signed, and the place to sign."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plans.actions import agreement as agreement_actions
from plans.actions.agreement import AlreadySigned, FirstDayMoved, TermsChanged
from plans.documents.changes import ChangedTerms, changes_since
from plans.documents.parts import parts_of
from plans.forms.life import SignForm
from plans.models import Plan
from plans.pages import agreement as pages
from plans.pages.step_question import said
from plans.permissions import can_see_terms, can_sign
from plans.queries import found
from plans.queries.later_start import weeks_begun_later
from plans.queries.plan import PlanWhole
from plans.views import signing
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.pages.person import RECORD, head
from salesgym.web import UserRequest, not_found_unless, or_404, require


@require_GET
def agreement(request: UserRequest, pk: int) -> HttpResponse:
    whole = found.whole(request.user, pk)
    if whole is None:
        or_404(found.being_changed(request.user, pk))
        return redirect("coaching:plan_page", pk=pk)
    if whole.agreement is None:
        raise Http404
    return _show(request, whole, SignForm(initial={"sha256": whole.agreement.sha256}))


@require_POST
def sign_agreement(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(can_see_terms(request.user, plan))
    if plan.is_formal:
        # Its two answers, and the password, have a page of their own.
        return redirect("plans:acknowledgement", pk=pk)
    form = SignForm(request.POST)
    if not form.is_valid() or signing.is_not_yet(request):
        return _show(request, or_404(found.whole(request.user, pk)), form)
    # A second click arrives after the first has started the plan: the action tells it kindly.
    require(can_sign(request.user, plan) or plan.activated_at is not None)
    try:
        _sign(request, plan, form)
        if not signing.is_sure(request):
            return signing.ask(request, or_404(found.whole(request.user, pk)))
    except AlreadySigned as signed:
        messages.info(request, str(signed))
    except FirstDayMoved as refusal:
        messages.error(request, str(refusal))
        return signing.ask(request, or_404(found.whole(request.user, pk)))
    except TermsChanged:
        # The page says so itself, with what is new.
        return _show(request, or_404(found.whole(request.user, pk)), form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, or_404(found.whole(request.user, pk)), form)
    # The plan's page says what is signed and who is next.
    return redirect("coaching:plan_page", pk=pk)


def _sign(request: UserRequest, plan: Plan, form: SignForm) -> None:
    """Sign after the question was answered with yes; before it see only whether this person may sign the text."""
    by, at, typed = request.user, clock.now(), form.cleaned_data
    if signing.is_sure(request):
        begins_on = signing.first_day(request)
        agreement_actions.sign(plan=plan, by=by, at=at, begins_on=begins_on, **typed)
    else:
        agreement_actions.signable(plan=plan, by=by, at=at, sha256=typed["sha256"])


def changes_read(request: UserRequest, whole: PlanWhole) -> ChangedTerms | None:
    """How the text differs from the one on the page that was sent; None where it does not, or nothing was sent."""
    if request.method != "POST" or whole.agreement is None:
        return None
    return changes_since(whole.agreement, request.POST.get("sha256", ""))


def _show(request: UserRequest, whole: PlanWhole, form: SignForm) -> HttpResponse:
    plan, user = whole.plan, request.user
    may_sign = can_sign(user, plan) and not whole.has_signed(user)
    changed = changes_read(request, whole) if may_sign else None
    if changed and whole.agreement:
        # With the new digest, so that the next press signs the text that this page shows.
        form = SignForm({**dict(form.data.items()), "sha256": whole.agreement.sha256})
    asked = [said(question, reader=user) for question in (*whole.questions, *whole.earlier_questions)]
    context = {
        "whole": whole,
        "plan": plan,
        "head": head(plan.rep, reader=user, tab=RECORD, here=_("Agreement")),
        "back_url": reverse("coaching:plan_page" if plan.activated_at else "plans:proposal", args=[plan.pk]),
        "parts": parts_of(whole.agreement.text) if whole.agreement else None,
        "parties": pages.parties_of(whole),
        "is_rep": user.pk == plan.rep_id,
        "linked": {plan.rep_id, user.pk},
        "standing": pages.standing_of(whole),
        "lines": whole.agreement.text.splitlines() if whole.agreement else [],
        "form": form,
        "changed": changed,
        "earlier": whole.earlier,
        "questions": asked,
        "vague": next((one for one in asked if one.is_open), None),
        "needs_own_side": user.pk == plan.rep_id and whole.self_assessment is None,
        "can_sign": may_sign,
        "weeks_later": weeks_begun_later(plan, whole.agreement),
    }
    return render(request, "plans/agreement/agreement.html", context)
