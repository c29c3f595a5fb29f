"""A plan on one page, and its proof."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coaching.forms.comment import CommentForm
from coaching.models import Comment
from coaching.pages import quick_replies
from coaching.pages.plan import banner, cards, moment, proof
from coaching.pages.plan import page as pages
from coaching.queries import plan as queries
from coaching.queries.opened_plan import find
from coaching.views import being_changed
from coaching.views.shell import facts_of
from plans import permissions
from plans.models import Milestone, Plan
from plans.pages import formal_record as record_pages
from plans.pages import formal_sheet as sheet_pages
from plans.pages import imported_weeks, typed_weeks
from plans.pages import look_back as gains
from plans.queries import formal_record, formal_sheet, look_back
from plans.queries import found as plans_found
from salesgym import clock
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.people.pages.person import PLAN, head
from salesgym.people.permissions import Reading
from salesgym.web import UserRequest

SEEN = "seen_steps"
A_YEAR = 365 * 24 * 3600
MOST_SEEN = 40


@require_GET
def plan_page(request: UserRequest, pk: int, refused: CommentForm | None = None) -> HttpResponse:
    with_proof = request.GET.get("proof") == "open"
    at = clock.now()
    on = timezone.localtime(at).date()
    opened = find(request.user, pk, part="whole" if with_proof else "overview", since=monday(on))
    if opened is None:
        return being_changed.page_or_404(request, pk)
    plan, reader = opened.plan, request.user
    if plan.status == Plan.Status.DRAFT:
        return redirect(wizard_url(plan))
    if plan.is_discarded:
        context = {**frame(reader, plan, here=_("Discarded draft")), "linked": cards.linked(opened, reader)}
        return render(request, "coaching/plan_page/discarded.html", context)
    say, seen = Sayers(facts_of(request).currency), _seen(request)
    facts = queries.plan_facts(
        opened, on=on, with_proof=with_proof, all_comments=request.GET.get("comments") == "all"
    )
    page = pages.page(facts, reader=reader, say=say, at=at)
    loud = moment.moment(plan, page.steps, reader=reader, seen=seen, say=say, on=on)
    context = {
        **frame(reader, plan, line=page.line),
        **may(reader, plan),
        "page": page,
        "proof": proof.proof(facts.numbers, reader=reader, say=say, on=on) if with_proof else None,
        "on": on,
        "moment": loud,
        "notice": banner.notice(opened, page.standing, reader=reader, on=on),
        **_words(refused),
        "thanks": _thanks(reader, plan, page.newest),
        "thank_you": quick_replies.QUICK_REPLIES[0],
        **_lasting(reader, plan, say, on=on),
        **_formal(reader, plan, page.steps, at=at),
        "linked": cards.linked(opened, reader),
        "editable": editable(reader, plan, page.comments),
        "talkers": banner.readers(cards.around(opened), reader=reader),
    }
    response = render(request, "coaching/plan_page/page.html", context)
    if loud is not None and loud.key not in seen:
        _remember(request, response, seen, loud.key)
    return response


def _words(refused: CommentForm | None) -> dict[str, CommentForm | None]:
    """The form of the conversation: one that was refused comes back in its place, or is there to copy."""
    is_over = refused is not None and refused.is_too_late
    return {"form": refused or CommentForm(), "not_taken": refused if is_over else None}


def _lasting(reader: User, plan: Plan, say: Sayers, *, on: date) -> dict[str, Any]:
    """What became of the gain of a closed plan, and which other gains of its rep held, for its two parties."""
    if plan.is_open or not permissions.can_see_terms(reader, plan):
        return {}
    looks = look_back.looks_of(plan.rep, reader)
    own = next((look for look in looks if look.plan_id == plan.pk), None)
    is_rep = permissions.is_rep(reader, plan)
    has_plan = bool(own and own.is_slipped and is_rep and plans_found.has_open_plan(reader))
    others = [look for look in looks if look.plan_id != plan.pk]
    return {
        "gain": gains.gain(own, say, is_rep=is_rep, on=on, has_plan=has_plan),
        "held": gains.held(others, say),
    }


def _formal(reader: User, plan: Plan, steps: Sequence[Milestone], *, at: datetime) -> dict[str, Any]:
    """How the end of a formal plan is decided, what was said about it, what files changed in its weeks and which typed weeks
    wait, for its two parties."""
    if not plan.is_formal or not permissions.can_see_terms(reader, plan):
        return {}
    record, sheet = formal_record.record_of(plan), formal_sheet.sheet_of(plan, steps, at=at)
    return {
        "formal_record": record_pages.printed(record, plan, reader=reader, at=at) or None,
        "sheet": sheet_pages.printed(sheet) if sheet is not None else None,
        "imports": imported_weeks.imported(record),
        "typed": typed_weeks.note(plan, reader=reader),
    }


@require_GET
def plan_proof(request: UserRequest, pk: int) -> HttpResponse:
    """The fold Proof as a page of its own, as a phone shows it."""
    opened = find(request.user, pk, part="proof")
    if opened is None:
        return being_changed.page_or_404(request, pk)
    plan, reader = opened.plan, request.user
    if plan.status == Plan.Status.DRAFT:
        return redirect(wizard_url(plan))
    if plan.is_discarded:
        return redirect("coaching:plan_page", pk=pk)
    say, on = Sayers(facts_of(request).currency), clock.today()
    numbers = queries.plan_numbers(opened, on=on, with_proof=True)
    is_ahead_shown = request.GET.get("ahead") == "shown"
    context = {
        **frame(reader, plan, here=_("Proof")),
        "proof": proof.proof(numbers, reader=reader, say=say, on=on, with_ahead=is_ahead_shown),
        "is_ahead_shown": is_ahead_shown,
    }
    return render(request, "coaching/plan_page/proof.html", context)


def editable(reader: User, plan: Plan, comments: Iterable[Comment]) -> set[int]:
    """The ids of those comments that this reader may still edit or withdraw."""
    at = clock.now()
    if not permissions.can_comment(reader, plan):
        return set()
    return {said.pk for said in comments if said.author_id == reader.pk and said.may_change(at)}


def _thanks(reader: User, plan: Plan, newest: Comment | None) -> CommentForm | None:
    """The form that answers the newest word with one tap; None where it asks for no answer of this reader."""
    if newest is None or newest.author_id == reader.pk or quick_replies.closes(newest.body):
        return None
    return CommentForm(auto_id="thanks_%s") if permissions.can_comment(reader, plan) else None


def frame(
    user: User, plan: Plan, *, tab: str = PLAN, here: str = "", line: str | None = None
) -> dict[str, Any]:
    """What every page of a plan needs: on the tab itself, or with `here`, the page's name, below one."""
    sees_terms = permissions.can_see_terms(user, plan)
    reading = Reading.PARTY if sees_terms else Reading.MENTOR
    # Why this one thing was chosen stays between the rep and their managers: others read what the skill is.
    lead = plan.why if sees_terms else plan.skill.summary if plan.skill else ""
    return {
        "plan": plan,
        "lead": lead,
        "head": head(plan.rep, reader=user, tab=tab, reading=reading, here=here, line=line),
        "is_rep": permissions.is_rep(user, plan),
        # A mentor does not learn that a plan is formal.
        "is_formal_shown": plan.is_formal and sees_terms,
    }


def may(user: User, plan: Plan) -> dict[str, bool]:
    """What this person may do here: templates ask nothing else."""
    return {
        "can_comment": permissions.can_comment(user, plan),
        "can_log": permissions.can_log_practice(user, plan),
        "can_score": permissions.can_score(user, plan),
        "can_claim": permissions.can_claim(user, plan),
        "can_question": permissions.is_rep_of_terms(user, plan),
        "can_verify": permissions.can_verify(user, plan),
        "can_amend": permissions.can_amend(user, plan),
        "can_pause": permissions.can_pause(user, plan),
        "can_resume": permissions.can_resume(user, plan),
        "can_close": permissions.can_close(user, plan),
        "can_copy": permissions.can_copy(user, plan),
        "can_take_back": permissions.can_take_back(user, plan),
        "can_change_programme": permissions.can_change_programme(user, plan),
        "can_invite_mentor": permissions.can_invite_mentor(user, plan),
        "can_end_mentoring": permissions.can_end_mentoring(user, plan),
        "sees_terms": permissions.can_see_terms(user, plan),
        "manages": permissions.manages(user, plan),
    }


def wizard_url(plan: Plan) -> str:
    """Where a draft is written on."""
    names = ("focus", "reason", "big_picture", "milestones", "people", "review")
    return reverse(f"plans:wizard_{names[plan.wizard_step - 1]}", args=[plan.pk])


def _seen(request: UserRequest) -> list[str]:
    """The loud moments this browser has shown, kept in a cookie: seeing one costs no write."""
    kept = request.get_signed_cookie(SEEN, default="", salt=str(request.user.pk)) or ""
    return [key for key in kept.split(".") if key]


def _remember(request: UserRequest, response: HttpResponse, seen: list[str], key: str) -> None:
    response.set_signed_cookie(
        SEEN,
        ".".join([*seen, key][-MOST_SEEN:]),
        salt=str(request.user.pk),
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
