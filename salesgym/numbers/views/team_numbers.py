"""The table of a manager's teams, and its saved views."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.actions import saved_view
from salesgym.numbers.forms.saved_view import SavedViewForm
from salesgym.numbers.models import SavedView
from salesgym.numbers.pages.team import table
from salesgym.numbers.pages.team.table import TeamTable
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import team_numbers as queries
from salesgym.numbers.queries.team_numbers import BY_NAME, BY_ROLE, BY_TEAM, TeamFilter
from salesgym.numbers.views import period, team_filter
from salesgym.numbers.views.period import Asked
from salesgym.numbers.views.rep_numbers import today
from salesgym.people.models import Organization
from salesgym.web import UserRequest

PAGE = "numbers:team_numbers"
PAGE_SIZE = 200


@dataclass(frozen=True, slots=True)
class Head:
    """A column's name, how it is sorted (the value of aria-sort), and the link that sorts by it."""

    label: str
    order: str
    url: str
    is_number: bool = True


@require_http_methods(["GET", "POST"])
def team_numbers(request: UserRequest) -> HttpResponse:
    organization = Organization.objects.current()
    on = today(organization)
    asked = period.asked(request.GET, on=on)
    chosen = team_filter.from_query(request.GET)
    numbers = queries.team_numbers(request.user, chosen, period=asked.period, on=on)
    if numbers is None:
        raise Http404
    found = table.build(numbers, chosen, say=Sayers(organization.currency))
    chosen = replace(chosen, sort=found.sort, is_descending=found.is_descending)
    query = team_filter.to_query(chosen, asked, known={metric.key for metric in found.metrics})
    form = SavedViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _saved(request, form, query):
        return redirect(f"{reverse(PAGE)}?{query}")
    context = {"found": found, "chosen": chosen, "asked": asked, "form": form, "query": query}
    return render(request, "numbers/team/page.html", context | _lists(request, found, chosen, asked))


@require_POST
def remove_view(request: UserRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.filter(person=request.user), pk=pk)
    saved_view.remove(view=view)
    messages.success(request, _("View %(name)s removed") % {"name": view.name})
    return redirect(view.page)


def _lists(request: UserRequest, found: TeamTable, chosen: TeamFilter, asked: Asked) -> dict[str, object]:
    """The heads and this page's lines of the table, the reader's saved views, and the time for a printed sheet."""
    page = Paginator(found.lines, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "heads": _heads(found, chosen, asked),
        "page": page,
        "lines": list(page),
        "views": list(SavedView.objects.filter(person=request.user, page=PAGE).order_by("name", "pk")),
        "printed_at": timezone.localtime(clock.now()),
    }


def _saved(request: UserRequest, form: SavedViewForm, query: str) -> bool:
    """Save the current filter and add a message; a refusal becomes an error of the form. True where saved."""
    name = form.cleaned_data["view_name"]
    try:
        saved_view.save(person=request.user, page=PAGE, name=name, query=query)
    except Refused as refusal:
        form.add_error("view_name", str(refusal))
        return False
    messages.success(request, _("View %(name)s saved") % {"name": name})
    return True


def _heads(found: TeamTable, chosen: TeamFilter, asked: Asked) -> list[Head]:
    """The heads of all columns. Links to the sorted one reverse it; numbers sort from the largest."""
    words = [(BY_NAME, _("Rep"))]
    words += [(BY_TEAM, _("Team"))] if len(found.teams) > 1 else []
    words += [(BY_ROLE, _("Job role"))] if len(found.roles) > 1 else []
    texts = [_head(key, label, chosen, asked, is_number=False) for key, label in words]
    return texts + [_head(metric.key, metric.name, chosen, asked, is_number=True) for metric in found.columns]


def _head(key: str, label: str, chosen: TeamFilter, asked: Asked, *, is_number: bool) -> Head:
    is_sorted = chosen.sort == key
    is_next_descending = not chosen.is_descending if is_sorted else is_number
    order = ("descending" if chosen.is_descending else "ascending") if is_sorted else ""
    other = replace(chosen, sort=key, is_descending=is_next_descending)
    query = team_filter.to_query(other, asked, known=set(chosen.shown))
    return Head(label, order, f"?{query}", is_number)
