"""A metric's value in words, as agreements, mails and pages of a plan say it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations import staircase
from plans.calculations.staircase import Staircase, Step
from plans.calculations.value import to_figures
from plans.models import Milestone, Plan
from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.wording import Style
from salesgym.numbers.models import Metric
from salesgym.people.models import Organization


def in_words(value: Decimal | None, metric: Metric | None, *, exact: bool = False) -> str:
    """25.0%, $3,900, 56 conversations, 47 days. Whole percentages drop the zero unless `exact`."""
    words = in_figures(value, metric, exact=exact)
    has_unit = value is not None and metric is not None and metric.style is Style.PLAIN and metric.unit
    return f"{words} {metric.unit}" if has_unit and metric else words


def in_figures(value: Decimal | None, metric: Metric | None, *, exact: bool = False) -> str:
    """The same without a unit of its own, where the page says it or has no room: 25.0%, $3,900, 56."""
    if value is None or metric is None:
        return wording.UNKNOWN
    style = metric.style
    return wording.in_words(
        value,
        style,
        currency=Organization.objects.current().currency if style is Style.MONEY else "USD",
        decimals=0 if not exact and _is_whole(value, style) else None,
    )


def _is_whole(value: Decimal, style: Style) -> bool:
    shown = value * 100 if style is Style.SHARE else value
    return style in {Style.SHARE, Style.PERCENT} and shown == shown.to_integral_value()


def worth_words(plan: Plan) -> str:
    """What the plan is worth a quarter: about $3,900, to two figures. Empty where nobody worked it out."""
    money = plan.worth.get("commission") or plan.worth.get("revenue")
    if not money:
        return ""
    currency = str(plan.worth.get("currency", "USD"))
    return wording.in_words(to_figures(Decimal(str(money))), Style.MONEY, currency=currency)


def step_words(step: Milestone) -> str:
    """What one step asks for: 26%, meetings that become opportunities."""
    if step.measure == Milestone.Measure.DONE:
        return step.title or _("Done")
    value = in_words(step.target, step.metric)
    if step.measure == Milestone.Measure.COUNT:
        measured = _("%(value)s since the first day, %(metric)s") % {"value": value, "metric": step.metric}
    elif step.metric and step.metric.unit == step.metric.name.lower():
        measured = value  # 68 conversations; "68 conversations, Conversations" says it twice
    else:
        measured = _("%(value)s, %(metric)s") % {"value": value, "metric": step.metric}
    return f"{step.title} ({measured})" if step.title else measured


def steps_drawn(plan: Plan, steps: Sequence[Milestone], *, on: date) -> Staircase | None:
    """The staircase of a plan as it is proposed: the start, then each step with its reward."""
    if not steps or plan.starts_on is None:
        return None
    drawn = [
        Step(
            step.target if step.measure == Milestone.Measure.METRIC else None,
            step.due_on,
            label=_label(step),
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
            label=in_figures(plan.baseline, plan.metric),
            note=_("Start"),
            short=_("Start"),
        ),
    )


def _label(step: Milestone) -> str:
    if step.measure == Milestone.Measure.DONE:
        return _("Done")
    return in_figures(step.target, step.metric)


def _counted_of(step: Milestone) -> str:
    """What a step counts where it is not the plan's own number, which the caption names."""
    return step.metric.name if step.metric and step.measure == Milestone.Measure.COUNT else ""
