"""Everything that happened to a plan, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import History, Plan
from plans.queries.forecast_words import changed_words

PAGE_SIZE = 50
SOMEBODY = gettext_lazy("SalesGym")

# What a mentor may read of: the climb, the practice and what is said. Never terms, agreement or outcome.
FOR_MENTORS = (
    "plan.started", "plan.paused", "plan.resumed", "milestone.reached", "milestone.claimed",
    "milestone.verified", "milestone.sent_back", "milestone.taken_back", "milestone.noted", "reward.earned", "reward.delivered",
    "mentor.asked", "mentor.accepted", "mentor.declined", "mentor.ended", "programme.changed",
    "practice.logged", "practice.undone", "comment.added", "status.changed",
)  # fmt: skip

# For the parties: what only managers do with a draft is theirs until it is proposed.
DRAFT_EVENTS = ("draft.opened", "draft.saved")

WORDS: Mapping[str, tuple[str, object]] = {
    "draft.opened": ("file-plus", gettext_lazy("%(who)s opened a draft")),
    "draft.saved": ("save", gettext_lazy("%(who)s saved the draft")),
    "focus.asked": ("circle-question-mark", gettext_lazy("%(who)s asked which skill to pick")),
    "focus.answered": ("message-circle", gettext_lazy("%(who)s answered which skill to pick")),
    "focus.taken_back": ("undo-2", gettext_lazy("%(who)s took the question back")),
    "plan.proposed": ("send", gettext_lazy("%(who)s proposed the plan")),
    "plan.taken_back": ("undo-2", gettext_lazy("%(who)s took the proposal back to change it")),
    "plan.changes_suggested": ("message-square-diff", gettext_lazy("%(who)s suggested a change")),
    "own_figure.saved": ("pencil", gettext_lazy("%(who)s saved a figure of what it is worth")),
    "agreement.signed": ("pen-line", gettext_lazy("%(who)s signed the agreement")),
    "plan.started": ("play", gettext_lazy("Both have signed: the plan is agreed")),
    "plan.paused": ("tree-palm", gettext_lazy("%(who)s paused the plan")),
    "plan.resumed": ("play", gettext_lazy("%(who)s resumed the plan; open dates moved along")),
    "milestone.reached": ("flag", gettext_lazy("Step %(number)s was reached by the numbers")),
    "milestone.claimed": ("flag", gettext_lazy("%(who)s claimed step %(number)s with evidence")),
    "milestone.verified": ("badge-check", gettext_lazy("%(who)s verified step %(number)s")),
    "milestone.sent_back": ("undo-2", gettext_lazy("%(who)s asked for a little more on step %(number)s")),
    "milestone.noted": ("flag", gettext_lazy("Step %(number)s got a note: its numbers were corrected")),
    "milestone.taken_back": (
        "undo-2",
        gettext_lazy("Step %(number)s is open again: its numbers were corrected"),
    ),
    "reward.earned": ("gift", gettext_lazy("A reward was earned: %(what)s")),
    "reward.delivered": ("gift", gettext_lazy("%(who)s gave the reward: %(what)s")),
    "support.delivered": ("hand-heart", gettext_lazy("%(who)s kept a promise: %(what)s")),
    "mentor.asked": ("user-round-plus", gettext_lazy("%(who)s asked for a mentor")),
    "mentor.accepted": ("user-round-check", gettext_lazy("%(who)s became the mentor")),
    "mentor.declined": ("user-round-x", gettext_lazy("%(who)s cannot be the mentor this time")),
    "mentor.ended": ("user-round-minus", gettext_lazy("%(who)s ended the mentoring")),
    "programme.changed": ("list-checks", gettext_lazy("%(who)s changed the practice programme")),
    "status.changed": ("trending-up", gettext_lazy("%(changed)s")),
    "plan.in_review": ("clipboard-check", gettext_lazy("The plan came into review")),
    "plan.closed": ("lock", gettext_lazy("%(who)s closed the plan")),
    "practice.logged": ("dumbbell", gettext_lazy("%(who)s practiced %(drill)s")),
    "practice.undone": ("undo-2", gettext_lazy("%(who)s took a workout back")),
    "comment.added": ("message-circle", gettext_lazy("%(who)s wrote a comment")),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    icon: str
    text: str
    reason: str
    at: datetime
    is_reward: bool


def timeline(
    plan: Plan, *, sees_terms: bool, sees_drafts: bool, page: str | None
) -> tuple[list[Event], Page[History]]:
    """One page of what happened, newest first; for mentors without anything of the terms."""
    rows = History.objects.filter(plan=plan).select_related("actor").order_by("-seq")
    if not sees_terms:
        rows = rows.filter(event__in=FOR_MENTORS)
    elif not sees_drafts:
        rows = rows.exclude(event__in=DRAFT_EVENTS)
    found = Paginator(rows, PAGE_SIZE).get_page(page)
    return [_event(row, sees_terms=sees_terms) for row in found], found


def _event(row: History, *, sees_terms: bool) -> Event:
    icon, text = WORDS.get(row.event, ("circle", gettext_lazy("%(who)s changed the plan")))
    detail = row.detail
    said = {
        "who": row.actor.name if row.actor else SOMEBODY,
        "number": detail.get("position") or detail.get("number") or detail.get("milestone", ""),
        "what": detail.get("what") or detail.get("reward", ""),
        "drill": detail.get("drill", _("a drill")),
        "changed": changed_words(detail) if row.event == "status.changed" else "",
    }
    return Event(
        icon=icon,
        text=str(text) % said,
        reason=_reason(row, sees_terms=sees_terms),
        at=row.at,
        is_reward=row.event.startswith("reward."),
    )


def _reason(row: History, *, sees_terms: bool) -> str:
    """Why it happened, for those who may read it. Why a plan matters to the rep stands on its own page alone."""
    if row.event == "own_figure.saved" or not (sees_terms or row.event.startswith("milestone.")):
        return ""
    detail = row.detail
    return str(detail.get("reason") or detail.get("reasons") or detail.get("evidence") or "")
