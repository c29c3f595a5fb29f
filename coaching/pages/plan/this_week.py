"""This week's workouts on the page of a plan: the seven dots, and how often each drill was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.calculations import week
from coaching.calculations.late import days_late
from coaching.models import PracticeEntry
from coaching.pages import words
from coaching.pages.plan.by_week import late
from coaching.queries.opened_plan import OpenedPlan, ProgrammeLine, Workout
from plans.models import Plan
from plans.pages.if_then import if_then
from salesgym.numbers.calculations.weeks.calendar import monday

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
    # How much later than done the last one was written down; "" on the same day.
    late: str = ""


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """`days` are the dots of the week; a plan that does not run this week has none, and its drills no count."""

    days: tuple[str, ...]
    days_words: str
    drills: list[DrillWeek]
    is_running: bool


def this_week(opened: OpenedPlan, *, on: date) -> ThisWeek:
    """The week of this day, from the workouts that came along with the plan."""
    plan = opened.plan
    workouts = [one for one in opened.workouts if monday(on) <= one.on <= on]
    is_running = plan.status == Plan.Status.ACTIVE and plan.has_started(on=on)
    practiced = {one.on for one in workouts}
    zone = plan.rep.zone
    if not is_running:
        rests = plan.status in {Plan.Status.PAUSED, Plan.Status.IN_REVIEW, Plan.Status.CLOSED}
        return ThisWeek((), "", [] if rests else [_agreed(line) for line in opened.programme], False)
    agreed = {line.drill_id for line in opened.programme}
    others = {one.drill_id: one.drill for one in workouts if one.drill_id not in agreed}
    return ThisWeek(
        days=week.dots(on=on, practiced=practiced, work_days=opened.work_days),
        days_words=words.practice_days(len(practiced)),
        drills=[
            *(_row(line.drill_id, line.drill, line, workouts, zone) for line in opened.programme),
            *(_row(pk, name, None, workouts, zone) for pk, name in others.items()),
        ],
        is_running=True,
    )


def _agreed(line: ProgrammeLine) -> DrillWeek:
    return DrillWeek(line.drill, _url(line.drill_id), (), _times(line.times), note=_promise(line))


def _promise(line: ProgrammeLine) -> str:
    return if_then(when=line.when, where=line.where, what=line.what)


def _row(
    pk: int, name: str, line: ProgrammeLine | None, workouts: Sequence[Workout], zone: tzinfo
) -> DrillWeek:
    mine = [one for one in workouts if one.drill_id == pk]
    done, times = len({one.on for one in mine}), line.times if line else 0
    last = mine[0] if mine else None
    return DrillWeek(
        name=name,
        url=_url(pk),
        dots=tuple(place < done for place in range(min(times, MOST_DOTS))),
        line=_("%(done)s of %(times)s") % {"done": done, "times": times} if times else _done(done),
        feeling=last.feeling if last else 0,
        feeling_words=str(PracticeEntry.Feeling(last.feeling).label) if last else "",
        note=next((one.note for one in mine if one.note), _promise(line) if line and not mine else ""),
        late=late(days_late(last.on, logged_at=last.logged_at, zone=zone)) if last else "",
    )


def _times(times: int) -> str:
    return ngettext("once a week", "%(times)s times a week", times) % {"times": times}


def _done(days: int) -> str:
    return ngettext("on one day", "on %(count)s days", days) % {"count": days}


def _url(pk: int) -> str:
    return reverse("coaching:drill", args=[pk])
