"""Who of a role has shown strength in a number: what is sure of them lies beyond the middle of the role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from plans.queries.basis import BASELINE_WEEKS, likely_today
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import Peers
from salesgym.numbers.queries.role_figures import figures_on
from salesgym.numbers.queries.scorecard import weekly_series
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class ShownStrength:
    """The number of one person over thirteen weeks, and the end of their likely range that is worse."""

    value: Decimal
    sure: float


def shown_strengths(
    rep: User, peers: Collection[int], metric: Metric, *, on: date
) -> dict[int, ShownStrength]:
    """Those of these peers whose whole likely range beats the middle of the role, the rep counted in, best first.

    A range holds the level 4 times in 5, drawn toward the role the more, the fewer weeks and trials there are; fewer
    than eight known weeks show nothing. Three queries, and three more where the role has no stored figures yet.
    """
    if not peers or rep.job_role_id is None:
        return {}
    known = Peers(weekly_series([rep.pk, *peers], [metric], until=on, weeks=BASELINE_WEEKS))
    windows = known.windows_by_rep(metric)
    if not windows.keys() - {rep.pk}:
        return {}
    middle = median(_value(window) for window in windows.values())
    figures = figures_on([rep.job_role_id], [metric.pk], on=on).get((rep.job_role_id, metric.pk))
    found = {}
    for pk, window in windows.items():
        # A range lies around the own value, so that whose value is not beyond the middle has shown nothing.
        if pk == rep.pk or window.value is None or not _beats(_value(window), middle, metric):
            continue
        likely = likely_today(rep, metric, known.series[pk, metric.pk].weeks, figures, on=on)
        sure = None if likely is None else likely[1] if metric.lower_is_better else likely[0]
        if sure is not None and _beats(sure, middle, metric):
            found[pk] = ShownStrength(window.value, sure)
    best_first = sorted(found.items(), key=lambda one: one[1].sure, reverse=not metric.lower_is_better)
    return dict(best_first)


def _value(window: Window) -> float:
    return float(window.value or 0)


def _beats(value: float, middle: float, metric: Metric) -> bool:
    return value < middle if metric.lower_is_better else value > middle
