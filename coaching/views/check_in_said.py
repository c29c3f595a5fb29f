"""What is written around a check-in: notes, topics, another view, an answer, and whether it helped."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coaching.actions import check_in, help_rating, private_note, topic
from coaching.forms import talk as forms
from coaching.models import CheckInKind
from coaching.pages.check_ins.helped import who_reads
from coaching.permissions import can_answer_talk, can_rate_talk, can_remove_topic
from coaching.queries import talk_found as found
from coaching.views.check_in_answers import pressed, sent, talk_of
from salesgym import clock
from salesgym.web import UserRequest, or_404, require


@require_POST
def save_notes(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk, form = talk_of(request, person, pk), forms.NotesForm(request.POST)
    return sent(
        request,
        talk,
        form,
        lambda data: check_in.save_notes(talk=talk, by=request.user, at=clock.now(), **data),
        _("The notes are saved."),
    )


@require_POST
def save_private_note(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk, form = talk_of(request, person, pk), forms.PrivateNoteForm(request.POST)
    return sent(
        request,
        talk,
        form,
        lambda data: private_note.save(talk=talk, by=request.user, at=clock.now(), **data),
        _("Saved. Nobody but you reads it."),
    )


@require_POST
def add_topic(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk, form = talk_of(request, person, pk), forms.TopicForm(request.POST)
    kind = CheckInKind(talk.kind)
    return sent(
        request,
        talk,
        form,
        lambda data: topic.add(rep=talk.rep, kind=kind, by=request.user, at=clock.now(), **data),
    )


@require_POST
def remove_topic(request: UserRequest, person: int, pk: int, topic_pk: int) -> HttpResponse:
    talk = talk_of(request, person, pk)
    line = or_404(found.topic(talk, topic_pk))
    require(can_remove_topic(request.user, line))
    return pressed(request, talk, lambda: topic.remove(topic=line))


@require_POST
def see_differently(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk, form = talk_of(request, person, pk), forms.DifferentlyForm(request.POST)
    require(can_rate_talk(request.user, talk))
    return sent(
        request,
        talk,
        form,
        lambda data: check_in.see_differently(talk=talk, by=request.user, at=clock.now(), **data),
        _("It stands beside the notes now."),
    )


@require_POST
def answer_check_in(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk, form = talk_of(request, person, pk), forms.AnswerForm(request.POST)
    require(can_answer_talk(request.user, talk))
    return sent(
        request,
        talk,
        form,
        lambda data: check_in.answer(talk=talk, by=request.user, at=clock.now(), **data),
        _("Your answer stands beside it now."),
    )


@require_POST
def rate_check_in(request: UserRequest, person: int, pk: int) -> HttpResponse:
    talk, form = talk_of(request, person, pk), forms.RatingForm(request.POST)
    require(can_rate_talk(request.user, talk))
    return sent(
        request,
        talk,
        form,
        lambda data: help_rating.rate(talk=talk, at=clock.now(), **data),
        " ".join([_("Thank you."), who_reads(talk)]),
    )
