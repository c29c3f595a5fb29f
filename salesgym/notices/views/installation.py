"""A site admin says that this is the installation that people use: its mail goes out, with this address and key."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesgym import clock
from salesgym.notices.actions import installation
from salesgym.notices.views.delivery import guard
from salesgym.web import UserRequest


@require_POST
def send_from_here(request: UserRequest) -> HttpResponse:
    guard(request)
    installation.take_over(at=clock.now())
    messages.success(request, _("Mail goes out from here."))
    return redirect("notices:delivery")
