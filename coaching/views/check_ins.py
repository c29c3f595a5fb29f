"""The check-ins of a manager's week, and those of one person."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from coaching.forms.talk import TopicForm
from coaching.pages.check_ins import person as person_pages
from coaching.pages.check_ins import promises as promise_pages
from coaching.pages.check_ins import seen as seen_pages
from coaching.pages.check_ins import week as week_pages
from coaching.pages.check_ins.helped import helped_words
from coaching.queries import check_in, help_rating, talk_days, talk_week
from coaching.queries import person as people
from coaching.queries.talk_week import ONE_WEEK, PEOPLE_A_PAGE, SEEN_WEEKS
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.people.pages.person import CHECK_INS, head
from salesgym.people.permissions import Reading
from salesgym.web import UserRequest, not_found_unless, or_404

TWO_WEEKS = 14
FURTHEST = timedelta(days=3660)


@require_GET
def check_ins(request: UserRequest) -> HttpResponse:
    facts = facts_of(request)
    not_found_unless(facts.is_manager)
    user, at, zone = request.user, clock.now(), request.user.zone
    today = at.astimezone(zone).date()
    this_monday = today - timedelta(days=today.weekday())
    monday = _monday(request.GET.get("week", ""), this_monday)
    found = talk_week.talks(user, since=monday, days=TWO_WEEKS, zone=zone)
    away = talk_week.away(user, found, since=monday, days=TWO_WEEKS)
    moves = {
        one.talk.pk: (days[one.talk.pk], one.talk.planned_for.astimezone(zone).time())
        for days in [talk_days.back_together(found, on=today)]
        for one in found
        if one.talk.pk in days
    }
    number = _page(request.GET.get("page", ""))
    seen = talk_week.seen(user, monday=monday, page=number, zone=zone, at=at)
    owed = talk_week.promised(
        user, until=monday + timedelta(days=6), since=today - ONE_WEEK * SEEN_WEEKS, on=today
    )
    context = {
        "week": week_pages.week(found, away, moves, reader=user, monday=monday, at=at, zone=zone),
        "where": ", ".join(team.name for team in facts.teams) if len(facts.teams) < 3 else "",
        "is_this_week": monday == this_monday,
        "before": (monday - ONE_WEEK).isoformat(),
        "after": (monday + ONE_WEEK).isoformat(),
        "seen": seen_pages.table(seen, monday=monday, at=at, zone=zone),
        "helped": helped_words(help_rating.together(user, at=at)),
        "page": Paginator(range(seen.count), PEOPLE_A_PAGE).get_page(number),
        "promises": promise_pages.promises(owed, reader=user, on=today),
    }
    return render(request, "coaching/check_ins/page.html", context)


def _monday(asked: str, otherwise: date) -> date:
    """The Monday of the week that was asked for; this week's for what is no day, or one far away."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return otherwise
    return day - timedelta(days=day.weekday()) if abs(day - otherwise) < FURTHEST else otherwise


def _page(asked: str) -> int:
    return int(asked) if asked.isdecimal() and 0 < int(asked) < 10_000 else 1


@require_GET
def person_check_ins(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(people.find(request.user, pk))
    not_found_unless(seen.reading is Reading.PARTY)
    user, at = request.user, clock.now()
    today = at.astimezone(user.zone).date()
    found = check_in.of_person(seen.person, at=at)
    context = {
        "head": head(seen.person, reader=user, tab=CHECK_INS),
        "is_own": seen.is_own,
        "talks": person_pages.page(found, reader=user, is_own=seen.is_own, at=at, on=today),
        # Who reads as a party and is not the rep manages them today: what can_plan_talk asks.
        "can_plan": not seen.is_own,
        "can_ask": seen.is_own and facts_of(request).is_member,
        "topic": TopicForm(),
        "plan_url": reverse("coaching:plan_check_in", query={"rep": seen.person.pk}),
    }
    return render(request, "coaching/person/check_ins.html", context)
