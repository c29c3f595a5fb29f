"""The early win that may stand before the first step, in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.pages.figures import score_words
from plans.queries.early_win import EarlyWin
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True)
class WinWords:
    """Why there could be one, and the button that adds it."""

    text: str
    label: str


def win_words(win: EarlyWin, *, name: str, say: Sayers) -> WinWords:
    """Add 124 conversations by Monday 14 December"""
    day = date_format(win.due_on, "l j F")
    if win.score is not None:
        return WinWords(
            _(
                "The reason is skill: one role-play or call of %(name)s, scored by mentor or manager, comes first."
            )
            % {"name": name},
            _("Add a score of %(score)s by %(day)s") % {"score": score_words(win.score), "day": day},
        )
    if win.metric is None:
        label = ngettext("Add %(count)s workout by %(day)s", "Add %(count)s workouts by %(day)s", win.count)
        return WinWords(
            _("As many as the workout asks for until then: a step of %(name)s's own work, soon done.")
            % {"name": name},
            label % {"count": win.count, "day": day},
        )
    said = {"what": say(win.metric).named.target(win.count), "day": day}
    text = _("At the pace of the last four weeks: a step of %(name)s's own work, soon done.") % {"name": name}
    if win.quality is not None:
        beside = _("Beside it: %(quality)s.") % {"quality": win.quality.name}
        text = f"{text} {beside}"
    return WinWords(text, _("Add %(what)s by %(day)s") % said)


def win_title(win: EarlyWin) -> str:
    """What the step is called where nothing counts it: 8 workouts. "" for one that is counted or scored, which says so itself."""
    if win.metric is not None or win.score is not None:
        return ""
    return ngettext("%(count)s workout", "%(count)s workouts", win.count) % {"count": win.count}
