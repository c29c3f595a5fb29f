"""What every view needs: a typed request, guards, what a form says, and how to tell htmx's requests."""

import zoneinfo
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import ResolverMatch, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from salesgym.errors import Refused

if TYPE_CHECKING:
    from salesgym.people.models import User

Row = TypeVar("Row")
View = TypeVar("View", bound=Callable[..., HttpResponse])
# The id of a page's whole content.
CONTENT = "main"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105


class UserRequest(HttpRequest):
    """A request that passed the login middleware: `user` is a `people.User`."""

    user: "User"
    resolver_match: ResolverMatch


def require(allowed: bool) -> None:
    """Return if allowed; otherwise raise PermissionDenied, which answers 403."""
    if not allowed:
        raise PermissionDenied


def not_found_unless(allowed: bool) -> None:
    """Return if allowed; otherwise raise Http404, so that people do not learn that the page exists."""
    if not allowed:
        raise Http404


def stands_while_off(view: View) -> View:
    """Mark a view of an area that is there also while the area is switched off: where one switches it on."""
    vars(view)["stands_while_off"] = True
    return view


def or_404(row: Row | None) -> Row:
    """The row that a query found for this person. Raises Http404 where it found none."""
    if row is None:
        raise Http404
    return row


def is_done(form: BaseForm, act: Callable[..., object]) -> bool:
    """Whether this form was sent and `act` took what was typed, by its fields' names. Where the rule says no, its
    sentence stands on the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def wants_partial(request: HttpRequest) -> bool:
    """True where htmx asks for a part of the page; False for a whole page, boosted or not.

    What follows a form answered in place (salesgym/in_place.py) asks for the whole content, with the way around.
    """
    details = getattr(request, "htmx", None)
    return details is not None and bool(details) and not details.boosted and details.target != CONTENT


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page that a form names in its field `next`, where it is one of this site; else `otherwise`."""
    wanted = request.POST.get("next", "")
    # What begins with no slash is no address of ours, and a redirect would look for a view of that name.
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else otherwise


def asked_at(request: UserRequest, address: str) -> UserRequest:
    """The same request as if this page of the site had been asked for: what its view writes leads from there.

    Raises Http404 for an address that leads to no page.
    """
    parts = urlsplit(address)
    page = object.__new__(type(request))
    vars(page).update(vars(request))
    page.method, page.path, page.path_info = "GET", parts.path, parts.path
    page.GET = QueryDict(parts.query)
    page.META = {
        **request.META,
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": parts.query,
        "PATH_INFO": parts.path,
    }
    page.resolver_match = resolve(parts.path)
    return page


def texts_typed(data: QueryDict) -> list[str]:
    """What was written by hand in a form that was not taken: more than a word, so that it is worth copying. No password."""
    names = [name for name in data if name != TOKEN and "password" not in name]
    values = [value.strip() for name in names for value in data.getlist(name)]
    return [value for value in values if len(value.split()) > 1]


class PersonalMiddleware:
    """Activate each person's time zone, and forbid caches to keep the pages of signed-in people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
