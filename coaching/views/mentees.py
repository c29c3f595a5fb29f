"""Whom a mentor has helped."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coaching.pages.desk import mentees as pages
from coaching.queries import mentees as queries
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.queries import directory
from salesgym.web import UserRequest


@require_GET
def mentees(request: UserRequest) -> HttpResponse:
    on = clock.today()
    facts = queries.mentees_facts(request.user, on=on)
    page = pages.mentees(facts, say=Sayers(facts_of(request).currency), on=on)
    named = {one.plan.rep_id for one in facts.helped}
    mentored = {line.plan.rep_id for line in page.now}
    context = {"page": page, "linked": directory.seen_among(request.user, named) | mentored}
    return render(request, "coaching/mentees/page.html", context)
