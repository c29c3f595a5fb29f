"""See this as: in the demo every page shows itself through other people's eyes. No such address elsewhere."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coaching.pages import eyes as pages
from coaching.queries import eyes as queries
from salesgym import clock
from salesgym.people.models import User
from salesgym.people.views import errors
from salesgym.people.views.demo import is_this_machine
from salesgym.web import UserRequest, not_found_unless, or_404, way_back

# In the session: whose eyes came before, and for which address.
BEFORE = "demo_eyes_before"
# Routes of what HR reads.
OF_HR = frozenset(
    [
        "formal/",
        "formal/texts/",
        "formal/plans/<int:pk>/",
        "formal/plans/<int:pk>/override/",
        "formal/plans/<int:pk>/appeal/",
    ]
)


@require_POST
def demo_see_as(request: UserRequest) -> HttpResponse:
    """Sign in as another person of the sample and open the same address again."""
    not_found_unless(is_this_machine(request))
    person = or_404(queries.sample_person(request.POST.get("person")))
    former, address = request.user, way_back(request, "/")
    login(request, person)
    if former.pk != person.pk:
        request.session[BEFORE] = [former.pk, address]
    return redirect(address)


def bar(request: HttpRequest, user: User) -> dict[str, Any]:
    """What templates/coaching/demo/_bar.html needs on this page."""
    offered = queries.around(**_about(request))
    # What answers a form may not answer to a click: from there the start page is shown.
    address = request.get_full_path() if request.method == "GET" else "/"
    return {
        "choices": pages.choices(offered, user),
        "address": address,
        "ahead": clock.ahead().days,
        "now": clock.now(),
    }


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The demo's answer 404: why this page does not exist for this person, and the way back to other eyes."""
    return _no_page(request, status=404) or errors.not_found(request, exception)


def not_open(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The demo's answer 403, in the same way."""
    return _no_page(request, status=403) or errors.not_open(request, exception)


def _no_page(request: HttpRequest, *, status: int) -> HttpResponse | None:
    """None for mistyped addresses and for forms, whose page keeps what was typed."""
    match, user = request.resolver_match, getattr(request, "user", None)
    if request.method != "GET" or match is None or not isinstance(user, User):
        return None
    before, address = request.session.get(BEFORE, (None, ""))
    former = queries.sample_person(before) if address == request.get_full_path() else None
    page = pages.no_page(user, route=match.route, is_seen=status == 403, former=former)
    context = {"page": page, "address": request.get_full_path()}
    return render(request, "coaching/demo/no_page.html", context, status=status)


def _about(request: HttpRequest) -> dict[str, Any]:
    """Which plan or which rep this page is about, and whether HR reads it, as `queries.around` takes it."""
    match = request.resolver_match
    if match is None:
        return {}
    if match.route in OF_HR:
        return {"is_of_hr": True, **({"plan_id": match.kwargs["pk"]} if "pk" in match.kwargs else {})}
    if "pk" not in match.kwargs:
        return {}
    if "person" in match.kwargs:
        return {"rep_id": match.kwargs["person"]}
    for begins, name in (("plans/<int:pk>/", "plan_id"), ("people/<int:pk>/", "rep_id")):
        if match.route.startswith(begins):
            return {name: match.kwargs["pk"]}
    return {}
