"""What is typed is kept on the device until the server has taken it (static/js/kept.js): here it says what it did."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The number that the script gives a form when it is sent.
FIELD = "kept"
NUMBER = re.compile(r"[0-9]{1,10}-[0-9]{1,10}")
TAKEN, ANSWERED = ("__Host-taken", "__Host-answered") if settings.IS_HTTPS else ("taken", "answered")
# A form that comes back in its page: refused in words, rearranged, or compared with what somebody else saved.
COMES_BACK = {HTTPStatus.OK, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}
# Long enough for the next page to load, which reads the cookie and removes it.
SECONDS = 600
MOST_NUMBERS = 10


class TakenMiddleware:
    """Name the form that was taken, or that comes back in its page, in a cookie that the next page reads.

    What was typed in a taken form is forgotten. Of one that comes back the page itself says what stands in it now, so
    nothing is put over that. A form of ours that is taken is answered by a redirect.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not NUMBER.fullmatch(number := request.POST.get(FIELD, "")):
            return response
        if 300 <= response.status_code < 400:
            _tell(request, response, TAKEN, number)
        elif response.status_code in COMES_BACK:
            _tell(request, response, ANSWERED, number)
        return response


def _tell(request: HttpRequest, response: HttpResponse, cookie: str, number: str) -> None:
    earlier = [one for one in request.COOKIES.get(cookie, "").split(".") if NUMBER.fullmatch(one)]
    response.set_cookie(
        cookie,
        ".".join([*earlier, number][-MOST_NUMBERS:]),
        max_age=SECONDS,
        secure=settings.IS_HTTPS,
        samesite="Lax",
    )
