"""One week later: the demo's button, and the page that says what happened. No such address elsewhere."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from coaching.management.sample.later import live_week
from coaching.management.sample.later.week import DAYS
from coaching.pages import demo_week as pages
from coaching.queries import demo_week as queries
from salesgym import clock
from salesgym.people.views.demo import is_this_machine
from salesgym.web import UserRequest, not_found_unless, way_back

# In the session: the page from which the week was lived.
CAME_FROM = "demo_week_from"


@require_POST
def demo_week_later(request: UserRequest) -> HttpResponse:
    """Live the sample on by seven days. Whoever clicked twice has lived one week."""
    not_found_unless(is_this_machine(request))
    ahead = request.POST.get("ahead", "")
    if ahead.isdecimal():
        live_week(ahead=int(ahead[:9]))
    request.session[CAME_FROM] = way_back(request, "/")
    return redirect("demo_week")


@require_GET
def demo_week(request: UserRequest) -> HttpResponse:
    """What happened in the last seven days of the demo."""
    not_found_unless(is_this_machine(request))
    now = clock.now()
    context = {
        "day": now,
        "lines": pages.lines(queries.lived(since=now - timedelta(days=DAYS), until=now)),
        "back_url": request.session.get(CAME_FROM, "/"),
    }
    return render(request, "coaching/demo/week.html", context)
