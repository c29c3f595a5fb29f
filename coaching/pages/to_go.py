"""What the next weeks take, in words: "6 of your next 19 meetings reach 26%"."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.to_go import ToGo
from plans.models import Milestone
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers, called, things


def sentence(found: ToGo, step: Milestone, say: Sayers, *, is_own: bool) -> str:
    """What is left of this step. `is_own`: the rep themself reads it."""
    metric = step.metric
    if metric is None:
        return ""
    if found.points is not None:
        return _points(found.points, metric, say)
    said: dict[str, object] = {"count": found.needed, "goal": say(metric).target(step.target)}
    if found.trials is None:
        return _counted(found, said | {"things": called(metric)})
    told = said | {"trials": found.trials, "things": things(metric)}
    return _of_own(found, told) if is_own else _of_next(found, told)


def _of_own(found: ToGo, said: Mapping[str, object]) -> str:
    if found.is_at_most:
        return _("at most %(count)s of your next %(trials)s %(things)s keep %(goal)s") % said
    return (
        ngettext(
            "one of your next %(trials)s %(things)s reaches %(goal)s",
            "%(count)s of your next %(trials)s %(things)s reach %(goal)s",
            found.needed or 0,
        )
        % said
    )


def _of_next(found: ToGo, said: Mapping[str, object]) -> str:
    if found.is_at_most:
        return _("at most %(count)s of the next %(trials)s %(things)s keep %(goal)s") % said
    return (
        ngettext(
            "one of the next %(trials)s %(things)s reaches %(goal)s",
            "%(count)s of the next %(trials)s %(things)s reach %(goal)s",
            found.needed or 0,
        )
        % said
    )


def _counted(found: ToGo, said: Mapping[str, object]) -> str:
    """A count has no trials: so many in this week, or in this one and the next."""
    needed = found.needed or 0
    if found.is_at_most and found.weeks == 1:
        return _("at most %(count)s %(things)s this week keep %(goal)s") % said
    if found.is_at_most:
        return _("at most %(count)s %(things)s this week and next keep %(goal)s") % said
    if found.weeks == 1:
        text = ngettext(
            "one this week reaches %(goal)s", "%(count)s %(things)s this week reach %(goal)s", needed
        )
        return text % said
    text = ngettext(
        "one this week or next reaches %(goal)s",
        "%(count)s %(things)s this week and next reach %(goal)s",
        needed,
    )
    return text % said


def _points(points: Fraction, metric: Metric, say: Sayers) -> str:
    """1.4 points to go; money and days in their own unit."""
    left = Decimal(points.numerator) / Decimal(points.denominator)
    if metric.kind == Metric.Kind.RATIO:
        left *= 100
    if metric.kind == Metric.Kind.RATIO or metric.unit == "%":
        # Rounded up: "0.0 points to go" is never true.
        return _("%(points)s points to go") % {"points": f"{max(left, Decimal('0.1')):.1f}"}
    return _("%(amount)s to go") % {"amount": say(metric).now(left)}
