"""What is typed is kept on the device until the server has taken it (static/js/kept.js): here it says that it has."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The number that the script gives a form when it is sent.
FIELD = "kept"
NUMBER = re.compile(r"[0-9]{1,10}-[0-9]{1,10}")
COOKIE = "__Host-taken" if settings.IS_HTTPS else "taken"
# Long enough for the next page to load, which reads the cookie and removes it.
SECONDS = 600
MOST_NUMBERS = 10


class TakenMiddleware:
    """Name the form that was taken in a cookie, so that the next page forgets what was typed in it.

    A form of ours that is taken is answered by a redirect, and one that is refused is shown again, so it stays kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not 300 <= response.status_code < 400:
            return response
        number = request.POST.get(FIELD, "")
        if NUMBER.fullmatch(number):
            earlier = [one for one in request.COOKIES.get(COOKIE, "").split(".") if NUMBER.fullmatch(one)]
            response.set_cookie(
                COOKIE,
                ".".join([*earlier, number][-MOST_NUMBERS:]),
                max_age=SECONDS,
                secure=settings.IS_HTTPS,
                samesite="Lax",
            )
        return response
