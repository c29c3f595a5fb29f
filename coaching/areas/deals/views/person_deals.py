"""The tab Deals of a person."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from coaching.areas.deals import permissions
from coaching.areas.deals.forms.call import RemarkForm
from coaching.areas.deals.pages import tab as pages
from coaching.areas.deals.queries import crm, minutes, tab
from coaching.queries import person
from coaching.queries.person import PersonSeen
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.pages.person import head
from salesgym.web import UserRequest, not_found_unless, or_404


@require_GET
def person_deals(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(person.find(request.user, pk))
    not_found_unless(permissions.can_see(seen.reading))
    return render(request, "deals/person_deals/page.html", _context(request, seen, clock.now()))


def _context(request: UserRequest, seen: PersonSeen, at: datetime) -> dict[str, Any]:
    rep, on = seen.person, localtime(at).date()
    facts, earlier = tab.deals_of(request.user, rep)
    own = crm.own_deals(rep, on=on)
    sees_pipeline = permissions.can_see_pipeline(seen.reading)
    first, after = _month(at)
    return {
        "head": head(rep, reader=request.user, tab=pages.DEALS, reading=seen.reading),
        "page": pages.page(
            facts,
            earlier,
            rep=rep,
            reader=request.user,
            cycle=own.cycle,
            helped=minutes.help_of(rep, first, after),
            pipeline=crm.pipeline(rep, own, on=on) if sees_pipeline else None,
            say=Sayers(facts_of(request).currency),
            at=at,
        ),
        "can_take": permissions.can_take(seen.reading),
        "can_prepare": permissions.can_prepare(request.user, rep),
        "can_help": permissions.can_help(seen.reading),
        "form": RemarkForm(),
    }


def _month(at: datetime) -> tuple[datetime, datetime]:
    """When this month begins and the next one does, where the reader is."""
    first = localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    year, month = divmod(first.year * 12 + first.month, 12)
    return first, first.replace(year=year, month=month + 1)
