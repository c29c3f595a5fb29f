"""What is usual for a rep: the one place where pages, signals and mails get a usual range from.

Whoever asks for the same rep, metric and day gets the same range: the weeks that set it depend on the rep and the day
alone, and draws are seeded.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from salesgym import hooks
from salesgym.errors import Refused
from salesgym.numbers.calculations.statistics.natural_limits import NaturalLimits, natural_limits
from salesgym.numbers.calculations.statistics.setting_weeks import (
    Setting,
    before_newest,
    own_spread,
    setting_weeks,
)
from salesgym.numbers.calculations.statistics.usual_range import UsualRange, is_share, usual_range
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.queries.scorecard import Series


def settings_of(rep_ids: Collection[int], *, on: date) -> dict[int, Setting]:
    """The weeks that set what is usual for each of these reps on this day: of a plan that runs on it the baseline,
    else the 26 weeks before the newest four. One query for all of them."""
    found: dict[int, Setting] = {rep_id: before_newest(on) for rep_id in rep_ids}
    for source in hooks.baselines_of_reps if rep_ids else ():
        found |= source(rep_ids, on)
    return found


def spread_for(series: Series, setting: Sequence[Week], kind: str) -> float:
    """How many times wider than by chance alone the weeks of a rep of this role lie, 1 or more (phi).

    Where the role has none yet, it is that of the rep's own weeks. Raises ValueError for a series that was loaded
    without the spread of the role: another page would say another range of it.
    """
    if series.role_spread == "not asked":
        raise ValueError("What is usual is asked of a series that was loaded with_spread.")
    if series.role_spread is not None:
        return series.role_spread
    return own_spread(setting, is_share=is_share(setting, kind))


@dataclass(frozen=True, slots=True)
class Judged:
    """What is usual in one metric of a rep, and the single weeks held against their natural limits.

    `limits` is None where single weeks cannot be judged.
    """

    usual: UsualRange
    limits: NaturalLimits | None


def usual_of(metric: Metric, series: Series, setting: Setting) -> UsualRange:
    """The usual level and range of four-week figures; `series` holds all weeks of `setting`. NotEnoughYet."""
    weeks, spread = _set(metric, series, setting)
    return usual_range(weeks, metric.kind, spread=spread)


def judged_of(metric: Metric, series: Series, setting: Setting) -> Judged:
    """The same, with the natural limits and the signals of the single weeks of `series`. NotEnoughYet."""
    weeks, spread = _set(metric, series, setting)
    usual = usual_range(weeks, metric.kind, spread=spread)
    try:
        return Judged(usual, natural_limits(series.weeks, weeks, metric.kind, spread=spread))
    except Refused:
        return Judged(usual, None)


def _set(metric: Metric, series: Series, setting: Setting) -> tuple[list[Week], float]:
    weeks = setting_weeks(series.weeks, setting, from_deals=metric.from_deals)
    signed = setting.spreads.get(metric.pk)
    return weeks, spread_for(series, weeks, metric.kind) if signed is None else signed
