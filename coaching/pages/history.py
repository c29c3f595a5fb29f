"""What happened to a plan, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import Event, History
from plans.pages.status import changed_words

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


def entries(rows: Iterable[History], *, sees_terms: bool, is_rep: bool = False) -> list[Entry]:
    """These rows as lines of the timeline; reasons are for those who see the terms, small chances not for the rep."""
    return [_entry(row, sees_terms=sees_terms, is_rep=is_rep) for row in rows]


def _entry(row: History, *, sees_terms: bool, is_rep: bool) -> Entry:
    event = EVENTS[row.event]
    detail = row.detail
    said = {
        "who": row.actor.name if row.actor else SOMEBODY,
        "number": detail.get("position") or detail.get("number") or detail.get("milestone", ""),
        "what": detail.get("what") or detail.get("reward", ""),
        "note": detail.get("note", ""),
        "drill": detail.get("drill", _("a drill")),
        "changed": changed_words(detail, is_rep=is_rep) if event is Event.STATUS_CHANGED else "",
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
