"""Whether others may ask a rep about their strength."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans.actions import strength
from plans.permissions import can_ask_for_plan
from plans.queries import strength as queries
from salesgym import clock
from salesgym.numbers.queries.scorecard import metrics
from salesgym.web import UserRequest, not_found_unless, way_back

YES, NO = "yes", "no"


@require_POST
def answer_strength(request: UserRequest) -> HttpResponse:
    not_found_unless(can_ask_for_plan(request.user))
    back = way_back(request, reverse("coaching:today"))
    metric = metrics().get(request.POST.get("metric", ""))
    said = request.POST.get("answer")
    if metric is None or said not in {YES, NO}:
        messages.error(request, _("Choose one of the two answers."))
        return redirect(back)
    at = clock.now()
    # Nobody is offered for a number in which they are not strong.
    not_found_unless(queries.may_answer(request.user, metric, on=timezone.localtime(at).date()))
    strength.answer(rep=request.user, metric=metric, may_ask=said == YES, at=at)
    if said == YES:
        messages.success(request, _("Thank you. Whoever looks for a mentor in it reads that you said yes."))
    else:
        messages.success(request, _("It stays with you alone."))
    return redirect(back)
