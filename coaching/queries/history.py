"""Everything that happened to a plan, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import Event, History, Plan
from plans.models.history import Readers
from plans.pages.status import changed_words

PAGE_SIZE = 50
SOMEBODY = gettext_lazy("SalesGym")
EVENTS = {event.value: event for event in Event}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    icon: str
    text: str
    reason: str
    at: datetime
    is_reward: bool


def timeline(
    plan: Plan, *, sees_terms: bool, sees_drafts: bool, page: str | None
) -> tuple[list[Entry], Page[History]]:
    """One page of what happened, newest first: for mentors, for the parties, or with what managers did to the draft."""
    rows = History.objects.filter(plan=plan).select_related("actor").order_by("-seq")
    if not sees_terms:
        rows = rows.filter(event__in=[event for event in Event if event.for_mentors])
    elif not sees_drafts:
        rows = rows.exclude(event__in=[event for event in Event if event.readers is Readers.MANAGERS])
    found = Paginator(rows, PAGE_SIZE).get_page(page)
    return [_entry(row, sees_terms=sees_terms) for row in found], found


def _entry(row: History, *, sees_terms: bool) -> Entry:
    event = EVENTS[row.event]
    detail = row.detail
    said = {
        "who": row.actor.name if row.actor else SOMEBODY,
        "number": detail.get("position") or detail.get("number") or detail.get("milestone", ""),
        "what": detail.get("what") or detail.get("reward", ""),
        "drill": detail.get("drill", _("a drill")),
        "changed": changed_words(detail) if event is Event.STATUS_CHANGED else "",
    }
    return Entry(
        icon=event.icon,
        text=str(event.words) % said,
        reason=_reason(event, detail, sees_terms=sees_terms),
        at=row.at,
        is_reward=event.noun == "reward",
    )


def _reason(event: Event, detail: Mapping[str, object], *, sees_terms: bool) -> str:
    """Why it happened, for those who may read it. Why a plan matters to the rep stands on its own page alone."""
    if event is Event.OWN_FIGURE_SAVED or not (sees_terms or event.noun == "milestone"):
        return ""
    return str(detail.get("reason") or detail.get("reasons") or detail.get("evidence") or "")
