"""The texts of formal plans and the area's switch: for HR partners, also while the area is off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.areas.formal.actions import hr_texts as action
from coaching.areas.formal.forms.hr_texts import HrTextsForm
from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.permissions import is_hr
from coaching.areas.formal.queries.switch import AREA
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, not_found_unless, stands_while_off


@stands_while_off
@require_http_methods(["GET", "POST"])
def hr_texts(request: UserRequest) -> HttpResponse:
    not_found_unless(is_hr(request.user))
    texts = HrTexts.objects.current()
    form = HrTextsForm(request.POST or None, texts=texts)
    if request.method == "POST" and form.is_valid():
        action.confirm(texts=form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("Confirmed. Formal plans carry these texts from now on."))
        return redirect("formal:hr_texts")
    context = {"form": form, "texts": texts, "is_on": request.user.has_area(AREA)}
    return render(request, "formal/hr_texts/page.html", context)


@stands_while_off
@require_POST
def switch_area(request: UserRequest) -> HttpResponse:
    not_found_unless(is_hr(request.user))
    if request.POST.get("wants") == "off":
        action.switch_off()
        messages.success(request, _("Formal plans are switched off. What was written is kept."))
        return redirect("formal:hr_texts")
    try:
        action.switch_on()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("formal:hr_texts")
    messages.success(
        request, _("Formal plans are switched on. Managers may open one where HR covers the team.")
    )
    return redirect("formal:hr_texts")
