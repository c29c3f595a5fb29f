"""How one drill is done: a page of its own, and a sheet over the page that names it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from plans.models import Drill
from salesgym.web import UserRequest


@require_GET
def drill(request: UserRequest, pk: int) -> HttpResponse:
    """For everybody who is signed in: drills say nothing about anybody."""
    found = get_object_or_404(Drill.objects.select_related("skill", "behavior"), pk=pk)
    return render(request, "coaching/drill/page.html", {"drill": found})
