"""The page of one check-in: its agenda, its notes, its promises, and what both say of it."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coaching.forms import talk as forms
from coaching.forms.practice import FACES
from coaching.models import HelpRating
from coaching.pages.check_in import page as pages
from coaching.pages.check_in.promises import owners
from coaching.pages.check_ins.addresses import talk_url
from coaching.pages.check_ins.helped import who_reads
from coaching.queries import talk as queries
from coaching.queries import talk_opened
from coaching.queries.talk import TalkFacts
from coaching.queries.talk_opened import OpenedTalk
from coaching.views.shell import facts_of
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.web import UserRequest, or_404

# A promise is for the next talk unless another day is chosen.
USUAL_DAYS = timedelta(days=7)
# The faces of the four answers, from those of a workout.
HELPED_FACES = {1: FACES[1], 2: FACES[3], 3: FACES[4], 4: FACES[5]}


@require_GET
def check_in(request: UserRequest, person: int, pk: int) -> HttpResponse:
    at = clock.now()
    return page(request, or_404(talk_opened.find(request.user, person, pk, at=at)), at=at)


def page(
    request: UserRequest, opened: OpenedTalk, *, at: datetime, refused: forms.TalkForm | None = None
) -> HttpResponse:
    """The page as it stands now; `refused`, a form that was not taken, comes back in its place."""
    talk, reader = opened.talk, request.user
    facts = queries.facts(opened, reader, at=at)
    shown = pages.page(facts, reader=reader, say=Sayers(facts_of(request).currency), at=at)
    typed = _forms(facts, reader, on=timezone.localtime(at).date())
    if refused is not None:
        typed[refused.place] = refused
    context = {
        "talk": talk,
        "page": shown,
        "here": talk_url(talk),
        "forms": typed,
        "not_taken": refused if refused is not None and refused.place not in shown.places else None,
        "faces": [(value, label, HELPED_FACES[value]) for value, label in HelpRating.Helped.choices],
        "asks_promises": facts.asks_promises,
        "who_reads": who_reads(talk),
    }
    return render(request, "coaching/check_in/page.html", context)


def _forms(facts: TalkFacts, reader: User, *, on: date) -> dict[str, forms.TalkForm]:
    """The forms of the page by their place, filled with what is stored."""
    talk, rating = facts.talk, facts.rating
    people = owners(talk, facts.lead, facts.plan.mentor if facts.plan else None, reader=reader)
    said = (
        {"helped": rating.helped, "more": rating.more, "promises_came": rating.promises_came}
        if rating is not None
        else {}
    )
    made: list[forms.TalkForm] = [
        forms.NotesForm(initial={"text": talk.notes, "version": talk.notes_version}),
        forms.PrivateNoteForm(initial={"text": facts.note}),
        forms.TopicForm(),
        forms.PromiseForm(owners=people, on=on, initial={"owner": talk.rep_id, "due_on": on + USUAL_DAYS}),
        forms.DifferentlyForm(),
        forms.AnswerForm(),
        forms.RatingForm(initial=said),
    ]
    return {form.place: form for form in made}
