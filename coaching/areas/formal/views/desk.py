"""The desk of HR."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.areas.formal.pages import desk as pages
from coaching.areas.formal.pages.coaching_counts import counted
from coaching.areas.formal.permissions import is_hr
from coaching.areas.formal.queries import desk as queries
from salesgym import clock
from salesgym.web import UserRequest, not_found_unless


@require_GET
def desk(request: UserRequest) -> HttpResponse:
    not_found_unless(is_hr(request.user))
    at = clock.now()
    on = timezone.localtime(at).date()
    found = queries.plans_of(request.user, on=on, at=at)
    page = pages.desk(found, reader=request.user, on=on)
    coaching = counted(queries.coaching_of(request.user))
    return render(request, "formal/desk/page.html", {"page": page, "on": on, "coaching": coaching})
