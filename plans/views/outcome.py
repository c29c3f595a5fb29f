"""The outcome: what is open and the facts first, then one choice with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.actions import announced_outcome, outcome
from plans.actions.outcome import AlreadyClosed, Closing
from plans.actions.version import StaleVersion
from plans.calculations.decision import Rule
from plans.forms.life_outcome import OutcomeForm
from plans.models import Outcome, Plan
from plans.pages import closing as closing_page
from plans.pages import decision, imported_weeks, typed_weeks
from plans.pages import formal_record as record_pages
from plans.pages.debts import debt_lines, sentences, still_open
from plans.pages.formal_end import WHO_OVERRIDES
from plans.permissions import can_close, can_see_terms, manages
from plans.queries import formal_record, found
from plans.queries.closing import Debts, debts_in, facts, next_skills
from plans.queries.decision import rule_of_whole
from plans.queries.formal_record import FormalRecord
from plans.queries.plan import PlanWhole
from plans.views.settling import settle
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization
from salesgym.people.queries import directory
from salesgym.web import UserRequest, not_found_unless, or_404, require

CONFLICT = 409
# What may come of a proposal.
BEFORE_SIGNING = (Outcome.Result.WITHDRAWN, Outcome.Result.LEFT)


@require_http_methods(["GET", "POST"])
def close_plan(request: UserRequest, pk: int) -> HttpResponse:
    whole = or_404(found.whole(request.user, pk))
    require(manages(request.user, whole.plan))
    if whole.plan.status == Plan.Status.DRAFT:
        return redirect("plans:discard_draft", pk=pk)
    if not can_close(request.user, whole.plan):
        messages.info(request, _("This plan is closed already. Its outcome stands."))
        return redirect("coaching:plan_page", pk=pk)
    if request.method == "POST" and "settle" in request.POST:
        return _settle(request, whole)
    record = formal_record.record_of(whole.plan)
    if record is not None and record.waiting is not None:
        return _show_waiting(request, whole.plan, record)
    ends = _ends(whole, record)
    form = _form(request, ends)
    if request.method == "POST" and form.is_valid():
        return _close(request, ends, form)
    return _show(request, ends, form)


@require_POST
def take_back_outcome(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(can_see_terms(request.user, plan))
    require(can_close(request.user, plan))
    try:
        announced_outcome.take_back(plan=plan, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coaching:plan_page", pk=pk)
    messages.success(
        request,
        _("Taken back. The plan stays in review, and %(name)s is told.") % {"name": plan.rep.first_name},
    )
    return redirect("plans:close_plan", pk=pk)


def _show_waiting(request: UserRequest, plan: Plan, record: FormalRecord) -> HttpResponse:
    """What was shown and is not final yet, with the way to take it back."""
    printed = record_pages.printed(record, plan, reader=request.user, at=clock.now())
    context = {"plan": plan, "record": printed, "imports": imported_weeks.imported(record)}
    return render(request, "plans/outcome/waiting.html", context)


@dataclass(frozen=True, slots=True)
class Ends:
    """A plan that may be closed, with the rule that decides about its end."""

    whole: PlanWhole
    rule: Rule
    record: FormalRecord | None

    @property
    def results(self) -> list[Outcome.Result]:
        """The results that are possible today."""
        ways = Outcome.Result if self.whole.plan.is_working else BEFORE_SIGNING
        return [one for one in ways if self.rule.refuses(one) is None]


def _ends(whole: PlanWhole, record: FormalRecord | None = None) -> Ends:
    return Ends(whole, rule_of_whole(whole, at=clock.now()), record)


def _settle(request: UserRequest, whole: PlanWhole) -> HttpResponse:
    """Do what one button of the open things says, and show the page again with what was typed so far."""
    settle(request, whole.plan, request.POST["settle"])
    again = or_404(found.whole(request.user, whole.plan.pk))
    fresh = _ends(again, formal_record.record_of(again.plan))
    typed = {**request.POST.dict(), "version": fresh.whole.plan.version}
    typed["given_up"] = request.POST.getlist("given_up")
    return _show(request, fresh, _blank(fresh, typed))


def _form(request: UserRequest, ends: Ends, *, typed_anew: bool = False) -> OutcomeForm:
    """The form as it was sent; `typed_anew` lets it be sent once more against what is stored now."""
    if request.method != "POST":
        return _blank(ends, {"version": ends.whole.plan.version})
    data = request.POST.copy()
    if typed_anew:
        data["version"] = str(ends.whole.plan.version)
    return OutcomeForm(data, **_asked_of(ends))


def _blank(ends: Ends, initial: Mapping[str, Any]) -> OutcomeForm:
    """The form before it is sent, with these words in it: nothing is wrong yet."""
    return OutcomeForm(initial=dict(initial), **_asked_of(ends))


def _asked_of(ends: Ends) -> dict[str, Any]:
    return {
        "results": ends.results,
        "skills": next_skills(ends.whole.plan),
        "kind": ends.whole.plan.kind,
        "left_open": sentences(_debts(ends.whole)),
    }


def _debts(whole: PlanWhole) -> Debts:
    return debts_in(whole.plan, whole.milestones, whole.support)


def _close(request: UserRequest, ends: Ends, form: OutcomeForm) -> HttpResponse:
    whole = ends.whole
    typed = {name: value for name, value in form.cleaned_data.items() if name != "confirmed"}
    is_shown_first = whole.plan.kind == Plan.Kind.FORMAL and typed["result"] == Outcome.Result.NOT_MET
    try:
        if is_shown_first:
            typed.pop("result")
            announced_outcome.announce(plan=whole.plan, by=request.user, at=clock.now(), **typed)
            messages.success(request, _("%(name)s reads it first.") % {"name": whole.plan.rep.first_name})
            return redirect("plans:close_plan", pk=whole.plan.pk)
        closing = outcome.close(plan=whole.plan, by=request.user, at=clock.now(), **typed)
    except StaleVersion as stale:
        fresh = _ends(or_404(found.whole(request.user, whole.plan.pk)), ends.record)
        return _show(request, fresh, _form(request, fresh, typed_anew=True), stale=str(stale))
    except AlreadyClosed as closed:
        messages.info(request, str(closed))
        return redirect("coaching:plan_page", pk=whole.plan.pk)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, ends, form)
    return _go_on(request, closing)


def _go_on(request: UserRequest, closing: Closing) -> HttpResponse:
    if closing.successor is not None:
        messages.success(request, _("Closed. Here is the draft that goes on from it."))
        return redirect("plans:wizard_focus", pk=closing.successor.pk)
    messages.success(request, _("The outcome is written down."))
    return redirect("coaching:plan_page", pk=closing.outcome.plan_id)


def _show(request: UserRequest, ends: Ends, form: OutcomeForm, *, stale: str = "") -> HttpResponse:
    whole = ends.whole
    organization = Organization.objects.current()
    on, say = organization.day(clock.now()), Sayers(organization.currency)
    debts = _debts(whole)
    context = {
        "whole": whole,
        "plan": whole.plan,
        "back_url": _back_url(whole.plan),
        "form": form,
        "debts": debt_lines(debts, say, on=on),
        "still_open": still_open(debts, name=whole.plan.rep.first_name),
        "linked": directory.seen_among(request.user, whole.people),
        "facts": closing_page.build(whole.plan, facts(whole, on=on), say),
        "stale": stale,
        "by_rule": decision.by_rule(ends.rule, list(Outcome.Result)) if whole.plan.is_working else None,
        "asks_next_step": Outcome.Result.NOT_MET in ends.results,
        "is_running": whole.plan.is_working,
        "overrides": record_pages.overridden(ends.record),
        "who_overrides": WHO_OVERRIDES,
        "can_ask_hr": request.user.has_area("formal"),
        "typed": typed_weeks.note(whole.plan, reader=request.user),
        "imports": imported_weeks.imported(ends.record),
    }
    return render(request, "plans/outcome/close.html", context, status=CONFLICT if stale else 200)


def _back_url(plan: Plan) -> str:
    """The page that shows the plan as it stands: while it runs, or while it is proposed."""
    route = "coaching:plan_page" if plan.is_working else "plans:proposal"
    return reverse(route, args=[plan.pk])
