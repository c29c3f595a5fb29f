"""Who of a role has shown strength in a number: what is sure of them lies beyond the middle of the role; who is ahead."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median

from plans.queries.basis import BASELINE_WEEKS, likely_today
from plans.queries.colleagues import Colleagues
from salesgym.numbers.calculations.statistics.role_figures import SPREAD_WEEKS, Figures
from salesgym.numbers.calculations.weeks.calendar import complete_weeks, ends_on, last_complete_week
from salesgym.numbers.calculations.weeks.rates import Window
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.peers import MOST_PEERS, Peers
from salesgym.numbers.queries.role_figures import figures_from
from salesgym.numbers.queries.scorecard import Series, weekly_series
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


def standing(rep: User, beside: Colleagues, metric: Metric, *, on: date) -> Standing:
    """The rep's peers beside them. Strength is a whole likely range beyond the middle of the role, the rep counted in.

    A range holds the level 4 times in 5, drawn toward the role the more, the fewer weeks and trials there are; fewer
    than eight known weeks show nothing. One query.
    """
    peers = beside.peers
    if not peers:
        return Standing()
    series, figures = _weeks_and_figures([rep.pk, *peers], beside, metric, on)
    known = Peers(series)
    windows = known.windows_by_rep(metric)
    if not windows.keys() - {rep.pk}:
        return Standing()
    middle = median(_value(window) for window in windows.values())
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


def _weeks_and_figures(
    reps: Collection[int], beside: Colleagues, metric: Metric, on: date
) -> tuple[Mapping[tuple[int, int], Series], Figures | None]:
    """The last 13 weeks of these reps, and the figures of their role: where none are stored yet, those of its weeks.

    What is stored depends on when the task ran that stores it; who stands out does not.
    """
    if beside.figures is not None:
        return weekly_series(reps, [metric], until=on, weeks=BASELINE_WEEKS), beside.figures
    longer = weekly_series(reps, [metric], until=on, weeks=SPREAD_WEEKS)
    until = ends_on(last_complete_week(on))
    figures = figures_from(longer, beside.role[:MOST_PEERS], metric, until=until)
    first = complete_weeks(until=on, weeks=BASELINE_WEEKS)[0]
    return {key: one.since(first) for key, one in longer.items()}, figures


def _value(window: Window) -> float:
    return float(window.value or 0)


def _beats(value: float, middle: float, metric: Metric) -> bool:
    return value < middle if metric.lower_is_better else value > middle
