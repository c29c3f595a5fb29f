"""Promises of a check-in: made, taken off again, kept, open again, and released."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coaching.actions import talk_promise
from coaching.forms.talk import PromiseForm
from coaching.models import CheckIn, TalkPromise
from coaching.pages.check_in.promises import owners
from coaching.pages.check_ins.addresses import promise_url
from coaching.permissions import can_give_up_promise, can_keep_promise
from coaching.queries import talk_found as found
from coaching.views.check_in_answers import Sent, pressed, sent, talk_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.web import UserRequest, not_found_unless, or_404, require, way_back


@require_POST
def make_promise(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk = talk_of(request, person, pk)
    lead, plan = found.lead_of(talk, request.user), found.plan_of(talk)
    people = owners(talk, lead, plan.mentor if plan else None, reader=request.user)
    form = PromiseForm(request.POST, owners=people, on=clock.today())
    return sent(request, talk, form, lambda data: _promise(talk, lead, [one for one, _name in people], data))


def _promise(talk: CheckIn, lead: User, people: list[User], data: Sent) -> None:
    owner = next(one for one in people if one.pk == data["owner"])
    to = lead if owner.pk == talk.rep_id else talk.rep
    talk_promise.promise(
        talk=talk,
        owner=owner,
        to=to,
        what=data["what"],
        cue=data["cue"],
        due_on=data["due_on"],
        at=clock.now(),
    )


@require_POST
def withdraw_promise(request: UserRequest, person: int, pk: int, promise_pk: int) -> HttpResponse:
    talk = talk_of(request, person, pk)
    made = or_404(found.promise(request.user, promise_pk))
    not_found_unless(made.check_in_id == talk.pk)
    return pressed(request, talk, lambda: talk_promise.withdraw(promise=made, at=clock.now()))


@require_POST
def keep_promise(request: UserRequest, pk: int) -> HttpResponse:
    made = _promise_of(request, pk)
    try:
        talk_promise.keep(promise=made, by=request.user, at=clock.now())
        messages.success(request, _("Marked as done."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request, _place_of(request, made)))


@require_POST
def take_back_promise(request: UserRequest, pk: int) -> HttpResponse:
    made = _promise_of(request, pk)
    try:
        talk_promise.take_back(promise=made, by=request.user, at=clock.now())
        messages.success(request, _("It is open again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request, _place_of(request, made)))


@require_POST
def give_up_promise(request: UserRequest, pk: int) -> HttpResponse:
    made = or_404(found.promise(request.user, pk))
    require(can_give_up_promise(request.user, made))
    try:
        talk_promise.give_up(promise=made, by=request.user, at=clock.now())
        messages.success(request, _("Nobody owes this any more."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request, _place_of(request, made)))


def _promise_of(request: UserRequest, pk: int) -> TalkPromise:
    made = or_404(found.promise(request.user, pk))
    require(can_keep_promise(request.user, made))
    return made


def _place_of(request: UserRequest, made: TalkPromise) -> str:
    return promise_url(made.check_in, is_side=found.opens(request.user, made.check_in))
