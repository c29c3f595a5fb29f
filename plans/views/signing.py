"""The one question before a name goes under the terms, for the two pages on which people sign."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from plans.forms.life import FirstDayForm
from plans.queries.calendar import local_day
from plans.queries.later_start import later_start
from plans.queries.plan import PlanWhole
from salesgym import clock
from salesgym.web import UserRequest

# The answers of the page, and what it writes itself: all other fields are carried on as they were typed.
SURE, NOT_YET = "yes", "no"
OWN_FIELDS = frozenset({"csrfmiddlewaretoken", "confirmed", "begins_on"})


def is_sure(request: UserRequest) -> bool:
    """Whether this was sent from the question, with a yes."""
    return request.POST.get("confirmed") == SURE


def is_not_yet(request: UserRequest) -> bool:
    """Whether this was sent from the question, to go back to what was typed."""
    return request.POST.get("confirmed") == NOT_YET


def first_day(request: UserRequest) -> date | None:
    """The later first day that was chosen with the yes; None where none was, or nothing that is a day."""
    form = FirstDayForm(request.POST)
    return form.cleaned_data["begins_on"] if form.is_valid() else None


def ask(request: UserRequest, whole: PlanWhole) -> HttpResponse:
    """The question, with all that was typed; the second to sign also chooses when a plan begins that is late."""
    plan, agreement = whole.plan, whole.agreement
    later = later_start(plan, agreement, on=local_day(clock.now())) if agreement else None
    is_rep = request.user.pk == plan.rep_id
    context = {
        "plan": plan,
        "agreement": agreement,
        "fields": [(name, value) for name, value in request.POST.items() if name not in OWN_FIELDS],
        "url": request.path,
        "later": later,
        "signed_by": whole.signatures[0].signer if whole.signatures else None,
        "signs_next": plan.manager if is_rep else plan.rep,
    }
    return render(request, "plans/agreement/confirm.html", context)
