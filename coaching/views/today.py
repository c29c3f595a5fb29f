"""Today: the home of a rep."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.forms.comment import CommentForm
from coaching.pages import words
from coaching.pages.quick_replies import QUICK_REPLIES
from coaching.pages.today import page as pages
from coaching.pages.today.talk import talk_note
from coaching.queries import today as queries
from coaching.views.shell import facts_of
from plans.permissions import can_comment
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.web import UserRequest


@require_GET
def today(request: UserRequest) -> HttpResponse:
    at = clock.now()
    on = timezone.localtime(at).date()
    facts = queries.today_facts(request.user, on=on)
    frame = facts_of(request)
    page = pages.today(facts, say=Sayers(frame.currency), on=on, is_member=frame.is_member)
    context = {
        "page": page,
        "plan": page.plan,
        "on": on,
        "talk": talk_note(frame.own_talk, request.user, at=at, zone=request.user.zone),
        "greeting": words.short_greeting(timezone.localtime(at).hour),
        "quick_replies": QUICK_REPLIES,
        "answer": CommentForm() if page.word else None,
        "telling": CommentForm(auto_id="win-%s", initial={"milestone": page.win.asks_about})
        if page.win and page.win.asks_about
        else None,
        "can_answer": bool(page.plan and page.word and can_comment(request.user, page.plan)),
    }
    return render(request, "coaching/today/page.html", context)
