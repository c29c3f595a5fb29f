"""What the six steps share: the draft, the progress line, the way on, and two texts that met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.draft import BIG_PICTURE, FOCUS, MILESTONES, PEOPLE, REASON, REVIEW
from plans.models import Plan
from plans.queries.last_saved import last_saved_of
from plans.queries.readiness import complete_steps
from salesgym.web import UserRequest, texts_typed

ROUTES = {
    FOCUS: "plans:wizard_focus",
    REASON: "plans:wizard_reason",
    BIG_PICTURE: "plans:wizard_big_picture",
    MILESTONES: "plans:wizard_milestones",
    PEOPLE: "plans:wizard_people",
    REVIEW: "plans:wizard_review",
}
LABELS = {
    FOCUS: gettext_lazy("Focus"),
    REASON: gettext_lazy("Reason"),
    BIG_PICTURE: gettext_lazy("Big picture"),
    MILESTONES: gettext_lazy("Steps"),
    PEOPLE: gettext_lazy("People and rewards"),
    REVIEW: gettext_lazy("Review"),
}
TEMPLATES = {
    FOCUS: "plans/wizard/focus.html",
    REASON: "plans/wizard/reason.html",
    BIG_PICTURE: "plans/wizard/big_picture.html",
    MILESTONES: "plans/wizard/milestones.html",
    PEOPLE: "plans/wizard/people.html",
    REVIEW: "plans/wizard/review.html",
}
STALE = 409
# The name under which an address says for which number somebody comes.
NUMBER = "number"


@dataclass(frozen=True)
class Reading:
    """One part of what the rep will read.

    `source` selects the field that it repeats while it is typed; `told` names what the chosen tile tells, `typed`
    what stands there once a start is typed.
    """

    label: str
    text: str
    source: str = ""
    empty: str = ""
    told: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Difference:
    """One field in which what was typed and what is stored now are not the same."""

    label: str
    typed: str
    stored: str


def step_before(plan: Plan, step: int) -> int | None:
    """The step to take first: a target needs a number, steps need a target."""
    if step > REASON and step != REVIEW and (plan.metric is None or plan.baseline is None):
        return FOCUS
    if step in {MILESTONES, PEOPLE} and plan.target is None:
        return BIG_PICTURE
    return None


def turn_away(request: UserRequest, plan: Plan, step: int) -> HttpResponse | None:
    """Where to go instead: a proposed plan is read on its page, an unprepared step waits for another."""
    if plan.status != Plan.Status.DRAFT:
        if typed := texts_typed(request.POST):
            told = {"plan": plan, "rep": plan.rep, "typed": typed}
            return render(request, "plans/wizard/no_draft.html", told, status=STALE)
        messages.info(request, _("This plan is no longer a draft. Take the proposal back to change it."))
        return redirect("coaching:plan_page", pk=plan.pk)
    first = step_before(plan, step)
    if first is None:
        return None
    messages.info(request, _("Start with this step: the next ones follow from it."))
    return redirect(ROUTES[first], pk=plan.pk)


def posted_version(request: UserRequest) -> int:
    """The version that the form was filled in for; 0, which no plan has, where nothing sensible was sent."""
    try:
        return int(request.POST.get("version", "0"))
    except ValueError:
        return 0


def show(
    request: UserRequest,
    plan: Plan,
    step: int,
    context: Mapping[str, Any],
    *,
    at: datetime,
    differences: Sequence[Difference] | None = None,
) -> HttpResponse:
    """The page of one step; with differences, the page on which two texts are compared."""
    saved_at = last_saved_of(plan)
    shown = {
        "plan": plan,
        "rep": plan.rep,
        "steps": _progress(plan, step),
        "back_url": reverse(ROUTES[step - 1], args=[plan.pk]) if step > FOCUS else "",
        "next_label": LABELS.get(step + 1, ""),
        "version": _version_to_send(request, plan, differences),
        "saved_at": saved_at,
        "at": at,
        "is_saved_now": saved_at is not None and (at - saved_at).total_seconds() < 60,
        "differences": differences,
        "is_stale": differences is not None,
        "step_url": reverse(ROUTES[step], args=[plan.pk]),
        **context,
    }
    return render(request, TEMPLATES[step], shown, status=STALE if differences is not None else 200)


def go_on(request: UserRequest, plan: Plan, step: int) -> HttpResponse:
    """Saved: on to the next step, or back to the board."""
    if request.POST.get("action") == "close":
        messages.success(request, _("The draft for %(name)s is saved.") % {"name": plan.rep.first_name})
        return redirect("coaching:board")
    return redirect(ROUTES[step + 1], pk=plan.pk)


def stay(plan: Plan, step: int) -> HttpResponse:
    """Saved: the same step again, as it follows from what was saved."""
    return redirect(ROUTES[step], pk=plan.pk)


def compare(typed: Sequence[forms.Form], stored: Sequence[forms.Form]) -> list[Difference]:
    """Field by field where the two forms say different things; rows that one side lacks are empty there."""
    mine, theirs = _said(typed), _said(stored)
    keys = [*mine, *(key for key in theirs if key not in mine)]
    return [
        Difference(key, mine.get(key, ""), theirs.get(key, ""))
        for key in keys
        if mine.get(key, "") != theirs.get(key, "")
    ]


def _said(all_forms: Sequence[forms.Form]) -> dict[str, str]:
    said: dict[str, str] = {}
    for form in all_forms:
        place = str(form.prefix).rsplit("-", 1)[-1] if form.prefix else ""
        row = _("%(number)s: ") % {"number": int(place) + 1} if place.isdigit() and int(place) < 10 else ""
        for field in form.visible_fields():
            label = f"{row}{field.label}"
            while label in said:
                label += " "
            said[label] = _words(field)
    return said


def _words(field: forms.BoundField) -> str:
    """What a field says to a person: the labels of choices, the text of the rest."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        wanted = {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}
        return ", ".join(str(label) for key, label in choices if str(key) in wanted and str(key))
    if isinstance(value, bool) or field.field.__class__ is forms.BooleanField:
        return _("yes") if value else _("no")
    shown = "" if value is None else field.field.prepare_value(value)
    if hasattr(shown, "normalize"):
        return f"{shown.normalize():f}"
    return " ".join(str(shown).split())


def _progress(plan: Plan, step: int) -> list[dict[str, str]]:
    """The six steps; done is what was saved and lacks nothing."""
    done = complete_steps(plan)
    return [
        {
            "label": str(LABELS[number]),
            "url": reverse(ROUTES[number], args=[plan.pk]) if number <= plan.wizard_step else "",
            "state": "now" if number == step else "done" if number in done else "",
        }
        for number in ROUTES
    ]


def _version_to_send(request: UserRequest, plan: Plan, differences: Sequence[Difference] | None) -> int:
    """A form that was refused keeps its own version; one whose two texts were compared may go over the new one."""
    if request.method == "POST" and differences is None:
        return posted_version(request)
    return plan.version
