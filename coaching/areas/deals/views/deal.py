"""A deal is taken into coaching, spoken about, and closed."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.areas.deals import permissions
from coaching.areas.deals.actions import coached_deal, remark
from coaching.areas.deals.actions.coached_deal import TypedDeal
from coaching.areas.deals.forms.call import RemarkForm
from coaching.areas.deals.forms.take import CloseDealForm, TakeDealForm
from coaching.areas.deals.pages import words
from coaching.areas.deals.pages.deal import is_decided
from coaching.areas.deals.pages.tab import DEALS
from coaching.areas.deals.pages.take import offers
from coaching.areas.deals.queries import crm, found
from coaching.areas.deals.queries.found import SeenDeal
from coaching.areas.deals.views.frame import back, frame
from coaching.queries import person
from coaching.queries.person import PersonSeen
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.calculations.money.units import to_minor
from salesgym.numbers.models import Deal
from salesgym.numbers.pages.values import Sayers
from salesgym.people.pages.person import head
from salesgym.web import UserRequest, not_found_unless, or_404, require


@require_http_methods(["GET", "POST"])
def take_deal(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(person.find(request.user, pk))
    not_found_unless(permissions.can_see(seen.reading))
    require(permissions.can_take(seen.reading))
    deals, currency, on = crm.to_take(seen.person), facts_of(request).currency, clock.today()
    form = TakeDealForm(
        request.POST or None, offered=offers(deals, Sayers(currency), on=on), currency=currency, on=on
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen = _chosen(form, deals, currency)
            taken = coached_deal.take(rep=seen.person, by=request.user, deal=chosen, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(deal)s is in coaching.") % {"deal": taken.name})
            return redirect(back(taken))
    return render(request, "deals/take_deal/page.html", {**_taking(request, seen), "form": form})


def _taking(request: UserRequest, seen: PersonSeen) -> dict[str, object]:
    here = _("Take a deal")
    return {
        "head": head(seen.person, reader=request.user, tab=DEALS, reading=seen.reading, here=here),
        "back": reverse("deals:person_deals", args=[seen.person.pk]),
    }


def _chosen(form: TakeDealForm, deals: list[Deal], currency: str) -> Deal | TypedDeal:
    sent = form.cleaned_data
    if sent["deal"]:
        return next(one for one in deals if one.pk == sent["deal"])
    amount = sent["amount"]
    minor = None if amount is None else to_minor(amount, currency)
    return TypedDeal(sent["name"], minor, currency, sent["opened_on"])


@require_POST
def add_remark(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(found.deal(request.user, pk))
    require(permissions.can_help(seen.reading))
    form = RemarkForm(request.POST)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            remark.add(
                coached=seen.deal,
                by=request.user,
                body=sent["body"],
                client_id=sent["client_id"],
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            form.renew_client_id()
        else:
            messages.success(request, _("It stands on the deal."))
            return redirect(back(seen.deal))
    context = {**frame(request, seen, here=_("Your remark")), "form": form}
    return render(request, "deals/remark/page.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_http_methods(["GET", "POST"])
def close_deal(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(found.deal(request.user, pk))
    require(permissions.can_take(seen.reading))
    form = CloseDealForm(request.POST or None, is_decided=is_decided(seen.deal), on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            _close(request, seen, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Closed. There is room for the next one."))
            return redirect("deals:take_deal", pk=seen.deal.rep_id)
    context = {**frame(request, seen, here=_("Close the deal")), "form": form, "name": words.name(seen.deal)}
    return render(request, "deals/close_deal/page.html", context)


def _close(request: UserRequest, seen: SeenDeal, form: CloseDealForm) -> None:
    sent = form.cleaned_data
    coached_deal.close(
        coached=seen.deal,
        by=request.user,
        result=sent.get("result", ""),
        closed_on=sent.get("closed_on"),
        lesson=sent["lesson"],
        at=clock.now(),
    )
