"""What a rep does about a gain that slipped back after their plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans.actions import look_back
from plans.permissions import can_take_up_workout
from plans.queries import look_back as queries
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_POST
def take_up_workout(request: UserRequest, pk: int) -> HttpResponse:
    look = or_404(queries.slipped(request.user, pk))
    require(can_take_up_workout(request.user, look))
    try:
        look_back.take_up_workout(look=look, by=request.user, at=clock.now())
        messages.success(request, _("The old workout is on Today for two weeks."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:today")
