"""A metric's value in words, as agreements, mails and pages of a plan say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations.drawing import staircase
from plans.calculations.drawing.staircase import Staircase, Step
from plans.models import Milestone, OwnFigure, Plan
from plans.models.rubric import HIGHEST
from plans.pages.scale import WordedScale
from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Money, Sayers, called


def in_words(value: Decimal | None, metric: Metric | None, say: Sayers, *, exact: bool = False) -> str:
    """25.0%, $3,900, 56 conversations, 47 days. Whole percentages drop the zero unless `exact`."""
    it = say(metric).named
    return (it.exact(value) if exact else it.target(value)) or UNKNOWN


def score_words(value: Decimal | None) -> str:
    """A score of a rubric in words: 4 of 5, 3.7 of 5. Rounded down, so that no score reads as one that it does not reach."""
    if value is None:
        return UNKNOWN
    shown = value.quantize(Decimal("0.1"), rounding=ROUND_FLOOR).normalize()
    return _("%(score)s of %(highest)s") % {"score": f"{shown:f}", "highest": HIGHEST}


def score_goal(step: Milestone) -> str:
    """4 of 5 in the rubric; empty for a step that asks for no score."""
    if step.measure != Milestone.Measure.RUBRIC:
        return ""
    return _("%(score)s in the rubric") % {"score": score_words(step.target)}


def step_figure(step: Milestone, value: Decimal | None, say: Sayers, *, exact: bool = False) -> str:
    """A value of a step in words, 55 conversations a week: the number of a run is a level, a count since the start is not."""
    if step.measure == Milestone.Measure.RUBRIC:
        return score_words(value)
    said = in_words(value, step.metric, say, exact=exact)
    return a_week(said, step.metric) if step.measure == Milestone.Measure.METRIC else said


def a_week(said: str, metric: Metric | None) -> str:
    """What was said of a level, with "a week" where it is a count or money: 55 conversations a week."""
    is_weekly = metric is not None and metric.kind in {Metric.Kind.COUNT, Metric.Kind.MONEY}
    return _("%(value)s a week") % {"value": said} if is_weekly else said


def level(value: Decimal | None, metric: Metric | None, say: Sayers) -> str:
    """Where somebody stands, with its unit: 25.0%, 57 conversations a week; empty where nothing is known."""
    said = say(metric).named.now(value)
    return a_week(said, metric) if said else ""


def in_figures(value: Decimal | None, metric: Metric | None, say: Sayers) -> str:
    """The same without a unit of its own, where the page says it or has no room: 25%, $3,900, 56."""
    return say(metric).bare.target(value) or UNKNOWN


def worth_money(plan: Plan, say: Sayers) -> Money:
    """The words for amounts of the plan's worth, in the currency that it was worked out in."""
    return say.money_in(str(plan.worth.get("currency") or say.currency))


def worth_words(plan: Plan, say: Sayers) -> str:
    """What the plan is worth a quarter: about $3,900, to two figures. Empty where nobody worked it out."""
    money = plan.worth.get("commission") or plan.worth.get("revenue")
    return worth_money(plan, say).about(money) if money else ""


@dataclass(frozen=True, slots=True)
class WorthLines:
    """What a plan is worth, as a page's head says it: $3,900, what that is, and how sure; empty where unknown."""

    amount: str = ""
    per: str = ""
    likely: str = ""
    url: str = ""
    is_commission: bool = True


def worth_lines(plan: Plan, say: Sayers) -> WorthLines:
    """The worth with its range in words, and where one sees how it came about. No query.

    `url` is the big picture of a plan that was proposed; drafts have theirs in the wizard.
    """
    amount = worth_words(plan, say)
    if not amount:
        return WorthLines()
    is_commission = bool(plan.worth.get("commission"))
    kept = (plan.worth.get("range") or {}).get("commission" if is_commission else "revenue")
    route = "plans:wizard_big_picture" if plan.status == Plan.Status.DRAFT else "plans:big_picture"
    return WorthLines(
        amount=amount,
        per=_("commission a quarter") if is_commission else _("more revenue a quarter"),
        likely=_likely(kept, worth_money(plan, say)) if kept else "",
        url=reverse(route, args=[plan.pk]),
        is_commission=is_commission,
    )


def _likely(kept: Mapping[str, float], money: Money) -> str:
    low, high = (money.about(kept[end]) for end in ("low", "high"))
    told = {"low": low, "high": high}
    if kept["low"] <= 0 <= kept["high"]:
        return _("may be nothing, likely between %(low)s and %(high)s") % told
    return _("likely between %(low)s and %(high)s") % told


def own_amount(figure: OwnFigure, say: Sayers) -> str:
    """The money that the rep typed, to the unit; empty where none was given."""
    if figure.amount_minor is None:
        return ""
    return say.money_in(figure.currency).whole(to_major(figure.amount_minor, figure.currency))


def step_words(step: Milestone, say: Sayers) -> str:
    """What one step asks for: 26%, meetings that become opportunities."""
    if step.measure == Milestone.Measure.DONE:
        return step.title or _("Done")
    value = step_figure(step, step.target, say)
    if step.measure == Milestone.Measure.RUBRIC:
        measured = score_goal(step)
        return f"{step.title} ({measured})" if step.title else measured
    if step.measure == Milestone.Measure.COUNT:
        # Since which day it is counted is said by the step's rule: an extension counts on from an earlier one.
        value = _("%(value)s in all") % {"value": value}
    if step.metric and step.metric.unit == step.metric.name.lower():
        measured = value  # "68 conversations a week, Conversations" says it twice
    else:
        measured = _("%(value)s, %(metric)s") % {"value": value, "metric": step.metric}
    return f"{step.title} ({measured})" if step.title else measured


def goal_of(milestone: Milestone, scale: WordedScale | None) -> str:
    """A step in words: 24%, 20 meetings since the start, or what is done by then."""
    if milestone.measure == Milestone.Measure.METRIC and scale is not None:
        return milestone.title or scale.say.target(milestone.target)
    if milestone.measure == Milestone.Measure.COUNT and milestone.metric and milestone.target is not None:
        words = {"number": f"{milestone.target.normalize():f}", "what": milestone.metric.name.lower()}
        return milestone.title or _("%(number)s %(what)s since the start") % words
    return milestone.title or score_goal(milestone)


def steps_drawn(plan: Plan, steps: Sequence[Milestone], *, say: Sayers, on: date) -> Staircase | None:
    """The staircase of a plan as it is proposed: the start, then each step with its reward."""
    if not steps or plan.starts_on is None:
        return None
    drawn = [
        Step(
            step.target if step.measure == Milestone.Measure.METRIC else None,
            step.due_on,
            label=_label(step, say),
            short=_("By %(day)s") % {"day": date_format(step.due_on, "j M")},
            note=step.title or _counted_of(step),
            reward=step.reward.what if hasattr(step, "reward") else "",
            medal="ahead" if hasattr(step, "reward") else "",
            is_reached=step.is_reached,
        )
        for step in steps
    ]
    # Before its first day nothing of the way is behind: today lies before the staircase.
    return staircase.build(
        baseline=plan.baseline,
        current=None,
        steps=drawn,
        started_on=plan.starts_on,
        on=min(on, plan.starts_on - timedelta(days=1)),
        lower_is_better=bool(plan.metric and plan.metric.lower_is_better),
        base=Step(
            None,
            plan.starts_on,
            label=in_figures(plan.baseline, plan.metric, say),
            note=_("Start"),
            short=_("Start"),
        ),
    )


def _label(step: Milestone, say: Sayers) -> str:
    if step.measure == Milestone.Measure.DONE:
        return _("Done")
    if step.measure == Milestone.Measure.RUBRIC:
        return score_words(step.target)
    return in_figures(step.target, step.metric, say)


def _counted_of(step: Milestone) -> str:
    """What a step counts where it is no value of a week, which the caption names: conversations in all."""
    if step.measure == Milestone.Measure.RUBRIC:
        return _("In the rubric")
    if step.metric is None or step.measure != Milestone.Measure.COUNT:
        return ""
    # Among the values of weeks a number that is counted since the start would read as one of them.
    return _("%(things)s in all") % {"things": called(step.metric)}
