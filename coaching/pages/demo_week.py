"""What happened in the week that the demo lived on, in five lines at most."""

from collections.abc import Iterator
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.queries.demo_week import WeekLived
from plans.models import Event, Outcome

MOST_LINES = 5
RESULTS = dict(Outcome.Result.choices)
TOLD: dict[str, Promise] = {
    Event.PLAN_CLOSED: gettext_lazy("The plan of %(rep)s has its outcome: %(result)s."),
    Event.MILESTONE_REACHED: gettext_lazy("%(rep)s reached step %(number)s."),
    Event.MILESTONE_CLAIMED: gettext_lazy("%(rep)s says that step %(number)s is reached."),
    Event.PLAN_STARTED: gettext_lazy("The plan of %(rep)s began."),
    Event.PLAN_IN_REVIEW: gettext_lazy("The plan of %(rep)s came to its end and waits for its outcome."),
    Event.MILESTONE_VERIFIED: gettext_lazy("Step %(number)s of %(rep)s was verified."),
}


def lines(week: WeekLived) -> list[str]:
    """The most important first; the last ones count workouts and mails."""
    counted = list(_counted(week))
    return [*islice(_told(week), MOST_LINES - len(counted)), *counted]


def _told(week: WeekLived) -> Iterator[str]:
    for row in week.rows:
        said = {
            "rep": row.plan.rep.first_name,
            "number": row.detail.get("position", ""),
            "result": RESULTS.get(row.detail.get("result", ""), ""),
        }
        yield str(TOLD[row.event]) % said


def _counted(week: WeekLived) -> Iterator[str]:
    if workouts := week.counts.get(Event.PRACTICE_LOGGED, 0):
        yield ngettext("%(count)s workout was logged.", "%(count)s workouts were logged.", workouts) % {
            "count": workouts
        }
    if week.mails:
        yield ngettext("%(count)s mail went out.", "%(count)s mails went out.", week.mails) % {
            "count": week.mails
        }
    if not week.rows and not week.mails:
        yield _("It was a quiet week.")
