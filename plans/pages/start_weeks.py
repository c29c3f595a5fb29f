"""What is said where the weeks that set a signed start have other numbers now."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.start_weeks import StartWeeks
from plans.models import Plan
from salesgym.numbers.calculations.weeks.rates import rate
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


def changed_words(plan: Plan, now: StartWeeks, say: Sayers) -> str:
    """14 of 23 when signed; these weeks now give 16 of 25. The plan comes with its metric."""
    said = {"signed": _signed(plan, say), "now": _summed(plan, now, say)}
    return _("%(signed)s when signed; these weeks now give %(now)s.") % said


def _signed(plan: Plan, say: Sayers) -> str:
    numerator, denominator = plan.baseline_numerator, plan.baseline_denominator
    if numerator is None or plan.baseline is None:
        return say(plan.metric).target(plan.baseline)
    return _sums(plan, numerator, denominator, plan.baseline_weeks or 0, say)


def _summed(plan: Plan, now: StartWeeks, say: Sayers) -> str:
    if not now.weeks:
        return _("no numbers")
    return _sums(plan, now.numerator, now.denominator, now.weeks, say)


def _sums(plan: Plan, numerator: Decimal, denominator: Decimal | None, weeks: int, say: Sayers) -> str:
    """Sums to the last digit that is kept: rounded to a week, a change of one deal could read like none."""
    metric = plan.metric
    sayer = say(metric)
    if denominator is not None and metric is not None and metric.kind == Metric.Kind.RATIO:
        return sayer.bare.counted(numerator, denominator)
    if denominator is not None:
        said = {"value": sayer.exact(rate(numerator, denominator)), "of": f"{denominator:,.0f}"}
        return _("%(value)s over %(of)s") % said
    total = {"total": sayer.bare.full(numerator), "weeks": weeks}
    return ngettext("%(total)s in %(weeks)s week", "%(total)s in %(weeks)s weeks", weeks) % total
