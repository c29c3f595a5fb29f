"""The proof behind the sentence of truth: the chart, how sure we are and why, and what stands beside it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coaching.pages import words
from coaching.pages.plan import cards, chances, picture, quality, usual_range, volume
from coaching.pages.plan import chart as plan_chart
from coaching.pages.plan import practice as plan_practice
from coaching.pages.plan.chances import Odds
from coaching.pages.plan.chart import Chart
from coaching.pages.plan.practice import Effect
from coaching.pages.plan.quality import Pair
from coaching.pages.plan.usual_range import Usual
from coaching.queries.plan import PlanNumbers
from plans import permissions
from plans.models import Plan
from plans.pages.start_weeks import changed_words
from plans.queries.pace import own_weeks
from plans.queries.start_weeks import now_of
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Proof:
    """`rule`: how the step being climbed counts. `worth`: what it was worked out from, for those who read it.

    `start`: what the weeks of the start give now, where that is not what was signed.
    """

    chart: Chart | None
    odds: Odds | None
    pairs: list[Pair]
    effect: Effect | None
    worth: list[tuple[str, str]]
    rule: str
    start: str = ""


def proof(numbers: PlanNumbers, *, reader: User, say: Sayers, on: date, with_ahead: bool = True) -> Proof:
    """The proof of a plan for one reader. Without `with_ahead` its chart ends with today."""
    opened, steps, standing, series = numbers.opened, numbers.steps, numbers.standing, numbers.series
    plan = opened.plan
    own, usual = own_weeks(plan, plan.metric_id, series), _usual(numbers, say)
    chart = None
    if own is not None and usual is not None:
        chart = plan_chart.chart(plan, steps, standing, own, usual, say=say, on=on, with_ahead=with_ahead)
    worth = cards.worth(plan, reader, say) if permissions.can_see_worth(reader, plan) else None
    return Proof(
        chart=chart,
        odds=chances.odds(
            plan,
            standing.step,
            steps,
            qualities=numbers.qualities,
            next_weeks=words.way_to_go(standing, say),
            say=say,
            is_rep=permissions.is_rep(reader, plan),
            on=numbers.until,
        ),
        pairs=[
            *quality.beside(plan, numbers.qualities, series, say, steps),
            *volume.beside(plan, steps, series, say),
        ],
        effect=plan_practice.effect(opened, own),
        worth=worth.inputs if worth else [],
        rule=picture.rule(plan, standing, say),
        start=_start(plan, own, say),
    )


def _start(plan: Plan, own: Series | None, say: Sayers) -> str:
    changed = now_of(plan, own) if plan.activated_at is not None else None
    return _("The start: %(changed)s") % {"changed": changed_words(plan, changed, say)} if changed else ""


def _usual(numbers: PlanNumbers, say: Sayers) -> Usual | None:
    """What is usual in the plan's number; None where nobody knows the number."""
    plan = numbers.opened.plan
    own = numbers.series.get((plan.rep_id, plan.metric_id)) if plan.metric_id else None
    if own is None or own.is_empty:
        return None
    return usual_range.usual(plan, own, numbers.opened.signals, say(plan.metric), on=numbers.until)
