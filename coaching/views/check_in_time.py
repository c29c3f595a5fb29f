"""Plan a check-in, move it, call it off."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.actions import planning
from coaching.forms.check_in import CallOffForm, MoveForm, PlanForm
from coaching.models import CheckIn
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import person_url
from coaching.permissions import can_hold_talk, can_plan_talk
from coaching.queries import check_in
from coaching.queries.talk_days import days_off
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.web import UserRequest, not_found_unless, or_404, require, way_back

FORM = "coaching/check_ins/form.html"


@require_http_methods(["GET", "POST"])
def plan_check_in(request: UserRequest) -> HttpResponse:
    not_found_unless(facts_of(request).is_manager)
    people = check_in.reps_of(request.user)
    form = PlanForm(request.POST or None, people=people, initial=_first_words(request))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        rep = or_404(next((one for one in people if one.pk == sent["rep"]), None))
        require(can_plan_talk(request.user, rep))
        try:
            talk = planning.plan_one(
                rep=rep,
                by=request.user,
                day=sent["day"],
                hour=sent["hour"],
                minutes=sent["minutes"],
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words.planned(talk, request.user))
            _say_what_is_odd(request, talk, sent)
            return redirect(person_url(rep.pk))
    return _page(request, form, title=_("Plan a check-in"), button=_("Plan it"), back=_back(request))


def _first_words(request: UserRequest) -> dict[str, Any]:
    """The person that a link names, tomorrow or on Monday at ten."""
    today = clock.now().astimezone(request.user.zone).date()
    return {"rep": request.GET.get("rep", ""), "day": _next_weekday(today), "hour": "10:00"}


def _next_weekday(day: date) -> date:
    ahead = {4: 3, 5: 2}.get(day.weekday(), 1)
    return day + timedelta(days=ahead)


def _back(request: UserRequest) -> str:
    rep = request.GET.get("rep", "")
    return person_url(int(rep)) if rep.isdecimal() else ""


@require_http_methods(["GET", "POST"])
def move_check_in(request: UserRequest, pk: int) -> HttpResponse:
    talk = or_404(check_in.talk(request.user, pk))
    require(can_hold_talk(request.user, talk))
    local = talk.planned_for.astimezone(request.user.zone)
    first = {"day": local.date(), "hour": local.time(), "sequence": talk.sequence}
    form = MoveForm(request.POST or None, initial=first)
    refused = ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            talk = planning.move(talk=talk, by=request.user, at=clock.now(), **sent)
        except Refused as refusal:
            # Read again and sent again it is meant: the form knows the newest time.
            refused, form = str(refusal), MoveForm(initial={**sent, "sequence": talk.sequence})
        else:
            messages.success(request, _("Moved: %(talk)s") % {"talk": words.planned(talk, request.user)})
            _say_what_is_odd(request, talk, sent)
            return redirect(way_back(request, person_url(talk.rep_id)))
    title = _("Move the check-in with %(name)s") % {"name": words.other(talk, request.user)}
    text = _("Now on %(moment)s.") % {"moment": words.moment(talk.planned_for, request.user.zone)}
    return _page(
        request,
        form,
        title=title,
        text=text,
        button=_("Move it"),
        back=person_url(talk.rep_id),
        refused=refused,
    )


@require_http_methods(["GET", "POST"])
def call_off_check_in(request: UserRequest, pk: int) -> HttpResponse:
    talk = or_404(check_in.talk(request.user, pk))
    require(can_hold_talk(request.user, talk))
    form = CallOffForm(request.POST or None, initial={"sequence": talk.sequence})
    refused = ""
    if request.method == "POST" and form.is_valid():
        sent, has_note = form.cleaned_data, check_in.has_note(request.user, talk)
        try:
            planning.call_off(talk=talk, by=request.user, at=clock.now(), **sent)
        except Refused as refusal:
            refused, form = str(refusal), CallOffForm(initial={**sent, "sequence": talk.sequence})
        else:
            messages.success(request, words.waits(has_note=has_note))
            return redirect(way_back(request, person_url(talk.rep_id)))
    title = _("Call off the check-in with %(name)s") % {"name": words.other(talk, request.user)}
    text = _("It is planned for %(moment)s.") % {"moment": words.moment(talk.planned_for, request.user.zone)}
    return _page(
        request,
        form,
        title=title,
        text=text,
        button=_("Call it off"),
        back=person_url(talk.rep_id),
        refused=refused,
    )


def _say_what_is_odd(request: UserRequest, talk: CheckIn, sent: dict[str, Any]) -> None:
    """An hour that the clock leaves out, and a day on which one of both does not work."""
    reader: User = request.user
    odd = [words.left_out(sent["hour"], talk.planned_for, reader.zone)]
    day = talk.planned_for.astimezone(reader.zone).date()
    odd += [
        words.day_off(one.person, reader, is_leave=one.is_leave)
        for one in days_off([talk.rep, talk.led_by], day)
    ]
    for sentence in filter(None, odd):
        messages.warning(request, sentence)


def _page(
    request: UserRequest, form: Any, *, title: str, button: str, back: str, text: str = "", refused: str = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "text": text, "button": button, "back": back, "refused": refused}
    return render(request, FORM, context)
