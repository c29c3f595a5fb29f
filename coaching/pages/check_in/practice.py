"""Practice since the last check-in: the dots of this week, how many workouts, and what was noticed last."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import PracticeEntry
from coaching.pages import words
from coaching.pages.plan.this_week import this_week
from coaching.queries.opened_plan import Workout
from coaching.queries.talk import Agenda
from plans.models import Plan

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Practice:
    """`last` is the newest workout in a sentence, `note` what was noticed in it; both may be empty."""

    days: tuple[str, ...]
    days_words: str
    text: str
    last: str = ""
    note: str = ""


def practice(agenda: Agenda, *, is_rep: bool) -> Practice | None:
    """The practice of a plan that runs; None without one."""
    opened = agenda.opened
    if opened is None or agenda.numbers is None or opened.plan.status != Plan.Status.ACTIVE:
        return None
    on = agenda.numbers.until
    if not opened.plan.has_started(on=on):
        return None
    week = this_week(opened, on=on)
    done = [one for one in opened.workouts if one.on >= agenda.since]
    said = {"count": len(done), "day": words.day_and_month(agenda.since)}
    if not done:
        return Practice(week.days, week.days_words, _none_yet(agenda, opened.plan, on, is_rep=is_rep))
    text = ngettext("%(count)s workout since %(day)s.", "%(count)s workouts since %(day)s.", len(done)) % said
    noted = next((one for one in done if one.note), None)
    return Practice(week.days, week.days_words, text, _last(done[0]), noted.note if noted else "")


def _none_yet(agenda: Agenda, plan: Plan, on: date, *, is_rep: bool) -> str:
    """What got in the way is asked of a week or more: before its plan began nobody could have practiced."""
    first = max(agenda.since, plan.starts_on or agenda.since)
    said = {"day": words.day_and_month(first)}
    if on - first < A_WEEK and first > agenda.since:
        return _("No workout yet. The plan began on %(day)s.") % said
    if is_rep:
        return _("No workout since %(day)s. Say what got in the way: the drill, the time, the place?") % said
    return _("No workout since %(day)s. Ask what got in the way: the drill, the time, the place?") % said


def _last(one: Workout) -> str:
    said = {
        "drill": one.drill,
        "day": words.day_and_month(one.on),
        "feeling": str(PracticeEntry.Feeling(one.feeling).label),
    }
    return _("Last: %(drill)s on %(day)s, logged as “%(feeling)s”.") % said
