"""A check-in is begun, ended, and confirmed by both."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coaching.actions import check_in
from coaching.views.check_in_answers import pressed, talk_of
from salesgym import clock
from salesgym.web import UserRequest


@require_POST
def start_check_in(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk = talk_of(request, person, pk)
    return pressed(request, talk, lambda: check_in.start(talk=talk, by=request.user, at=clock.now()))


@require_POST
def end_check_in(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk = talk_of(request, person, pk)
    return pressed(request, talk, lambda: check_in.end(talk=talk, by=request.user, at=clock.now()))


@require_POST
def confirm_check_in(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk = talk_of(request, person, pk)
    read = request.POST.get("read", "")
    return pressed(
        request,
        talk,
        lambda: check_in.confirm(talk=talk, by=request.user, at=clock.now(), read=read),
        _("You said yes to it."),
    )


@require_POST
def take_back_confirmation(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk = talk_of(request, person, pk)
    return pressed(
        request,
        talk,
        lambda: check_in.take_back_confirmation(talk=talk, by=request.user, at=clock.now()),
        _("Taken back. Change what is missing, then say yes again."),
    )
