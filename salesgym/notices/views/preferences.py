"""The page where a person chooses what they are told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from salesgym.notices.actions import preference
from salesgym.notices.forms import PreferencesForm
from salesgym.notices.queries.preference import choices_of
from salesgym.web import UserRequest


@require_http_methods(["GET", "POST"])
def preferences(request: UserRequest) -> HttpResponse:
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, choices=choices_of(request.user)
    )
    if request.method == "POST" and form.is_valid():
        preference.choose(person=request.user, choices=form.wishes)
        messages.success(request, _("Saved"))
        return redirect("notices:preferences")
    return render(request, "notices/preferences/form.html", {"form": form})
