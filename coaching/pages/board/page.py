"""The team board ready to print: its title, what needs the manager, a row for each rep, the next steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.board import needs as board_needs
from coaching.pages.board import row as board_row
from coaching.pages.board.needs import Queue
from coaching.pages.board.row import Row
from coaching.queries.board import BoardFacts, BoardPlan
from plans.models import Milestone, Plan
from salesgym.numbers.pages.values import Sayers

NEXT_SHOWN = 3
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """The next dated step of somebody on the team."""

    name: str
    url: str
    words: str
    due_on: date
    in_words: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page prints."""

    needs: Queue
    rows: list[Row]
    next: list[CheckPoint]
    people: int
    with_plan: int
    numbers_to: date | None

    @property
    def people_words(self) -> str:
        said = {"count": words.counted(self.people)}
        return ngettext("%(count)s person, one focus", "%(count)s people, one focus each", self.people) % said


def board(facts: BoardFacts, *, say: Sayers, on: date) -> Board:
    """The board of these people: what needs the manager, and their rows in the order of `board_row.ORDER`."""
    plans = facts.open_plans
    signals = [signal for rep in facts.reps for signal in rep.signals]
    wishes = [rep.wish for rep in facts.reps if rep.wish is not None]
    rows = [board_row.build(rep, facts.series, say=say, on=on) for rep in facts.reps]
    return Board(
        needs=board_needs.queue([one.needs for one in plans], signals, wishes, say=say, on=on),
        rows=sorted(rows, key=lambda row: row.order),
        next=_next(plans, say=say, on=on),
        people=len(rows),
        with_plan=len(plans),
        numbers_to=facts.numbers_to,
    )


def _next(plans: Sequence[BoardPlan], *, say: Sayers, on: date) -> list[CheckPoint]:
    """The next due step of each running plan, the nearest first."""
    steps = []
    for one in plans:
        step = next((step for step in one.steps if step.status == Milestone.Status.AHEAD), None)
        if one.plan.status == Plan.Status.ACTIVE and step is not None and step.due_on >= on:
            steps.append((one.plan, step))
    nearest = sorted(steps, key=lambda found: found[1].due_on)[:NEXT_SHOWN]
    return [_check_point(plan, step, say=say, on=on) for plan, step in nearest]


def _check_point(plan: Plan, step: Milestone, *, say: Sayers, on: date) -> CheckPoint:
    return CheckPoint(
        plan.rep.first_name,
        reverse("coaching:plan_page", args=[plan.pk]),
        words.step_name(plan, step, say),
        step.due_on,
        _in_days(step.due_on, on=on),
    )


def _in_days(due_on: date, *, on: date) -> str:
    days = (due_on - on).days
    if days == 0:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def title(page: Board, *, first_name: str, hour: int) -> str:
    """Good morning, Dana. Four things need you."""
    said = {"greeting": words.greeting(hour), "name": first_name}
    if not page.people:
        return _("%(greeting)s, %(name)s.") % said
    if not page.needs.count:
        return _("%(greeting)s, %(name)s. Nothing needs you right now.") % said
    said["things"] = ngettext(
        "%(count)s thing needs you.", "%(count)s things need you.", page.needs.count
    ) % {"count": words.counted(page.needs.count)}
    return _("%(greeting)s, %(name)s. %(things)s") % said
