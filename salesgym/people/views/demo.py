"""Views of the demo only: sign-in with one click, and the change to one's own team (salesgym/urls.py)."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from salesgym.people.models import User
from salesgym.services import handover
from salesgym.web import not_found_unless

# A request over a Unix socket has an empty address; it comes from this machine, too.
THIS_MACHINE = {"127.0.0.1", "::1", ""}


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    not_found_unless(is_this_machine(request))
    email = request.POST.get("email", "").strip().lower()
    person = get_object_or_404(User.objects.active().filter(is_sample=True), email=email)
    login(request, person)
    return redirect("home")


@login_not_required
@require_POST
def demo_own_team(request: HttpRequest) -> HttpResponse:
    """Ask the process that runs the demo to end it and to start with the machine's own data."""
    not_found_unless(is_this_machine(request))
    if not handover.ask(_door()):
        messages.error(request, _("Stop the demo with Ctrl-C and run: make start"))
        return redirect("account_login")
    return waiting_page(request)


def is_making_room() -> bool:
    """True where the demo was asked to end and has not ended yet."""
    return settings.IS_DEMO and handover.is_asked(_door())


def waiting_page(request: HttpRequest) -> HttpResponse:
    """The page shown meanwhile; it moves on as soon as the other SalesGym answers."""
    return render(request, "people/demo/waiting.html", {}, status=202)


def is_this_machine(request: HttpRequest) -> bool:
    """True in the demo, for somebody who sits at the machine it runs on."""
    return settings.IS_DEMO and request.META.get("REMOTE_ADDR", "") in THIS_MACHINE


def _door() -> Path:
    return handover.place(settings.VAR_DIR, urlsplit(settings.SITE_URL).port or 80)
