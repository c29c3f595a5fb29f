"""A plan's status as every page and mail shows it: its word, its icon and its tint, said here alone.

The rule that decides which status a plan has is `plans.calculations.status.display_status`. Style sheets know
a status by its value: `sg-status--stalled`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.calculations.status import NOT_LOOKED_AT, StatusWord
from salesgym.numbers.pages.sure import tenths

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# How history says that its chance is one by the plan's end; older entries have one by the step's date.
BY_END = "end"
# A rep reads of a chance under this only after a click.
QUIET_UNDER = 0.50
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Status:
    """One status as it is printed.

    `value` is the stored one and ends the CSS class, `icon` a name of Lucide's, `tint` the color of a mail's
    pill: leaf, clay, plum, or nothing for a quiet one. `chance` is what stands beside a push: 3 in 10.
    """

    value: StatusWord
    word: "_StrPromise"
    icon: str
    tint: str = ""
    chance: str = ""

    @property
    def said(self) -> str:
        """Needs a push, 3 in 10."""
        if not self.chance:
            return str(self.word)
        return _("%(status)s, %(chance)s") % {"status": self.word, "chance": self.chance}

    @property
    def wrapping(self) -> str:
        """The same for a narrow place, which may break it before the chance and nowhere else."""
        if not self.chance:
            return str(self.word)
        parts = {"status": _kept_together(str(self.word)), "chance": _kept_together(self.chance)}
        return _("%(status)s, %(chance)s") % parts


def _kept_together(words: str) -> str:
    return words.replace(" ", NO_BREAK)


ALL = {
    one.value: one
    for one in (
        Status(StatusWord.JUST_STARTED, gettext_lazy("Just started"), "sprout", "leaf"),
        Status(StatusWord.ON_TRACK, gettext_lazy("On track"), "trending-up", "leaf"),
        Status(StatusWord.NEEDS_A_PUSH, gettext_lazy("Needs a push"), "hand-helping", "clay"),
        Status(StatusWord.STALLED, gettext_lazy("Stalled"), "pause", "plum"),
        Status(StatusWord.PAUSED, gettext_lazy("Paused"), "tree-palm"),
        Status(StatusWord.WAITING_TO_START, gettext_lazy("Waiting to start"), "pen-line"),
        Status(StatusWord.IN_REVIEW, gettext_lazy("In review"), "clipboard-check"),
        Status(StatusWord.CLOSED, gettext_lazy("Closed"), "flag"),
        Status(StatusWord.NO_PLAN, gettext_lazy("No plan"), "circle-dashed"),
    )
}


def shown(value: str, *, chance: float | None = None) -> Status:
    """The status of this value (`stalled`); the one of nobody's plan for a value that is none.

    Whoever manages or mentors a rep never reads of a push without the chance it rests on: that of reaching the next
    step by the plan's end, 0 to 1.
    """
    found = _known(value) or ALL[StatusWord.NO_PLAN]
    if found.value != StatusWord.NEEDS_A_PUSH or chance is None:
        return found
    return replace(found, chance=tenths(chance))


def counted(value: str, count: int) -> str:
    """So many plans of one status, inside a sentence: 3 on track. Raises KeyError for a status nobody counts."""
    said = {
        StatusWord.JUST_STARTED: _("%(count)s just started"),
        StatusWord.ON_TRACK: _("%(count)s on track"),
        StatusWord.NEEDS_A_PUSH: ngettext("%(count)s needs a push", "%(count)s need a push", count),
        StatusWord.STALLED: _("%(count)s stalled"),
        NOT_LOOKED_AT: _("%(count)s not looked at yet"),
        StatusWord.PAUSED: _("%(count)s paused"),
        StatusWord.WAITING_TO_START: _("%(count)s waiting to start"),
        StatusWord.IN_REVIEW: _("%(count)s in review"),
    }
    return said[value] % {"count": count}


def changed_words(detail: Mapping[str, Any], *, is_rep: bool = False) -> str:
    """What `status.changed` says: Status changed from On track to Needs a push: 4 in 10 to reach 26% by the plan's end.

    A rep reads of a chance under .5 only where they ask how sure we are, so it is left out for them.
    """
    text = _("Status changed from %(was)s to %(now)s") % {
        "was": _word(detail.get("from")),
        "now": _word(detail.get("to")),
    }
    if detail.get("to") == StatusWord.STALLED:
        return _("%(text)s: 14 days without numbers or a workout") % {"text": text}
    if detail.get("chance") is None or not detail.get("goal"):
        return text
    if is_rep and float(detail["chance"]) < QUIET_UNDER:
        return text
    said = {"text": text, "chance": tenths(float(detail["chance"])), "goal": detail["goal"]}
    if detail.get("by") == BY_END:
        return _("%(text)s: %(chance)s to reach %(goal)s by the plan's end") % said
    day = date_format(date.fromisoformat(str(detail["due_on"])), "j M")
    return _("%(text)s: %(chance)s to reach %(goal)s by %(day)s") % {**said, "day": day}


def _word(value: object) -> str:
    """The word of a status in history, where an old row may name one that is no longer told."""
    found = _known(value)
    return str(found.word) if found else _("another one")


def _known(value: object) -> Status | None:
    return next((one for one in ALL.values() if one.value == value), None)
