"""A manager asks HR to override what stands against an outcome; an HR partner does so, or says no, with a reason."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.areas.formal.forms.override import AskOverrideForm, OverrideForm
from plans.actions import override
from plans.calculations.decision import Rule, Why
from plans.models import Override, Plan
from plans.pages import formal_record as record_pages
from plans.pages.decision import steps_words, today_words, why_words
from plans.pages.formal_end import standing_blocks
from plans.permissions import can_close, can_see_terms
from plans.queries import formal_record, found, hr
from plans.queries.decision import rule_of
from salesgym import clock
from salesgym.web import UserRequest, is_done, not_found_unless, or_404, require


@require_http_methods(["GET", "POST"])
def ask_override(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    not_found_unless(plan.kind == Plan.Kind.FORMAL and can_see_terms(request.user, plan))
    require(can_close(request.user, plan))
    form = AskOverrideForm(request.POST or None)
    if is_done(form, partial(override.ask, plan=plan, by=request.user, at=clock.now())):
        messages.success(request, _("Sent to HR. You hear as soon as there is an answer."))
        return redirect("plans:close_plan", pk=pk)
    rule, record = _rule(plan), formal_record.record_of(plan)
    context = {
        "plan": plan,
        "form": form,
        "blocks": _words(rule, standing_blocks(rule)),
        "waits": record.open_request if record else None,
    }
    return render(request, "formal/override/ask.html", context)


@require_http_methods(["GET", "POST"])
def override_blocks(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(hr.found(request.user, pk))
    form = OverrideForm(request.POST or None)

    def answer(reason: str, blocks: str) -> None:
        if "decline" in request.POST:
            override.decline(plan=plan, by=request.user, reason=reason, at=clock.now())
            messages.success(request, _("Sent. Your reason stands on the plan."))
            return
        override.give(plan=plan, by=request.user, reason=reason, at=clock.now(), blocks=blocks.split())
        messages.success(request, _("Overridden. Your reason stands on the plan."))

    return redirect("formal:override", pk=pk) if is_done(form, answer) else _show(request, plan, form)


def _show(request: UserRequest, plan: Plan, form: OverrideForm) -> HttpResponse:
    at, rule = clock.now(), _rule(plan)
    standing = standing_blocks(rule) if plan.is_open else []
    record = formal_record.record_of(plan)
    context = {
        "plan": plan,
        "form": form,
        "blocks": _words(rule, standing),
        "keys": " ".join(standing),
        "steps": steps_words(rule),
        "today": today_words(rule),
        "waits": record.open_request if record else None,
        "record": record_pages.printed(record, plan, reader=request.user, at=at, is_hr=True),
    }
    return render(request, "formal/override/give.html", context)


def _rule(plan: Plan) -> Rule:
    return rule_of(plan, list(plan.milestones.order_by("position")), at=clock.now())


def _words(rule: Rule, blocks: list[Override.Block]) -> list[str]:
    return [why_words(Why(block.value), rule) for block in blocks]
