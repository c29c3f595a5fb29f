"""The answers to a form that cannot be taken: nobody is signed in, its page is too old, it is no longer allowed, or
too many came.

All of them keep what was typed where they can: in words, to copy, and as a form that sends it again where that helps.
Scripts keep it on the device besides (static/js/kept.js), for whoever opens the page again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from salesgym import clock
from salesgym.people.models import User
from salesgym.people.pages.tries import rests
from salesgym.people.queries.tries import seconds_left
from salesgym.web import TOKEN, texts_typed

# Django's reason where the token is one of this site and belongs to an earlier sign-in.
OLD_TOKEN = "CSRF token from POST incorrect."  # noqa: S105
# The admin and allauth's pages have their own ways.
NOT_OURS = ("admin:", "account_")
TOO_MANY = 429


@dataclass(frozen=True)
class Kept:
    """A form that was not taken: where it was sent, all of its fields, and the texts among them."""

    url: str
    fields: list[tuple[str, str]]
    texts: list[str]


class SignedInMiddleware(LoginRequiredMiddleware):
    """Redirect people who are not signed in to the sign-in page; who sends a form of ours is told, and it is kept.

    For those who set up nothing, the set-up pages do not exist, and for nobody those of an area that is off.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if _is_closed_set_up(request):
            raise Http404
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is None and _is_of_closed_area(request):
            raise Http404
        if refusal is None or request.method != "POST" or not _is_ours(request):
            return refusal
        return _signed_out(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that says what happened and links back to the form.

    A form of this site that is older than the sign-in, or whose cookies are gone, can be sent again. Its sender is
    asked first: somebody else may have typed it. A form of another site is not even repeated.
    """
    can_be_sent = _is_ours(request) and (reason == OLD_TOKEN or _was_written_here(request))
    if can_be_sent and not request.user.is_authenticated:
        return _signed_out(request)
    context = {"back": request.path, "kept": _kept(request) if can_be_sent else None, "person": request.user}
    return render(request, "people/errors/stale_form.html", context, status=403)


def not_open(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer 403, with what was typed: a right may go while its page is open."""
    return render(request, "403.html", {"texts": _texts(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer 404, with what was typed: a page may cease to be this person's while it is open."""
    return render(request, "404.html", {"texts": _texts(request)}, status=404)


class WrongMethodMiddleware:
    """A page for an address that only takes a form and was opened like a page; Django's answer would be empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def _is_closed_set_up(request: HttpRequest) -> bool:
    """Whether a set-up page is opened by somebody who is signed in and no site admin."""
    match, user = request.resolver_match, request.user
    is_set_up = match is not None and match.app_names == ["admin"]
    return is_set_up and isinstance(user, User) and not user.is_site_admin


def _is_of_closed_area(request: HttpRequest) -> bool:
    """Whether the page belongs to an area that is switched off: its URLs have the area's name as `app_name`.

    Not the page on which the area is switched on.
    """
    match, user = request.resolver_match, request.user
    if match is not None and getattr(match.func, "stands_while_off", False):
        return False
    return match is not None and isinstance(user, User) and not all(map(user.has_area, match.app_names))


def _signed_out(request: HttpRequest) -> HttpResponse:
    context = {"kept": _kept(request), "texts": _texts(request)}
    response = render(request, "people/errors/signed_out.html", context, status=403)
    # What was typed is for the person at this screen alone.
    response.headers["Cache-Control"] = "no-store"
    return response


def _was_written_here(request: HttpRequest) -> bool:
    """True where the browser says that a page of this site sent the form; no other site can make it say so."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _texts(request: HttpRequest) -> list[str]:
    return texts_typed(request.POST) if request.method == "POST" else []


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The page of a limit that is used up, which says how long it rests. allauth asks for it.

    Each limit of allauth's pages is called like its URL: account_login is counted by "login".
    """
    action = request.resolver_match.view_name.removeprefix("account_") if request.resolver_match else ""
    key = request.POST.get("email", "").lower()
    left = seconds_left(request, action, at=clock.machine_now(), key=key)
    return render(request, "429.html", {"text": rests(left)}, status=TOO_MANY)


def _is_ours(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and not match.view_name.startswith(NOT_OURS)


def _kept(request: HttpRequest) -> Kept | None:
    """The form of this request; None for one with a file, which no page can send again, or with a password."""
    if request.FILES or any("password" in name for name in request.POST):
        return None
    fields = [(name, value) for name, several in request.POST.lists() if name != TOKEN for value in several]
    return Kept(request.get_full_path(), fields, texts_typed(request.POST))
