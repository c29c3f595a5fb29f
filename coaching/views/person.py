"""One address for each person: their plan, or what stands in its place, and their record."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from coaching.pages import history as history_pages
from coaching.pages import person as pages
from coaching.pages import record as record_pages
from coaching.pages.desk.mentees import given_words
from coaching.queries import history, mentees, wishes
from coaching.queries import person as queries
from coaching.queries.person import PersonSeen
from coaching.views.shell import facts_of
from plans.calculations.status import StatusWord
from plans.models import Plan
from plans.pages import look_back as gains
from plans.pages.status import shown
from plans.permissions import can_ask_for_plan
from plans.queries import look_back, strength
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.pages.leave import leave_lines
from salesgym.people.pages.person import PLAN, RECORD, head
from salesgym.people.permissions import Reading
from salesgym.people.queries import directory
from salesgym.people.queries.team import coming_leave
from salesgym.web import UserRequest, not_found_unless, or_404


@require_GET
def person(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(queries.find(request.user, pk))
    plan = queries.plan_of(request.user, seen.person)
    is_being_written = plan is not None and plan.status == Plan.Status.DRAFT and not seen.is_own
    if plan is not None and not is_being_written:
        return redirect(reverse("coaching:plan_page", args=[plan.pk], query=request.GET))
    return _without_plan(request, seen, plan)


def _without_plan(request: UserRequest, seen: PersonSeen, draft: Plan | None) -> HttpResponse:
    is_party = seen.reading is Reading.PARTY
    asked = wishes.of_reps([seen.person.pk]) if is_party and draft is None else []
    context = {
        "head": head(seen.person, reader=request.user, tab=PLAN, reading=seen.reading),
        "status": shown(StatusWord.NO_PLAN) if is_party and draft is None else None,
        "no_plan": pages.no_plan(
            seen,
            plan=draft,
            wish=asked[0] if asked else None,
            can_ask=seen.is_own and can_ask_for_plan(request.user),
        ),
    }
    return render(request, "coaching/person/no_plan.html", context)


@require_GET
def person_record(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(queries.find(request.user, pk))
    not_found_unless(seen.reading is not Reading.NAME)
    is_party, person = seen.reading is Reading.PARTY, seen.person
    say = Sayers(facts_of(request).currency)
    kept = queries.kept_of(request.user, person, sees_terms=is_party)
    leaves = coming_leave(person, on=clock.today()) if is_party else []
    context = {
        "head": head(person, reader=request.user, tab=RECORD, reading=seen.reading),
        "is_party": is_party,
        "is_own": seen.is_own,
        "agreements": record_pages.agreements(kept, rep=person.first_name, is_own=seen.is_own)
        if is_party
        else [],
        "held": gains.held(look_back.looks_of(person, request.user), say) if is_party else [],
        "given": given_words(mentees.given(person)) if seen.is_own else "",
        "strength": strength.answer_of(person) if seen.is_own else None,
        "leaves": leave_lines(leaves, is_own=seen.is_own),
        "linked": directory.seen_among(request.user, [one.deputy_id for one in leaves]),
        **_history(request, seen, kept.plan),
    }
    return render(request, "coaching/person/record.html", context)


def _history(request: UserRequest, seen: PersonSeen, plan: Plan | None) -> dict[str, Any]:
    """The last of what happened to the plan that counts; nothing of one that the rep may not read now."""
    if plan is None or (seen.is_own and plan.status == Plan.Status.DRAFT):
        return {"plan": None}
    sees_terms = seen.reading is Reading.PARTY
    sees_drafts = sees_terms and not seen.is_own
    rows = history.newest(plan, reader=request.user, sees_terms=sees_terms, sees_drafts=sees_drafts)
    return {"plan": plan, "events": history_pages.entries(rows, sees_terms=sees_terms, is_rep=seen.is_own)}
