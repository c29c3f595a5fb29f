"""Mentor's desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.queries import desk as queries
from coaching.views.shell import facts_of
from salesgym.numbers.pages.values import Sayers
from salesgym.web import UserRequest


@require_GET
def mentor_desk(request: UserRequest) -> HttpResponse:
    on = timezone.localdate()
    found = queries.desk(request.user, on=on, say=Sayers(facts_of(request).currency))
    return render(request, "coaching/mentor_desk/page.html", {"desk": found, "on": on})
