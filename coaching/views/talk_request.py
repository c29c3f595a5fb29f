"""A rep asks for a talk, and takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.actions import talk_request
from coaching.forms.check_in import AskForm
from coaching.pages.check_ins.addresses import person_url
from coaching.permissions import can_ask_for_talk
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, require


@require_http_methods(["GET", "POST"])
def ask_for_talk(request: UserRequest) -> HttpResponse:
    require(can_ask_for_talk(request.user))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            talk_request.ask_for_talk(rep=request.user, about=form.cleaned_data["about"], at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked. Your manager reads it now and chooses a time."))
            return redirect(person_url(request.user.pk))
    context = {
        "form": form,
        "title": _("Ask for a talk"),
        "text": _("Your manager reads this at once. You can take it back until a time is chosen."),
        "button": _("Ask"),
        "back": person_url(request.user.pk),
    }
    return render(request, "coaching/check_ins/form.html", context)


@require_POST
def take_back_talk_request(request: UserRequest) -> HttpResponse:
    require(can_ask_for_talk(request.user))
    if talk_request.take_back_request(rep=request.user, at=clock.now()):
        messages.success(request, _("Taken back. Nobody waits for it any more."))
    return redirect(person_url(request.user.pk))
