"""What the pages of numbers say about plans: whose steps an import moves, and which plans came after a signal."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Milestone, Plan
from plans.queries.touched import NextStep, Touched
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.imports.touched import Line
from salesgym.numbers.queries.signals.after_signals import PlanOpened

# A smaller count would tell who has a plan.
FEWEST_COUNTED = 5


def opened(plan: Plan) -> PlanOpened:
    """A plan as it stands beside a signal."""
    return PlanOpened(
        opened_at=plan.created_at,
        is_open=plan.is_open,
        text=str(plan.skill or _("New plan")),
        url=reverse("coaching:plan_page", args=[plan.pk]),
    )


def rest_words() -> str:
    """Why an import on which a plan rests is not taken back. Names nobody."""
    return _(
        "A plan was proposed or closed since, and rests on these numbers. Bring a corrected file, or correct single weeks."
    )


def step_lines(touched: Touched, say: Sayers) -> list[Line]:
    """The next step of each plan this person may open; of the other plans how many there are, if they are many."""
    return [_line(row, say) for row in touched.steps] + _others(touched.others)


def start_lines(plans: Sequence[Plan]) -> list[Line]:
    """The signed start of each of these plans, which numbers that change do not move."""
    return [
        Line(plan.rep.name, _start(plan), reverse("coaching:person", args=[plan.rep_id])) for plan in plans
    ]


def _start(plan: Plan) -> str:
    weeks = plan.baseline_weeks or 0
    return ngettext(
        "the start of the plan, %(weeks)s week to %(day)s, which stays as it was signed",
        "the start of the plan, %(weeks)s weeks to %(day)s, which stays as it was signed",
        weeks,
    ) % {"weeks": weeks, "day": date_format(plan.baseline_until, "j M") if plan.baseline_until else ""}


def _line(row: NextStep, say: Sayers) -> Line:
    text = _step(row.step, say) if row.step else _("every step is reached")
    return Line(row.plan.rep.name, text, reverse("coaching:person", args=[row.plan.rep_id]))


def _step(step: Milestone, say: Sayers) -> str:
    if step.metric is None or step.target is None:
        return step.title or _("step %(number)s") % {"number": step.position}
    value = say(step.metric).bare.target(step.target)
    words = {"number": step.position, "value": value, "metric": step.metric.name.lower()}
    return _("step %(number)s, %(value)s %(metric)s") % words


def _others(count: int) -> list[Line]:
    if count < FEWEST_COUNTED:
        return []
    text = ngettext(
        "The step of %(count)s plan that you do not see is looked at again.",
        "The steps of %(count)s plans that you do not see are looked at again.",
        count,
    )
    return [Line("", text % {"count": count})]
