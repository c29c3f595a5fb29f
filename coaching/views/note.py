"""A manager notes something about somebody from anywhere, for themselves alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.actions import private_note
from coaching.forms.check_in import NoteForm
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import talk_url
from coaching.queries import check_in
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, or_404


@require_http_methods(["GET", "POST"])
def take_note(request: UserRequest) -> HttpResponse:
    not_found_unless(facts_of(request).is_manager)
    people = check_in.reps_of(request.user)
    form = NoteForm(request.POST or None, people=people, initial={"rep": request.GET.get("rep", "")})
    if request.method == "POST" and form.is_valid():
        rep = or_404(next((one for one in people if one.pk == form.cleaned_data["rep"]), None))
        at = clock.now()
        try:
            talk = private_note.add(rep=rep, by=request.user, text=form.cleaned_data["text"], at=at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words.noted(talk, request.user, at))
            return redirect(f"{talk_url(talk)}#private")
    context = {
        "form": form,
        "title": _("A note"),
        "text": "",
        "button": _("Keep it"),
        "back": "",
        "refused": "",
    }
    return render(request, "coaching/check_ins/form.html", context)
