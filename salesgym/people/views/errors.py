"""The answer to a form whose CSRF token is missing or old."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that says what happened and links back to the form."""
    return render(request, "people/errors/stale_form.html", {"back": request.path}, status=403)
