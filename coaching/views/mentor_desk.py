"""Mentor's desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coaching.pages.check_in import promises
from coaching.pages.desk import page as pages
from coaching.queries import desk as queries
from coaching.queries.talk_found import own_promises
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.queries import directory
from salesgym.web import UserRequest


@require_GET
def mentor_desk(request: UserRequest) -> HttpResponse:
    on = clock.today()
    facts = queries.desk_facts(request.user, on=on)
    desk = pages.desk(facts, say=Sayers(facts_of(request).currency), on=on)
    named = {pk for one in desk.invitations for pk in (one.plan.rep_id, one.invited_by_id)}
    promised = promises.own(own_promises(request.user, since=on), reader=request.user, on=on)
    context = {
        "desk": desk,
        "promised": promised,
        "linked": directory.seen_among(request.user, named),
        "on": on,
    }
    return render(request, "coaching/mentor_desk/page.html", context)
