"""The home of a site admin who leads no team, until the first plan is signed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.pages.admin_steps import steps
from coaching.pages.greeting import greeting
from coaching.queries.admin_steps import admin_steps as steps_of
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.web import UserRequest, not_found_unless


@require_GET
def admin_steps(request: UserRequest) -> HttpResponse:
    not_found_unless(request.user.is_site_admin and not facts_of(request).is_manager)
    at = clock.now()
    found = steps_of(request.user, at=at)
    if found is None:
        return redirect("home")
    context = {"first": steps(found), "greeting": greeting(timezone.localtime(at).hour)}
    return render(request, "coaching/admin_steps/page.html", context)
