"""Files that people send: their names made safe, and what is too large refused before it is read."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

View = TypeVar("View", bound=Callable[..., Any])
# What a form adds to its file: fields, boundaries, headers.
AROUND_A_FILE = 64 * 1024


def clean_name(file_name: str, *, longest: int) -> str:
    """A file's name, safe to show: without path and invisible characters, its end where it is too long."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(letter for letter in name if letter.isprintable()).strip()
    return printable[-longest:].strip() or "file"


def at_most(size: int) -> Callable[[View], View]:
    """The view takes a form with a file of so many bytes; TooLargeMiddleware answers larger ones."""

    def mark(view: View) -> View:
        vars(view)["most_bytes"] = size + AROUND_A_FILE
        return view

    return mark


class TooLargeMiddleware:
    """Refuse a form whose length says that it is too large for its view, with a page, and read nothing of it.

    It stands before the check of the form's token, which reads the whole form to find it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        most = getattr(view, "most_bytes", None)
        if most is None or _length(request) <= most:
            return None
        # Whoever asks for its fields later, another middleware for one, finds none and does not read it either.
        request._mark_post_parse_error()  # type: ignore[attr-defined]
        response = render(
            request, "413.html", {"back": request.path}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )
        response.headers["Cache-Control"] = "no-store"
        return response


def _length(request: HttpRequest) -> int:
    """What the browser says; 0 without a number, and then nothing is read."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0
