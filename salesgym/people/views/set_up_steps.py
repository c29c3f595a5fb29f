"""The list of steps that the pages of the first start show."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from salesgym.people.queries.set_up import STEP, STEPS


@dataclass(frozen=True)
class Step:
    label: str
    url: str
    state: str


def steps(now: str, *, reached: str) -> list[Step]:
    """Every step; those that were reached have a link."""
    labels = {"organization": _("Organization"), "people": _("People"), "numbers": _("Numbers")}
    here, furthest = STEPS.index(now), STEPS.index(reached or now)
    found = [
        Step(
            label=labels[name],
            url=reverse(f"people:start_{name}") if number <= furthest else "",
            state="now" if number == here else "done" if number < max(here, furthest) else "",
        )
        for number, name in enumerate(STEPS)
    ]
    return [*found, Step(label=_("Your board"), url="", state="")]


def reached(request: HttpRequest, step: str) -> HttpResponse:
    """Store this step as reached, unless a later one was, and redirect to it."""
    known = request.session.get(STEP)
    if known not in STEPS or STEPS.index(known) < STEPS.index(step):
        request.session[STEP] = step
    return redirect(f"people:start_{step}")
