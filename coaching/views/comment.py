"""Say something on a plan, one of its steps or one workout."""

from typing import TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.actions import comment
from coaching.forms.comment import CommentForm, EditCommentForm
from coaching.models import Comment, PracticeEntry
from coaching.permissions import can_change_comment
from coaching.queries import comment as queries
from coaching.views import refused_comment
from plans.models import Plan
from plans.permissions import talks
from plans.queries import found
from plans.queries.people import managers_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import User
from salesgym.web import UserRequest, or_404, require, way_back

Row = TypeVar("Row", bound=Model)


@require_POST
def add_comment(request: UserRequest, pk: int) -> HttpResponse:
    plan = or_404(found.plan(request.user, pk))
    # Of a plan that was closed meanwhile the action says so, and what was typed stays in sight.
    require(talks(request.user, plan) and plan.status != Plan.Status.DRAFT)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return refused_comment.on_its_page(request, plan, form)
    sent = form.cleaned_data
    try:
        comment.add(
            plan=plan,
            by=request.user,
            body=sent["body"],
            client_id=sent["client_id"],
            milestone=_one(plan.milestones.all(), sent["milestone"]),
            practice=_one(PracticeEntry.objects.filter(plan=plan), sent["practice"]),
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        form.renew_client_id()
        return refused_comment.on_its_page(request, plan, form)
    messages.success(request, _sent_to(plan, request.user))
    return redirect(way_back(request, refused_comment.conversation_of(plan)))


@require_http_methods(["GET", "POST"])
def edit_comment(request: UserRequest, pk: int) -> HttpResponse:
    said = or_404(queries.comment(request.user, pk))
    require(can_change_comment(request.user, said))
    form = EditCommentForm(request.POST or None, initial={"body": said.body})
    if request.method == "POST" and form.is_valid():
        try:
            comment.edit(comment=said, by=request.user, body=form.cleaned_data["body"], at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your new words are on the plan."))
            return redirect(_place_of(said))
    return render(request, "coaching/comment/edit.html", {"plan": said.plan, "said": said, "form": form})


@require_POST
def withdraw_comment(request: UserRequest, pk: int) -> HttpResponse:
    said = or_404(queries.comment(request.user, pk))
    require(can_change_comment(request.user, said))
    try:
        comment.withdraw(comment=said, by=request.user, at=clock.now())
        messages.success(request, _("Withdrawn. Its words are gone."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(way_back(request, _place_of(said)))


def _place_of(said: Comment) -> str:
    """On the plan's page, with all that was said: an older comment stands there alone."""
    query = {"comments": "all"}
    return reverse("coaching:plan_page", args=[said.plan_id], query=query, fragment=f"comment-{said.pk}")


def _sent_to(plan: Plan, author: User) -> str:
    """Sent to Sofia and Dana: everybody on the plan today but who wrote."""
    people = [plan.rep, *([plan.mentor] if plan.mentor else []), *managers_of(plan.rep)]
    names = list({one.pk: one.first_name for one in people if one.pk != author.pk}.values())
    if not names:
        return _("It stands on the plan.")
    *first, last = names
    if not first:
        return _("Sent to %(name)s.") % {"name": last}
    return _("Sent to %(names)s and %(last)s.") % {"names": ", ".join(first), "last": last}


def _one(rows: QuerySet[Row], pk: int | None) -> Row | None:
    """The row of this plan that is spoken about; one of another plan does not exist here."""
    if pk is None:
        return None
    return or_404(rows.filter(pk=pk).first())
