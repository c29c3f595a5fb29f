"""Forms that a page answers in place: the script takes the page's part from the whole page that follows (decision 6)."""

import json
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

# The part of a page that changes: its content, and the way around it, which counts what waits.
PART = {"target": "#main", "select": "#main", "swap": "outerHTML", "selectOOB": "#rail", "push": "false"}


def instead_of(request: HttpRequest, response: HttpResponse, part: str) -> HttpResponse:
    """The answer to a form that was refused: for one sent by the script this part of its page changes, and no other."""
    if "HX-Request" in request.headers:
        response["HX-Retarget"] = response["HX-Reselect"] = part
    return response


class InPlaceMiddleware:
    """Tell the script where a form that was taken leads: back to its own page, of which a part changes, or away.

    A browser follows a redirect by itself, and the script would not know where it ended. So for a form sent by the
    script a redirect becomes an empty answer with the address in a header, and the sentences that wait for the next
    page are told once: on the page that is shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "HX-Request" not in request.headers or not 300 <= response.status_code < 400:
            return response
        address = response["Location"]
        del response["Location"]
        response.status_code = HTTPStatus.NO_CONTENT
        if _page(request.build_absolute_uri(address)) == _page(request.headers.get("HX-Current-URL", "")):
            response["HX-Location"] = json.dumps({"path": address, **PART})
        else:
            response["HX-Redirect"] = address
        return response


def _page(address: str) -> tuple[str, str]:
    """The page at this address: where it is asked, without what stands open or is looked at in it."""
    parts = urlsplit(address)
    return parts.netloc, parts.path
