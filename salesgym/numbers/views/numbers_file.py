"""The pages of numbers as CSV files."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from salesgym.numbers.calculations.importing.cells import csv_text
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.pages import numbers_file as pages
from salesgym.numbers.pages.numbers_file import Row
from salesgym.numbers.pages.team import table
from salesgym.numbers.permissions import whose_numbers
from salesgym.numbers.queries import numbers_file as queries
from salesgym.numbers.queries import team_numbers
from salesgym.numbers.queries.team_numbers import TeamFilter
from salesgym.numbers.views import period, team_filter
from salesgym.numbers.views.rep_numbers import today
from salesgym.people.models import Organization, User
from salesgym.web import UserRequest

LONG = "long"


@require_GET
def rep_numbers_csv(request: UserRequest, pk: int) -> StreamingHttpResponse:
    rep = get_object_or_404(User.objects.filter(whose_numbers(request.user)), pk=pk)
    organization = Organization.objects.current()
    weeks = period.asked(request.GET, on=today(organization)).period
    if request.GET.get("form") == LONG:
        rows = pages.long_rows(queries.stored_values([rep.pk], weeks))
    else:
        rows = pages.weekly_rows(queries.weeks_of(rep, weeks), currency=organization.currency)
    return _file(rows, _name(slugify(rep.name) or str(rep.pk), weeks))


@require_GET
def team_numbers_csv(request: UserRequest) -> HttpResponse | StreamingHttpResponse:
    organization = Organization.objects.current()
    on = today(organization)
    weeks = period.asked(request.GET, on=on).period
    chosen = team_filter.from_query(request.GET)
    if request.GET.get("form") == LONG:
        rows = _long(request.user, chosen, weeks)
    else:
        rows = _together(request.user, chosen, weeks, on=on, currency=organization.currency)
    if rows is None:
        raise Http404
    return _file(rows, _name("team", weeks))


def _long(user: User, chosen: TeamFilter, weeks: Period) -> Iterable[Row] | None:
    rep_ids = team_numbers.rep_ids(user, chosen)
    return None if rep_ids is None else pages.long_rows(queries.stored_values(rep_ids, weeks))


def _together(
    user: User, chosen: TeamFilter, weeks: Period, *, on: date, currency: str
) -> Iterable[Row] | None:
    numbers = team_numbers.team_numbers(user, chosen, period=weeks, on=on)
    if numbers is None:
        return None
    return pages.team_rows(table.in_order(numbers, chosen), numbers.columns, weeks, currency=currency)


def _name(whose: str, weeks: Period) -> str:
    return f"numbers-{whose}-{weeks.first}-{weeks.weeks}-weeks.csv"


def _file(rows: Iterable[Row], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_text.download(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
