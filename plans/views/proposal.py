"""A proposal: put before the rep, read and answered, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plans.actions import agreement
from plans.actions import proposal as proposal_actions
from plans.actions.agreement import FirstDayMoved, TermsChanged
from plans.actions.proposal import OwnSide
from plans.actions.version import StaleVersion
from plans.documents import decision, formal
from plans.forms.life import OwnSideForm
from plans.forms.placing import placed_of
from plans.models import Plan
from plans.models.diagnosis import Cause
from plans.pages.counting import counts_on, rule_of
from plans.pages.fair_words import said_of
from plans.pages.figures import step_words, steps_drawn, worth_lines
from plans.pages.placing import avoids_words, clarity_words, hides_places, side_by_side
from plans.pages.promises import by_side
from plans.pages.step_question import by_step
from plans.permissions import (
    can_answer,
    can_close,
    can_edit_draft,
    can_propose,
    can_sign,
    can_take_back,
    is_rep_of_terms,
)
from plans.queries import found
from plans.queries.hr import hr_to_ask
from plans.queries.plan import PlanWhole
from plans.views import signing
from plans.views.agreement import changes_read
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User
from salesgym.people.queries import directory
from salesgym.web import UserRequest, or_404, require

CONFLICT = 409
BEHIND = ("is_confidence", "is_energy")
TOLD = (*BEHIND, "knows_role", "avoids", "shares_avoids")


@require_POST
def propose_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_propose(request.user, plan))
    try:
        proposal_actions.propose(plan=plan, by=request.user, at=clock.now(), version=_version(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:wizard_review", pk=plan.pk)
    messages.success(request, _("Proposed. %(name)s reads it now.") % {"name": plan.rep.first_name})
    return redirect("plans:proposal", pk=plan.pk)


@require_POST
def take_back_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_take_back(request.user, plan))
    try:
        proposal_actions.take_back(plan=plan, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:proposal", pk=plan.pk)
    return redirect("plans:wizard_review", pk=plan.pk)


@require_GET
def proposal(request: UserRequest, pk: int) -> HttpResponse:
    whole = found.whole(request.user, pk)
    if whole is None:
        # Of a proposal that was taken back the plan's page says who changes it.
        or_404(found.being_changed(request.user, pk))
        return redirect("coaching:plan_page", pk=pk)
    return _show(request, whole, _form(whole))


@require_POST
def answer_proposal(request: UserRequest, pk: int) -> HttpResponse:
    whole = or_404(found.whole(request.user, pk))
    wants = request.POST.get("wants", "save")
    if wants == "sign" and whole.plan.is_formal:
        return redirect("plans:acknowledgement", pk=pk)
    if wants == "sign" and whole.rep_signature and request.user.pk == whole.plan.rep_id:
        # A second press: the first one has signed, and the plan's page says so.
        return redirect("coaching:plan_page", pk=pk)
    if not can_answer(request.user, whole.plan):
        return _closed_meanwhile(request, whole)
    form = OwnSideForm(request.POST, wants=wants)
    if not form.is_valid() or signing.is_not_yet(request):
        return _show(request, whole, form)
    try:
        _answer(request, whole.plan, form, wants)
    except Refused as refusal:
        return _refused(request, or_404(found.whole(request.user, pk)), form, refusal)
    if wants == "sign" and not signing.is_sure(request):
        return signing.ask(request, whole)
    return redirect("coaching:plan_page" if wants == "sign" else "plans:proposal", pk=pk)


def _refused(request: UserRequest, whole: PlanWhole, form: OwnSideForm, refusal: Refused) -> HttpResponse:
    """The page again with all that was typed, and what is to be looked at first."""
    if isinstance(refusal, StaleVersion):
        return _show(request, whole, form, stale=str(refusal))
    # A changed text says so itself, with what is new.
    if not isinstance(refusal, TermsChanged):
        messages.error(request, str(refusal))
    if isinstance(refusal, FirstDayMoved):
        return signing.ask(request, whole)
    return _show(request, whole, form)


def _answer(request: UserRequest, plan: Plan, form: OwnSideForm, wants: str) -> None:
    typed = form.cleaned_data
    skill, will = form.levels
    own_side = OwnSide(
        view=typed["rep_view"],
        reason=typed["rep_reason"],
        skill_level=skill,
        will_level=will,
        **{name: typed[name] for name in TOLD},
    )
    at, by = clock.now(), request.user
    if wants == "sign" and not signing.is_sure(request):
        agreement.signable(plan=plan, by=by, at=at, sha256=typed["sha256"])
    elif wants == "sign":
        # The plan's page says who is next.
        agreement.sign(
            plan=plan,
            by=by,
            at=at,
            comment=typed["comment"],
            own_side=own_side,
            sha256=typed["sha256"],
            begins_on=signing.first_day(request),
        )
    elif wants == "suggest":
        proposal_actions.suggest_changes(
            plan=plan, by=by, changes=typed["changes"], own_side=own_side, at=at, version=typed["version"]
        )
        messages.success(request, _("Your suggestion is with your manager."))
    else:
        proposal_actions.answer(plan=plan, by=by, own_side=own_side, at=at, version=typed["version"])
        messages.success(request, _("Saved. You can go on any time."))


def _form(whole: PlanWhole) -> OwnSideForm:
    plan = whole.plan
    return OwnSideForm(
        initial={
            **placed_of(whole.self_assessment),
            **{name: getattr(whole.self_assessment, name, False) for name in (*BEHIND, "shares_avoids")},
            "avoids": whole.self_assessment.avoids if whole.self_assessment else "",
            "rep_view": plan.rep_view,
            "rep_reason": plan.rep_reason,
            "changes": plan.suggested_changes,
            "sha256": whole.agreement.sha256 if whole.agreement else "",
            "version": plan.version,
        }
    )


def _typed_anew(form: OwnSideForm, whole: PlanWhole) -> OwnSideForm:
    """What was typed, ready to be sent once more against what is stored now."""
    version, sha256 = str(whole.plan.version), whole.agreement.sha256 if whole.agreement else ""
    return OwnSideForm({**dict(form.data.items()), "version": version, "sha256": sha256}, wants=form.wants)


def _ends(whole: PlanWhole, say: Sayers) -> list[str]:
    """How the end is decided, where the text that is proposed says it."""
    has_clause = whole.agreement is not None and whole.agreement.has_clause
    return decision.lines(whole.plan, say, whole.milestones) if has_clause else []


def _show(request: UserRequest, whole: PlanWhole, form: OwnSideForm, *, stale: str = "") -> HttpResponse:
    plan, user = whole.plan, request.user
    is_mine = can_answer(user, plan) and not whole.has_signed(user)
    changed = changes_read(request, whole) if is_mine else None
    if stale or changed:
        form = _typed_anew(form, whole)
    organization = Organization.objects.current()
    say, on = Sayers(organization.currency), organization.day(clock.now())
    asked = by_step(whole.questions, reader=user)
    context = {
        "whole": whole,
        "promised": by_side(whole.support),
        "plan": plan,
        "linked": directory.seen_among(user, whole.people),
        "form": form,
        "stale": stale,
        "changed": changed,
        "drawing": steps_drawn(plan, whole.milestones, say=say, on=on),
        "fair": said_of(plan, say, whole.milestones),
        "ends": _ends(whole, say),
        "added": formal.in_text(plan, whole.agreement.text) if whole.agreement else [],
        "worth": worth_lines(plan, say),
        "steps": [
            (step, step_words(step, say), rule_of(plan, step, say), asked.get(step.position, []))
            for step in whole.milestones
        ],
        "vague": next((one for rows in asked.values() for one in rows if one.is_open), None),
        "waiting": {one.number for rows in asked.values() for one in rows if one.is_open},
        "can_question": is_rep_of_terms(user, plan),
        "counts_on": counts_on(plan, whole.milestones),
        **_both_sides(whole, user, asks=is_mine),
        "is_rep": user.pk == plan.rep_id,
        "can_answer": is_mine,
        "can_sign": can_sign(user, plan) and not whole.has_signed(user),
        "can_take_back": can_take_back(user, plan),
        "can_close": can_close(user, plan),
        "can_edit_draft": can_edit_draft(user, plan),
    }
    return render(request, "plans/proposal/proposal.html", context, status=CONFLICT if stale else 200)


def _both_sides(whole: PlanWhole, user: User, *, asks: bool) -> dict[str, Any]:
    """What is behind it, where rep and manager stand, as this reader may know it, and for a rep who is asked whom in HR they may turn to."""
    return {
        "trains": [Cause(cause).label for cause in whole.diagnosis.trainable] if whole.diagnosis else [],
        "ours": [Cause(cause).label for cause in whole.diagnosis.ours] if whole.diagnosis else [],
        "places": side_by_side(whole),
        "clarity": clarity_words(whole),
        "hides_places": hides_places(whole, user),
        "avoids": avoids_words(whole, user),
        "hr": hr_to_ask(whole.plan) if asks and user.pk == whole.plan.rep_id else [],
    }


def _closed_meanwhile(request: UserRequest, whole: PlanWhole) -> HttpResponse:
    """The proposal was taken back or started while the rep typed: their words stay on the page to be copied."""
    require(request.user.pk == whole.plan.rep_id)
    stale = _(
        "This proposal is not open for an answer any more. Your words are below, so that you can copy them."
    )
    return _show(request, whole, OwnSideForm(request.POST), stale=stale)


def _version(request: UserRequest) -> int | None:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None
