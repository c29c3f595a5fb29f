"""A comment that was not taken, on the page where it was written: the form in its place, with what was typed."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.urls import reverse

from coaching.forms.comment import CommentForm
from coaching.views.plan_page import plan_page
from coaching.views.plan_practice import plan_practice
from coaching.views.today import today
from plans.models import Plan
from plans.permissions import can_comment, is_rep
from salesgym.web import UserRequest, asked_at, way_back

OF_A_PLAN = {"coaching:plan_page": plan_page, "coaching:plan_practice": plan_practice}


def on_its_page(request: UserRequest, plan: Plan, form: CommentForm) -> HttpResponse:
    """The page that the form names in `next`, else the plan's, as if it was asked for now, with this form in it."""
    plan.refresh_from_db(fields=["status"])
    form.is_too_late = not can_comment(request.user, plan)
    conversation = conversation_of(plan)
    try:
        page = asked_at(request, way_back(request, conversation))
    except Http404:
        page = asked_at(request, conversation)
    name, pk = page.resolver_match.view_name, page.resolver_match.kwargs.get("pk")
    if name == "coaching:today" and is_rep(request.user, plan):
        response = today(page, refused=form)
    elif name in OF_A_PLAN and pk == plan.pk:
        response = OF_A_PLAN[name](page, pk, refused=form)
    else:
        response = plan_page(asked_at(request, conversation), plan.pk, refused=form)
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def conversation_of(plan: Plan) -> str:
    """Where the words around this plan stand."""
    return reverse("coaching:plan_page", args=[plan.pk], fragment="conversation")
