"""The steps of the first start, as its pages show them."""

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
    """Every step with where it leads; those that were reached can be opened."""
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
    """Go on to this step, and come back to it: or to a later one that was reached already."""
    known = request.session.get(STEP)
    if known not in STEPS or STEPS.index(known) < STEPS.index(step):
        request.session[STEP] = step
    return redirect(f"people:start_{step}")
