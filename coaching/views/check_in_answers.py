"""How the page of a check-in answers what is pressed or typed on it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from coaching.forms.talk import NotesForm, TalkForm
from coaching.models import CheckIn
from coaching.pages.check_ins.addresses import talk_url
from coaching.permissions import can_hold_talk
from coaching.queries import talk_found as found
from coaching.queries import talk_opened
from coaching.views.check_in import page
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require

# What a form holds once it is valid.
Sent = dict[str, Any]


def talk_of(request: UserRequest, person: int, pk: int) -> CheckIn:
    """The check-in for somebody who holds it. Http404 and PermissionDenied for others."""
    talk = or_404(found.talk(request.user, person, pk))
    require(can_hold_talk(request.user, talk))
    return talk


def pressed(request: UserRequest, talk: CheckIn, act: Callable[[], object], said: str = "") -> HttpResponse:
    """Back to the page after a click, with what was done, or why it was not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if said:
            messages.success(request, said)
    return redirect(talk_url(talk))


def sent(
    request: UserRequest, talk: CheckIn, form: TalkForm, act: Callable[[Sent], object], said: str = ""
) -> HttpResponse:
    """Back to the page after a form was taken; a refused one comes back in its place, with what was typed."""
    if not form.is_valid():
        return refused(request, talk, form)
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return refused(request, talk, form)
    if said:
        messages.success(request, said)
    return redirect(f"{talk_url(talk)}#{form.place}")


def refused(request: UserRequest, talk: CheckIn, form: TalkForm) -> HttpResponse:
    """The page as it stands now, with this form in it."""
    at = clock.now()
    now = or_404(talk_opened.find(request.user, talk.rep_id, talk.pk, at=at))
    if isinstance(form, NotesForm):
        form.reread(now.talk.notes_version)
    response = page(request, now, at=at, refused=form)
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response
