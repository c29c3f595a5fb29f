"""The workouts of a plan, week by week."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coaching.calculations.late import days_late
from coaching.forms.comment import CommentForm
from coaching.forms.role_play import HowSureForm
from coaching.models import Confidence, PracticeEntry
from coaching.pages.plan import cards
from coaching.pages.plan import practice as pages
from coaching.pages.plan import scores as score_pages
from coaching.pages.plan.by_week import Row, late, weeks
from coaching.permissions import can_see_confidence, can_undo
from coaching.queries import confidence, role_play
from coaching.queries import plan as queries
from coaching.queries.opened_plan import OpenedPlan, find
from coaching.views.plan_page import editable, frame, may, wizard_url
from coaching.views.shell import facts_of
from plans.models import Plan
from plans.permissions import can_read_scores, is_rep
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.web import UserRequest, or_404

PAGE_SIZE = 20


@require_GET
def plan_practice(request: UserRequest, pk: int, refused: CommentForm | None = None) -> HttpResponse:
    """The log with what was said of each workout; `refused`, a comment that was not taken, comes back in its row."""
    opened = or_404(find(request.user, pk, part="log"))
    plan, reader, at = opened.plan, request.user, clock.now()
    if plan.status == Plan.Status.DRAFT:
        return redirect(wizard_url(plan))
    if plan.is_discarded:
        return redirect("coaching:plan_page", pk=pk)
    on = timezone.localtime(at).date()
    page = queries.practice_page(opened, size=PAGE_SIZE, number=request.GET.get("page"))
    comments = queries.comments_on_practice(list(page))
    forms = _forms(page, refused)
    said = confidence.of_plan(plan, for_user=reader) if can_see_confidence(reader, plan) else []
    sure = score_pages.with_workouts(said)
    rows = [
        Row(
            entry=entry,
            said=comments[entry.pk],
            form=forms[entry.pk],
            can_undo=plan.is_open and entry.is_recent(at) and can_undo(reader, entry),
            is_open=forms[entry.pk] is refused or request.GET.get("answer") == str(entry.pk),
            late=late(days_late(entry.practiced_on, logged_at=entry.logged_at, zone=plan.rep.zone)),
            sure=sure.get(entry.pk, ""),
            url=_answered_url(plan, page.number, entry.pk),
        )
        for entry in page
    ]
    context = {
        **frame(reader, plan, here=_("Workouts")),
        **may(reader, plan),
        "page": page,
        "weeks": weeks(rows, on=on),
        "not_taken": refused if refused and (refused.is_too_late or refused not in forms.values()) else None,
        "programme": opened.programme,
        "linked": cards.linked(opened, reader),
        "editable": editable(reader, plan, [one for told in comments.values() for one in told]),
        **_scores(request, plan, said, on=on),
        "log_notes": _log_notes(opened, reader, on=on),
    }
    return render(request, "coaching/practice/list.html", context)


def _log_notes(opened: OpenedPlan, reader: User, *, on: date) -> list[str]:
    """What is unusual in a log is for the rep alone."""
    is_told = is_rep(reader, opened.plan) and opened.plan.is_working
    return pages.patterns(opened, on=on) if is_told else []


def _scores(request: UserRequest, plan: Plan, said: Sequence[Confidence], *, on: date) -> dict[str, Any]:
    """The rubric over time, and how sure the rep felt beside it, for those who may know."""
    reader = request.user
    facts = role_play.scores(plan, for_user=reader, on=on) if can_read_scores(reader, plan) else None
    say = Sayers(facts_of(request).currency)
    how_sure = score_pages.how_sure(said, facts, plan, reader=reader)
    return {
        "scores": score_pages.scores(facts, plan, reader=reader, say=say) if facts else None,
        "how_sure": how_sure if can_see_confidence(reader, plan) else None,
        "sure_form": HowSureForm() if how_sure and how_sure.asks_about else None,
    }


def _forms(entries: Iterable[PracticeEntry], refused: CommentForm | None) -> dict[int, CommentForm]:
    """A form for each of these workouts; the refused one where it was typed."""
    forms = {}
    for entry in entries:
        is_typed = refused is not None and str(refused["practice"].value()) == str(entry.pk)
        form = refused if refused is not None and is_typed else CommentForm(initial={"practice": entry.pk})
        forms[entry.pk] = form.placed(f"on_{entry.pk}_%s")
    return forms


def _answered_url(plan: Plan, page: int, entry: int) -> str:
    """The row of this workout on its page, with what was said of it open."""
    query = {"page": page, "answer": entry} if page > 1 else {"answer": entry}
    return reverse("coaching:plan_practice", args=[plan.pk], query=query, fragment=f"entry-{entry}")
