"""A rep's numbers, and the page for typing a week of them."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.actions import weekly_values
from salesgym.numbers.actions.weekly_values import StaleWeek
from salesgym.numbers.calculations.weeks.calendar import WEEK, ends_on, last_complete_week, monday
from salesgym.numbers.forms.week import WeekForm
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.pages import attainment as attainment_words
from salesgym.numbers.pages import typed
from salesgym.numbers.pages.rep import page as rep_page
from salesgym.numbers.pages.rep.rows import OPEN
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.pages.week import page as week_page
from salesgym.numbers.permissions import can_enter_numbers, can_import, whose_numbers
from salesgym.numbers.queries.against_middle import money_of
from salesgym.numbers.queries.attainment import attainment
from salesgym.numbers.queries.rep_numbers import numbers_of, with_facts
from salesgym.numbers.queries.week import week_of, with_leave
from salesgym.numbers.views import period
from salesgym.people.models import Organization, User
from salesgym.people.pages.person import NUMBERS, head
from salesgym.people.queries import directory
from salesgym.web import UserRequest, not_found_unless, require

EARLIEST = date(2000, 1, 3)


def today(organization: Organization) -> date:
    """Today in the organization's time zone."""
    return organization.day(clock.now())


@require_GET
def rep_numbers(request: UserRequest, pk: int) -> HttpResponse:
    organization = Organization.objects.current()
    on = today(organization)
    reps = User.objects.filter(whose_numbers(request.user)).select_related("job_role")
    asked = period.asked(request.GET, on=on)
    rep = get_object_or_404(with_facts(reps, period=asked.period, on=on), pk=pk)
    is_own = rep == request.user
    numbers = numbers_of(rep, period=asked.period, on=on)
    numbers_in = attainment([rep.pk], on=on).get(rep.pk)
    context = {
        "rep": rep,
        "head": head(rep, reader=request.user, tab=NUMBERS),
        "is_own": is_own,
        "page": rep_page.build(
            numbers,
            money=money_of(request.user, rep, numbers, on=on),
            on=on,
            say=Sayers(organization.currency),
            false_alarms_a_year=float(organization.false_alarms_a_year),
            # Whoever reads another person's numbers manages them, and talks their signals over.
            asked=rep_page.Asked(request.GET.get(OPEN), asked.query, can_talk=not is_own),
        ),
        "attainment": attainment_words.in_words(numbers_in) if numbers_in else None,
        "asked": asked,
        "file_query": urlencode(asked.query),
        "this_week": monday(on),
        # Everybody who may see another person's numbers manages them, and managers may import.
        "can_import": not is_own or can_import(request.user),
    }
    return render(request, "numbers/rep_numbers.html", context)


@require_GET
def week(request: UserRequest, pk: int, day: date) -> HttpResponse:
    organization = Organization.objects.current()
    week_start, running = monday(day), monday(today(organization))
    not_found_unless(EARLIEST <= week_start <= running)
    rep = get_object_or_404(with_leave(User.objects.filter(whose_numbers(request.user)), pk, week_start))
    found = week_of(rep, week_start, currency=organization.currency, page=request.GET.get("page"))
    context = {
        "rep": rep,
        "head": head(rep, reader=request.user, tab=NUMBERS, here=_week_name(week_start)),
        "week": week_start,
        "is_running": week_start == running,
        "earlier": week_start - WEEK if week_start > EARLIEST else None,
        "later": week_start + WEEK if week_start < running else None,
        "found": week_page.build(found, say=Sayers(organization.currency)),
        "linked": directory.seen_among(request.user, found.people),
    }
    return render(request, "numbers/week.html", context)


@require_http_methods(["GET", "POST"])
def type_week(request: UserRequest, pk: int) -> HttpResponse:
    rep = get_object_or_404(User.objects.filter(whose_numbers(request.user)), pk=pk)
    require(can_enter_numbers(request.user, rep))
    on = today(Organization.objects.current())
    week = _week(request.GET.get("week", ""), on=on)
    metrics = list(Metric.objects.typed().order_by("position", "pk"))
    known = _known(rep, week)
    seen = {"seen": weekly_values.version(known.values())}
    form = WeekForm(request.POST or None, metrics=metrics, known=known, initial=seen)
    if request.method == "POST" and form.is_valid() and _store(request, form, rep, week):
        return redirect("numbers:rep_numbers", pk=rep.pk)
    return render(request, "numbers/type_week.html", _week_context(request, form, rep, week, on=on))


def _week_name(week: date) -> str:
    days = {"first": date_format(week, "j M"), "last": date_format(ends_on(week), "j M Y")}
    return _("Week of %(first)s to %(last)s") % days


def _store(request: UserRequest, form: WeekForm, rep: User, week: date) -> bool:
    """Store what was typed and add a message; a refusal becomes an error of the form. True where stored."""
    try:
        beside = weekly_values.enter_week(
            rep=rep,
            week_start=week,
            values=form.values(),
            by=request.user,
            at=clock.now(),
            seen=form.cleaned_data["seen"],
        )
    except StaleWeek as refusal:
        known = _known(rep, week)
        form.show_stored(known)
        form.data = request.POST.copy()
        form.data["seen"] = weekly_values.version(known.values())
        form.add_error(None, str(refusal))
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    said = {"week": date_format(week, "j M")}
    is_running = week == monday(today(Organization.objects.current()))
    messages.success(
        request,
        _("Week of %(week)s saved so far. It counts once the week is over.") % said
        if is_running
        else _("Week of %(week)s saved") % said,
    )
    if beside:
        messages.info(request, typed.saved_beside(", ".join(metric.name for metric in beside)))
    return True


def _known(rep: User, week: date) -> dict[int, WeeklyValue]:
    return {value.metric_id: value for value in WeeklyValue.objects.filter(rep=rep, week_start=week)}


def _week(text: str, *, on: date) -> date:
    """The Monday in `text`, never of a week that has not begun; the last complete week without one."""
    try:
        return min(monday(max(date.fromisoformat(text), EARLIEST)), monday(on))
    except ValueError:
        return last_complete_week(on)


def _week_context(
    request: UserRequest, form: WeekForm, rep: User, week: date, *, on: date
) -> dict[str, object]:
    address = reverse("numbers:type_week", args=[rep.pk])
    return {
        "rep": rep,
        "head": head(rep, reader=request.user, tab=NUMBERS, here=_week_name(week)),
        "form": form,
        "week": week,
        "earlier": f"{address}?week={week - WEEK}",
        "later": f"{address}?week={week + WEEK}" if week < monday(on) else "",
        "is_running": week == monday(on),
    }
