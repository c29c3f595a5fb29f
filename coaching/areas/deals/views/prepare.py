"""The rep writes the sheet for the next step."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.areas.deals import permissions
from coaching.areas.deals.actions import preparation
from coaching.areas.deals.actions.preparation import ChangedMeanwhile
from coaching.areas.deals.forms.prepare import PrepareForm, written
from coaching.areas.deals.models import Preparation
from coaching.areas.deals.queries import found, tab
from coaching.areas.deals.queries.found import SeenDeal
from coaching.areas.deals.views.frame import back, frame
from salesgym import clock
from salesgym.errors import Refused
from salesgym.web import UserRequest, or_404, require


@require_http_methods(["GET", "POST"])
def prepare_deal(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(found.deal(request.user, pk))
    require(permissions.can_prepare(request.user, seen.deal.rep))
    sheet, number = _sheet(seen)
    form = PrepareForm(request.POST or None, initial=written(sheet, number=number))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            preparation.save(
                coached=seen.deal,
                by=request.user,
                sheet=form.sheet(),
                number=sent["number"],
                version=sent["version"],
                at=clock.now(),
            )
        except Refused as refusal:
            form = _asked_again(request, form, refusal, sheet)
        else:
            messages.success(request, _("Your preparation is saved."))
            return redirect(back(seen.deal))
    context = {**frame(request, seen, here=_("Prepare")), "form": form, "sheet": sheet}
    return render(request, "deals/prepare_deal/page.html", context)


def _sheet(seen: SeenDeal) -> tuple[Preparation | None, int]:
    """The sheet to go on with, and its number: after a debrief a new one."""
    facts = tab.facts_of(seen.deal)
    sheet, call = facts.sheet, facts.call
    if sheet is None:
        return None, 1
    is_used = call is not None and call.debriefed_at is not None and call.debriefed_at > sheet.written_at
    return (None, sheet.number + 1) if is_used else (sheet, sheet.number)


def _asked_again(
    request: UserRequest, form: PrepareForm, refusal: Refused, sheet: Preparation | None
) -> PrepareForm:
    """What was typed, with the sentence. Where another version stands, saving once more replaces that one."""
    if isinstance(refusal, ChangedMeanwhile):
        number = form.cleaned_data["number"]
        stands = sheet if sheet is not None and sheet.number == number else None
        again = {"number": str(number), "version": str(stands.version if stands else 0)}
        form = PrepareForm({**request.POST.dict(), **again})
        form.is_valid()
    form.add_error(None, str(refusal))
    return form
