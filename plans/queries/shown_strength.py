"""Who of a role has shown strength in a number: what is sure of them lies beyond the middle of the role; who is ahead."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Standing:
    """Peers beside the rep in one number: who has shown strength, best first, and of whom enough weeks are known at all.

    `is_ahead` says of each of these whether their value beats the rep's; of a rep of whom too little is known, the middle
    of the role.
    """

    strengths: Mapping[int, ShownStrength] = field(default_factory=dict)
    is_ahead: Mapping[int, bool] = field(default_factory=dict)


def shown_strengths(
    rep: User, peers: Collection[int], metric: Metric, *, on: date
) -> Mapping[int, ShownStrength]:
    """Those of these peers who have shown strength, best first: see `standing`."""
    return standing(rep, peers, metric, on=on).strengths


def standing(rep: User, peers: Collection[int], metric: Metric, *, on: date) -> Standing:
    """These peers beside the rep. Strength is a whole likely range beyond the middle of the role, the rep counted in.

    A range holds the level 4 times in 5, drawn toward the role the more, the fewer weeks and trials there are; fewer
    than eight known weeks show nothing. Three queries, and three more where the role has no stored figures yet.
    """
    if not peers or rep.job_role_id is None:
        return Standing()
    known = Peers(weekly_series([rep.pk, *peers], [metric], until=on, weeks=BASELINE_WEEKS))
    windows = known.windows_by_rep(metric)
    if not windows.keys() - {rep.pk}:
        return Standing()
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
    bar = _value(windows[rep.pk]) if rep.pk in windows else middle
    ahead = {pk: _beats(_value(window), bar, metric) for pk, window in windows.items() if pk != rep.pk}
    return Standing(dict(best_first), ahead)


def _value(window: Window) -> float:
    return float(window.value or 0)


def _beats(value: float, middle: float, metric: Metric) -> bool:
    return value < middle if metric.lower_is_better else value > middle
