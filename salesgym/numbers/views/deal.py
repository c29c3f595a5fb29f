"""The page of one deal, where it is taken out of the numbers and put back; and the deals that are out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.actions import deal as deals
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.forms.deal import TakeOutForm
from salesgym.numbers.models import Deal
from salesgym.numbers.pages import deal as pages
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.permissions import can_import, can_take_out
from salesgym.numbers.queries import deal as queries
from salesgym.numbers.queries.imports import touched
from salesgym.people.models import Organization
from salesgym.people.pages.person import NUMBERS, head
from salesgym.people.permissions import can_manage
from salesgym.people.queries import directory
from salesgym.web import UserRequest, not_found_unless, or_404, require


@require_GET
def deal(request: UserRequest, pk: int) -> HttpResponse:
    found = or_404(queries.find(request.user, pk))
    story = queries.story_of(found)
    frame = _frame(request, found, manages=can_manage(request.user, found.owner))
    named = {*story.people, found.owner_id, found.taken_out_by_id}
    context = {
        **frame,
        "page": pages.build(
            found, story, reader=request.user, sees_weeks=frame["head"] is not None, say=frame["say"]
        ),
        "linked": directory.seen_among(request.user, named),
    }
    return render(request, "numbers/deal/page.html", context)


@require_http_methods(["GET", "POST"])
def take_out_deal(request: UserRequest, pk: int) -> HttpResponse:
    found = or_404(queries.find(request.user, pk))
    manages = can_manage(request.user, found.owner)
    require(can_take_out(request.user, manages=manages))
    form = TakeOutForm(request.POST or None)
    if found.taken_out_at is not None:
        return redirect("numbers:deal", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            deals.take_out(deal_id=pk, why=form.cleaned_data["why"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Out of the numbers. The weeks of %(name)s are counted again.") % _name(found)
            )
            return redirect("numbers:deal", pk=pk)
    return render(
        request, "numbers/deal/take_out.html", {**_asking(request, found, manages=manages), "form": form}
    )


@require_http_methods(["GET", "POST"])
def put_back_deal(request: UserRequest, pk: int) -> HttpResponse:
    found = or_404(queries.find(request.user, pk))
    manages = can_manage(request.user, found.owner)
    require(can_take_out(request.user, manages=manages))
    if found.taken_out_at is None:
        return redirect("numbers:deal", pk=pk)
    if request.method == "POST":
        try:
            deals.put_back(deal_id=pk, by=request.user, at=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("It counts again. The weeks of %(name)s are counted anew.") % _name(found)
            )
        return redirect("numbers:deal", pk=pk)
    return render(request, "numbers/deal/put_back.html", _asking(request, found, manages=manages))


@require_GET
def deals_out(request: UserRequest) -> HttpResponse:
    not_found_unless(can_import(request.user))
    page = queries.taken_out(request.user, page=request.GET.get("page"))
    say = Sayers(Organization.objects.current().currency)
    named = {pk for one in page for pk in (one.owner_id, one.taken_out_by_id)}
    context = {
        "rows": pages.rows(page, say=say),
        "page": page,
        "linked": directory.seen_among(request.user, named),
    }
    return render(request, "numbers/deal/out.html", context)


def _frame(request: UserRequest, found: Deal, *, manages: bool) -> dict[str, Any]:
    """The head of the owner's numbers, None for a site admin who does not see those: their way leads back to the files."""
    name = pages.name_of(found)
    person = None
    if manages or found.owner_id == request.user.pk:
        person = head(found.owner, reader=request.user, tab=NUMBERS, here=name)
    return {
        "deal": found,
        "name": name,
        "head": person,
        "trail": [
            (_("Import numbers"), reverse("numbers:upload")),
            (_("Deals taken out"), reverse("numbers:deals_out")),
        ],
        "may_change": can_take_out(request.user, manages=manages),
        "say": Sayers(Organization.objects.current().currency),
    }


def _asking(request: UserRequest, found: Deal, *, manages: bool) -> dict[str, Any]:
    """What a page says before the deal goes or comes back: what it is, and what follows from the owner's numbers."""
    frame = _frame(request, found, manages=manages)
    days = [day for day in (found.opened_on, found.closed_on) if day is not None]
    first, last = (min(days), max(days)) if days else (None, None)
    owner = {found.owner_id}
    signed = touched.standing(request.user, owner, first, last)
    again = touched.lines(request.user, owner, monday(first) if first else None)
    return {**frame, "line": pages.in_short(found, frame["say"]), "follows": signed + again}


def _name(found: Deal) -> dict[str, str]:
    return {"name": found.owner.name}
