"""The answer to a form whose proof of origin is missing or old."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what happened in words and lead back to the form."""
    return render(request, "people/errors/stale_form.html", {"back": request.path}, status=403)
