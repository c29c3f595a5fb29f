"""How often a manager and a rep talk."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.actions import rhythm
from coaching.forms.check_in import RhythmForm
from coaching.pages.check_ins.addresses import person_url
from coaching.pages.check_ins.person import rhythm_words
from coaching.permissions import can_plan_talk
from coaching.queries import check_in
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def set_rhythm(request: UserRequest, pk: int) -> HttpResponse:
    rep = or_404(check_in.rep_of(request.user, pk))
    require(can_plan_talk(request.user, rep))
    at = clock.now()
    running = check_in.rhythm_of(rep)
    today = at.astimezone(request.user.zone).date()
    # Next Monday at ten, or as it is.
    first = {
        "weeks": 1,
        "first_on": today + timedelta(days=7 - today.weekday()),
        "hour": "10:00",
        "minutes": 20,
    }
    if running is not None:
        coming = running.days(since=today, until=today + timedelta(weeks=running.weeks))
        first = {
            "weeks": running.weeks,
            "first_on": coming[0],
            "hour": running.hour,
            "minutes": running.minutes,
        }
    form = RhythmForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            kept = rhythm.set_rhythm(rep=rep, by=request.user, at=at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, rhythm_words(kept, request.user))
            return redirect(person_url(rep.pk))
    context = {
        "form": form,
        "title": _("How often you talk with %(name)s") % {"name": rep.first_name},
        "text": _("The next two weeks are always in both calendars. What you moved by hand stays.")
        if running
        else _("The next two weeks are always in both calendars."),
        "button": _("Keep it so"),
        "back": person_url(rep.pk),
    }
    return render(request, "coaching/check_ins/form.html", context)


@require_POST
def end_rhythm(request: UserRequest, pk: int) -> HttpResponse:
    rep = or_404(check_in.rep_of(request.user, pk))
    require(can_plan_talk(request.user, rep))
    rhythm.end_rhythm(rep=rep, by=request.user, at=clock.now())
    messages.success(
        request, _("No more check-ins are planned by themselves. Plan one whenever you need it.")
    )
    return redirect(person_url(rep.pk))
