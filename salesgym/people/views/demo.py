"""The demo's one-click sign-in. This route exists in the demo alone; see salesgym/urls.py."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from salesgym.people.models import User
from salesgym.web import not_found_unless

# An empty address is a Unix socket: this machine as well.
THIS_MACHINE = {"127.0.0.1", "::1", ""}


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    not_found_unless(settings.IS_DEMO and request.META.get("REMOTE_ADDR", "") in THIS_MACHINE)
    email = request.POST.get("email", "").strip().lower()
    person = get_object_or_404(User.objects.active().filter(is_sample=True), email=email)
    login(request, person)
    return redirect("home")
