"""Missing numbers: whose, which weeks, and where to enter or import them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from salesgym import clock
from salesgym.numbers.permissions import can_import
from salesgym.numbers.queries.gaps import gaps_of, reps_asked
from salesgym.people.models import Organization
from salesgym.web import UserRequest, not_found_unless

PAGE_SIZE = 50


@require_GET
def gaps(request: UserRequest) -> HttpResponse:
    page = Paginator(reps_asked(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    # Managers with reps may see the page; without reps, those who may import.
    not_found_unless(page.paginator.count > 0 or can_import(request.user))
    on = Organization.objects.current().day(clock.now())
    found = gaps_of(list(page), until=on)
    return render(request, "numbers/gaps/page.html", {"gaps": found, "page": page})
