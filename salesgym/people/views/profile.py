"""Me: everything a person sets for himself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from salesgym.web import UserRequest


@require_http_methods(["GET", "POST"])
def me(request: UserRequest) -> HttpResponse:
    return render(request, "people/profile/me.html", {})
