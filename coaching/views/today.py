"""Today: the home of a rep."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.forms.comment import CommentForm
from coaching.pages.check_in import promises
from coaching.pages.greeting import short_greeting
from coaching.pages.quick_replies import QUICK_REPLIES
from coaching.pages.today import page as pages
from coaching.pages.today.page import TodayPage
from coaching.pages.today.talk import TalkNote, talk_note
from coaching.queries import today as queries
from coaching.queries.shell import FrameFacts
from coaching.queries.talk_found import promises_of_rep
from coaching.queries.today import LastWord
from coaching.views.shell import facts_of
from plans.permissions import can_comment
from salesgym import clock
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.people.queries import directory
from salesgym.web import UserRequest


@require_GET
def today(request: UserRequest, refused: CommentForm | None = None) -> HttpResponse:
    """The home of a rep; `refused`, a comment on their plan that was not taken, comes back where it was written."""
    at = clock.now()
    on = timezone.localtime(at).date()
    facts = queries.today_facts(request.user, on=on)
    frame = facts_of(request)
    owed = promises_of_rep(request.user, until=monday(on) + timedelta(days=6), since=on)
    page = pages.today(facts, say=Sayers(frame.currency), on=on, is_member=frame.is_member)
    context = {
        "page": page,
        "plan": page.plan,
        "linked": _linked(request.user, page.word, frame),
        "on": on,
        "talk": _top(page, talk_note(frame.own_talk, request.user, at=at, zone=request.user.zone)),
        "promised": [
            *promises.own(owed, reader=request.user, on=on),
            *promises.with_own_plan(facts.open.own.promises if facts.open else (), on=on),
        ],
        "greeting": short_greeting(timezone.localtime(at).hour),
        "quick_replies": QUICK_REPLIES,
        **_forms(request, page, refused),
    }
    return render(request, "coaching/today/page.html", context)


def _top(page: TodayPage, note: TalkNote | None) -> TalkNote | None:
    """One thing at the top: a win comes before a talk to come, a yes that is missing comes before a win."""
    return None if note is not None and page.win and not note.waits else note


def _linked(reader: User, word: LastWord | None, frame: FrameFacts) -> frozenset[int]:
    """Whose name on the page is a link. Nobody is asked for where the reader has nobody to see but themselves."""
    if word is None or not (frame.is_manager or frame.desk.mentees or reader.is_site_admin):
        return frozenset()
    return directory.seen_among(reader, {word.author.pk})


def _forms(request: UserRequest, page: TodayPage, refused: CommentForm | None) -> dict[str, Any]:
    """The forms of the page; a refused one is that of the win or of the last word, or is there to copy."""
    can_answer = bool(page.plan and page.word and can_comment(request.user, page.plan))
    asks_about = page.win.asks_about if page.win else None
    telling = CommentForm(initial={"milestone": asks_about}) if asks_about else None
    written = not_taken = None
    if refused is None:
        pass
    elif refused.is_too_late:
        not_taken = refused
    elif telling and str(refused["milestone"].value()) == str(asks_about):
        telling = refused
    elif can_answer:
        written = refused
    else:
        not_taken = refused
    return {
        "can_answer": can_answer,
        "answer": CommentForm() if page.word else None,
        "written": written,
        "telling": telling.placed("win-%s") if telling else None,
        "not_taken": not_taken,
    }
