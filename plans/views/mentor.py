"""A mentor is asked, reads the invitation, answers; the pairing ends."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plans.actions import mentor, next_mentor
from plans.forms.life_mentor import AnswerForm, InviteMentorForm
from plans.models import Mentorship
from plans.models.mentorship import MENTOR_CAPACITY
from plans.permissions import (
    can_answer_invitation,
    can_ask_next_mentor,
    can_end_mentoring,
    can_invite_mentor,
    can_take_back_invitation,
    is_party,
)
from plans.queries import found, mentors
from plans.views.mentor_picker import picker
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import Organization, User
from salesgym.web import UserRequest, or_404, require, texts_typed, way_back


@require_http_methods(["GET", "POST"])
def invite_mentor(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.to_be_mentored(request.user, pk))
    require(can_invite_mentor(request.user, plan))
    asked_name = request.GET.get("q", "")
    organization = Organization.objects.current()
    on = organization.day(clock.now())
    suggested, called = mentors.suggestions(plan, on=on), mentors.search(plan, asked_name)
    sent = request.POST if request.method == "POST" else None
    form = InviteMentorForm(sent, plan=plan, people=called or suggested.people)
    if form.is_valid():
        try:
            mentor.invite(plan=plan, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_asked(request, form.cleaned_data["mentor"])
            return redirect("coaching:plan_page", pk=plan.pk)
    context = {
        "plan": plan,
        "form": form,
        "q": asked_name,
        "is_found": bool(called),
        "waiting": plan.mentorships.filter(status=Mentorship.Status.ASKED).select_related("mentor").first(),
        **picker(form, plan, suggested, reader=request.user, currency=organization.currency, on=on),
    }
    return render(request, "plans/mentor/invite.html", context)


@require_GET
def mentor_invitation(request: UserRequest, pk: int) -> HttpResponse:
    return _invitation_page(request, or_404(found.invitation(request.user, pk)), AnswerForm())


@require_POST
def accept_mentoring(request: UserRequest, pk: int) -> HttpResponse:
    mentorship = or_404(found.invitation(request.user, pk))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _invitation_page(request, mentorship, form)
    try:
        mentor.accept(mentorship=mentorship, at=clock.now(), answer=form.cleaned_data["answer"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        mentorship.refresh_from_db(fields=["status"])
        return _invitation_page(request, mentorship, form)
    messages.success(
        request, _("Thank you. %(name)s's plan is on your desk.") % {"name": mentorship.plan.rep.first_name}
    )
    # While the agreement waits for its second name, the desk is where the mentor finds the plan.
    return redirect("coaching:mentor_desk")


@require_POST
def decline_mentoring(request: UserRequest, pk: int) -> HttpResponse:
    mentorship = or_404(found.invitation(request.user, pk))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _invitation_page(request, mentorship, form)
    try:
        mentor.decline(mentorship=mentorship, at=clock.now(), answer=form.cleaned_data["answer"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        mentorship.refresh_from_db(fields=["status"])
        return _invitation_page(request, mentorship, form)
    messages.success(request, _("Thank you for the clear answer. Somebody else will be asked."))
    return redirect("plans:mentor_invitation", pk=pk)


@require_POST
def ask_next_mentor(request: UserRequest, pk: int) -> HttpResponse:
    mentorship = or_404(found.mentorship(request.user, pk))
    require(can_ask_next_mentor(request.user, mentorship.plan))
    try:
        asked = next_mentor.ask_next(mentorship=mentorship, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _tell_asked(request, asked.mentor)
    page = reverse("coaching:plan_page", args=[mentorship.plan_id])
    return redirect(way_back(request, f"{page}#people"))


@require_POST
def end_mentoring(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    # A party whose mentor has stepped down a moment ago is told so.
    is_late = plan.mentor_id is None and plan.is_open and is_party(request.user, plan)
    require(can_end_mentoring(request.user, plan) or is_late)
    is_mentor = request.user.pk == plan.mentor_id
    try:
        mentor.end(plan=plan, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The pairing is ended. What was written stays with the plan."))
    # The mentor can no longer open the plan, so the way goes to another page.
    return redirect("coaching:mentor_desk") if is_mentor else redirect("coaching:plan_page", pk=pk)


@require_POST
def take_back_invitation(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    require(can_take_back_invitation(request.user, plan))
    try:
        mentor.take_back(plan=plan, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation is taken back. You can ask somebody else."))
    return redirect("coaching:plan_page", pk=pk)


def _tell_asked(request: UserRequest, person: User) -> None:
    said = _("%(name)s has been asked. You hear as soon as there is an answer.")
    messages.success(request, said % {"name": person.first_name})


def _invitation_page(request: UserRequest, mentorship: Mentorship, form: AnswerForm) -> HttpResponse:
    can_answer = can_answer_invitation(request.user, mentorship) and mentorship.plan.is_open
    context = {
        "mentorship": mentorship,
        "plan": mentorship.plan,
        "form": form,
        "can_answer": can_answer,
        "is_full": can_answer and mentors.is_full(request.user),
        "capacity": MENTOR_CAPACITY,
        "is_mentor": mentorship.status == Mentorship.Status.ACCEPTED,
        "texts": texts_typed(request.POST) if not can_answer else [],
    }
    return render(request, "plans/mentor/invitation.html", context)
