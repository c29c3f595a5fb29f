"""Which of a rep's weeks set what is usual for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import fsum

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics.control_chart import MIN_WEEKS
from salesgym.numbers.calculations.weeks.calendar import WEEK, last_complete_week, monday
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS, Week

# The newest weeks are judged, so they do not set the range: as many as the main number of a page covers.
NEWEST = ROLLING_WEEKS
SETTING_WEEKS = 26
LOOK_BACK = SETTING_WEEKS + NEWEST
# Weeks before the first deal was closed are left out where chance would leave so many empty less often than this.
RARELY_EMPTY = 0.05


@dataclass(frozen=True, slots=True)
class Setting:
    """The Mondays of the first and the last of the weeks that set what is usual.

    `spreads` are the phi, by metric, that both signed with a plan; that of the role today holds for other metrics.
    """

    first: date
    last: date
    spreads: Mapping[int, float] = field(default_factory=dict, compare=False)

    def weeks_back(self, until: date) -> int:
        """How many complete weeks before the week of `until` a series needs to hold all of them, 0 or more."""
        return max((monday(until) - self.first) // WEEK, 0)


def before_newest(on: date) -> Setting:
    """The 26 weeks before the newest four complete ones of this day: the rule for a rep without a plan."""
    last = last_complete_week(on) - NEWEST * WEEK
    return Setting(last - (SETTING_WEEKS - 1) * WEEK, last)


def of_baseline(until: date, weeks: int, spreads: Mapping[int, float] | None = None) -> Setting:
    """The weeks of a plan's baseline, whose last one holds the day `until`, with the spreads that were signed."""
    last = monday(until)
    return Setting(last - (weeks - 1) * WEEK, last, spreads or {})


def setting_weeks(weeks: Sequence[Week], setting: Setting, *, from_deals: bool = False) -> list[Week]:
    """Those of these weeks that set what is usual: known, not wholly absent, oldest first.

    `from_deals`: the number is made of closed deals. The first weeks of an export have none, as its deals were not
    old enough to be closed; such weeks are left out. Raises NotEnoughYet under 8 weeks.
    """
    known = [week for week in weeks if setting.first <= week.starts_on <= setting.last and week.is_weighed]
    if from_deals:
        known = _since_first_closed(known)
    if len(known) < MIN_WEEKS:
        raise NotEnoughYet(len(known), MIN_WEEKS, Lacking.WEEKS)
    return known


def own_spread(weeks: Sequence[Week], *, is_share: bool) -> float:
    """How many times wider than chance alone these weeks vary, 1 or more: of shares beside the binomial, of counts
    beside Poisson. `weeks` are weighed ones."""
    if is_share:
        return _share_spread([(float(week.numerator or 0), float(week.denominator or 0)) for week in weeks])
    counts = [float(week.numerator or 0) for week in weeks]
    centre = fsum(counts) / len(counts) if counts else 0.0
    if len(counts) < 2 or not centre:
        return 1.0
    return max(fsum((count - centre) ** 2 for count in counts) / (len(counts) - 1) / centre, 1.0)


def _share_spread(weeks: Sequence[tuple[float, float]]) -> float:
    tried = [(won, trials) for won, trials in weeks if trials > 0]
    trials = fsum(week[1] for week in tried)
    share = fsum(week[0] for week in tried) / trials if trials else 0.0
    if len(tried) < 2 or not 0 < share < 1:
        return 1.0
    far = fsum(each * (won / each - share) ** 2 for won, each in tried)
    return max(far / (share * (1 - share)) / (len(tried) - 1), 1.0)


def _since_first_closed(known: Sequence[Week]) -> list[Week]:
    """Without the empty weeks at the beginning, where they are more than chance alone would leave empty."""
    empty = next((place for place, week in enumerate(known) if week.numerator), len(known))
    rest = known[empty:]
    share = (sum(not week.numerator for week in rest) + 1) / (len(rest) + 2)
    return list(rest) if empty and share**empty < RARELY_EMPTY else list(known)
