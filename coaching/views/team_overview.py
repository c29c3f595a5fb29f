"""Teams in figures, for managers of managers and HR partners."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coaching.queries import overview as queries
from coaching.queries.overview import BY_NAME, BY_PEOPLE, BY_PLANS, SORTS, Asked
from coaching.views.shell import facts_of
from salesgym.numbers.pages.values import Sayers
from salesgym.web import UserRequest

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading that sorts by it; `order` is empty unless the table is sorted by this column."""

    label: str
    order: str
    url: str
    is_number: bool


@require_GET
def team_overview(request: UserRequest) -> HttpResponse:
    if not (facts_of(request).has_teams_below or request.user.is_hr_partner):
        raise Http404
    asked = _asked(request.GET)
    say = Sayers(facts_of(request).currency)
    found = queries.overview(queries.teams_of(request.user), asked, on=timezone.localdate(), say=say)
    context = {"overview": found, "asked": asked, "heads": _heads(asked), "title": queries.title(found)}
    return render(request, "coaching/team_overview/page.html", context)


def _asked(query: QueryDict) -> Asked:
    """What an address asks for. What it does not say, or nobody knows, is all teams by name."""
    sort = query.get("sort", "")
    is_known = sort.removeprefix("-") in SORTS
    return Asked(
        name=query.get("name", "").strip()[:LONGEST_NAME],
        sort=sort.removeprefix("-") if is_known else BY_NAME,
        is_descending=is_known and sort.startswith("-"),
        metric=query.get("metric", "")[:40],
        page=query.get("page", ""),
    )


def _heads(asked: Asked) -> list[Head]:
    """The columns one can sort by. A click on the sorted one turns it around; numbers begin with the largest."""
    return [
        _head(BY_NAME, _("Team"), asked),
        _head(BY_PEOPLE, _("People"), asked),
        _head(BY_PLANS, _("Plans"), asked),
    ]


def _head(key: str, label: str, asked: Asked) -> Head:
    is_sorted, is_number = asked.sort == key, key == BY_PEOPLE
    is_next_descending = not asked.is_descending if is_sorted else key != BY_NAME
    order = ("descending" if asked.is_descending else "ascending") if is_sorted else ""
    pairs = [
        ("name", asked.name),
        ("metric", asked.metric),
        ("sort", f"{'-' if is_next_descending else ''}{key}"),
    ]
    return Head(label, order, f"?{urlencode([(name, value) for name, value in pairs if value])}", is_number)
