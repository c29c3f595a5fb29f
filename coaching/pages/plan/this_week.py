"""This week's workouts on the page of a plan: the seven dots, and how often each drill was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.calculations import week
from coaching.models import PracticeEntry
from coaching.pages import words
from coaching.queries.opened_plan import OpenedPlan, ProgrammeLine
from plans.models import Plan

# More dots than there are days would say nothing.
MOST_DOTS = 7


@dataclass(frozen=True, slots=True)
class DrillWeek:
    """One drill: how often it was done of how often it was agreed, how it went last, and what was noticed."""

    name: str
    url: str
    dots: tuple[bool, ...]
    line: str
    feeling: int = 0
    feeling_words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """`days` are the dots of the week; a plan that does not run this week has none, and its drills no count."""

    days: tuple[str, ...]
    days_words: str
    drills: list[DrillWeek]
    is_running: bool


def this_week(opened: OpenedPlan, entries: Sequence[PracticeEntry], *, on: date) -> ThisWeek:
    """The week of this day; `entries` are its workouts, the latest first."""
    plan = opened.plan
    is_running = plan.status == Plan.Status.ACTIVE and plan.has_started(on=on)
    practiced = {entry.practiced_on for entry in entries}
    if not is_running:
        rests = plan.status in {Plan.Status.PAUSED, Plan.Status.IN_REVIEW, Plan.Status.CLOSED}
        return ThisWeek((), "", [] if rests else [_agreed(line) for line in opened.programme], False)
    agreed = {line.drill_id for line in opened.programme}
    others = {entry.drill_id: entry for entry in entries if entry.drill_id not in agreed}
    return ThisWeek(
        days=week.dots(on=on, practiced=practiced, work_days=opened.work_days),
        days_words=words.practice_days(len(practiced)),
        drills=[
            *(_row(line.drill_id, line.drill, line, entries) for line in opened.programme),
            *(_row(pk, entry.drill.name, None, entries) for pk, entry in others.items()),
        ],
        is_running=True,
    )


def _agreed(line: ProgrammeLine) -> DrillWeek:
    return DrillWeek(line.drill, _url(line.drill_id), (), _times(line.times), note=line.when)


def _row(pk: int, name: str, line: ProgrammeLine | None, entries: Sequence[PracticeEntry]) -> DrillWeek:
    mine = [entry for entry in entries if entry.drill_id == pk]
    done, times = len({entry.practiced_on for entry in mine}), line.times if line else 0
    last = mine[0] if mine else None
    return DrillWeek(
        name=name,
        url=_url(pk),
        dots=tuple(place < done for place in range(min(times, MOST_DOTS))),
        line=_("%(done)s of %(times)s") % {"done": done, "times": times} if times else _done(done),
        feeling=last.feeling if last else 0,
        feeling_words=str(PracticeEntry.Feeling(last.feeling).label) if last else "",
        note=next((entry.note for entry in mine if entry.note), line.when if line and not mine else ""),
    )


def _times(times: int) -> str:
    return ngettext("once a week", "%(times)s times a week", times) % {"times": times}


def _done(days: int) -> str:
    return ngettext("on one day", "on %(count)s days", days) % {"count": days}


def _url(pk: int) -> str:
    return reverse("coaching:drill", args=[pk])
