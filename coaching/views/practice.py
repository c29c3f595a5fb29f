"""Log a workout in three taps, and take one back."""

from datetime import date, datetime, time
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching import permissions
from coaching.actions import practice
from coaching.forms.practice import FACES, LogPracticeForm
from coaching.models import PracticeEntry
from coaching.queries import practice as queries
from coaching.queries.today import own_plan
from plans.models import Drill, Plan
from plans.permissions import can_log_practice
from salesgym import clock
from salesgym.errors import Refused
from salesgym.in_place import instead_of
from salesgym.web import UserRequest, or_404, require, way_back


@require_http_methods(["GET", "POST"])
def log_practice(request: UserRequest) -> HttpResponse:
    plan = or_404(own_plan(request.user))
    at = clock.now()
    on = timezone.localtime(at).date()
    drills = queries.drills(plan, on=on)
    asked = request.GET.get("drill", "")
    chosen = next((one for one in drills if str(one.drill.pk) == asked), None) or queries.first_open(drills)
    known: dict[str, Any] = {
        "drills": drills,
        "chosen": chosen,
        "on": on,
        "earliest": practice.earliest_day(plan, on=on, zone=request.user.zone),
    }
    if request.method == "POST":
        form = LogPracticeForm(request.POST, **known)
        if not form.is_valid():
            return _sheet(request, plan, form, drills)
        return _store(request, plan, form, drills, at)
    if not can_log_practice(request.user, plan):
        messages.info(request, _("Workouts start once the plan is signed, and rest when a plan is closed."))
        return redirect("coaching:today")
    return _sheet(request, plan, LogPracticeForm(**known), drills)


@require_POST
def undo_practice(request: UserRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(PracticeEntry.objects.filter(rep=request.user).select_related("plan"), pk=pk)
    require(permissions.can_undo(request.user, entry))
    try:
        practice.undo(entry=entry, by=request.user, at=clock.now())
        messages.success(request, _("Taken back. It no longer counts."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request, reverse("coaching:today")))


def _store(
    request: UserRequest, plan: Plan, form: LogPracticeForm, drills: list[queries.DrillChoice], at: datetime
) -> HttpResponse:
    sent = form.cleaned_data
    try:
        entry = practice.log(
            plan=plan,
            by=request.user,
            drill=_drill(drills, sent["drill"]),
            client_id=sent["client_id"],
            repetitions=sent["repetitions"],
            minutes=sent["minutes"],
            feeling=sent["feeling"],
            note=sent["note"],
            practiced_at=_moment(sent["practiced_on"], at),
            sure=sent["sure"],
            at=at,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        form.renew_client_id()
        return _sheet(request, plan, form, drills)
    messages.success(
        request, _("Workout logged"), extra_tags=f"undo:{reverse('coaching:undo_practice', args=[entry.pk])}"
    )
    return redirect("coaching:today")


def _drill(drills: list[queries.DrillChoice], pk: int) -> Drill:
    return next(choice.drill for choice in drills if choice.drill.pk == pk)


def _moment(on: date, at: datetime) -> datetime:
    """Now for today; noon for a day that is logged later."""
    if on == timezone.localtime(at).date():
        return at
    return timezone.make_aware(datetime.combine(on, time(12)))


def _sheet(
    request: UserRequest,
    plan: Plan,
    form: LogPracticeForm,
    drills: list[queries.DrillChoice],
) -> HttpResponse:
    """The form on a page of its own; a refused one comes back where it stands, be it over another page."""
    context = {
        "plan": plan,
        "form": form,
        "drills": drills,
        "chosen": str(form["drill"].value()),
        "minutes": str(form["minutes"].value()),
        "feeling": str(form["feeling"].value()),
        "faces": [(str(value), label, FACES[value]) for value, label in PracticeEntry.Feeling.choices],
        "shown_minutes": [str(number) for number in form.shown_minutes],
    }
    if not form.is_bound:
        return render(request, "coaching/practice/log.html", context)
    refused = render(request, "coaching/practice/log.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return instead_of(request, refused, "#sheet")
