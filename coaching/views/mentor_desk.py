"""Mentor's desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.queries import mentor_desk as queries
from salesgym.web import UserRequest


@require_GET
def mentor_desk(request: UserRequest) -> HttpResponse:
    on = timezone.localdate()
    return render(
        request, "coaching/mentor_desk/page.html", {"desk": queries.desk(request.user, on=on), "on": on}
    )
