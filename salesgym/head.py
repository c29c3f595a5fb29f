"""HEAD on every page that GET reads: link checkers and monitors ask so before anybody opens a link."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HeadMiddleware:
    """Let views answer HEAD as GET; the server sends the answer without its body.

    A view that told HEAD from GET could take it for a sent form: most of them ask whether the method is GET.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        return response


def is_read(request: HttpRequest) -> bool:
    """Whether somebody gets to read the answer: a program that asks HEAD sees nothing of it, so nothing is marked as read."""
    return bool(request.META["REQUEST_METHOD"] != "HEAD")
