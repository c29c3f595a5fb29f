"""How sure we are, as pages say it: ten dots, the word first; and what is missing where nothing can be said."""

from dataclasses import dataclass
from math import ceil, floor, isfinite

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle, Refused
from salesgym.numbers.calculations.statistics.improvement import Sureness, sureness

DOTS = 10
ROUNDING = 1e-9
LACKING = {
    Lacking.WEEKS: ngettext_lazy(
        "Not enough yet: %(count)s more week.", "Not enough yet: %(count)s more weeks.", "count"
    ),
    Lacking.TRIALS: ngettext_lazy(
        "Not enough yet: %(count)s more try.", "Not enough yet: %(count)s more tries.", "count"
    ),
    Lacking.TRIALS_A_WEEK: ngettext_lazy(
        "Not enough yet: %(count)s try a week.", "Not enough yet: %(count)s tries a week.", "count"
    ),
    Lacking.WON_DEALS: ngettext_lazy(
        "Not enough yet: %(count)s more deal won.", "Not enough yet: %(count)s more deals won.", "count"
    ),
    Lacking.DEALS: ngettext_lazy(
        "Not enough yet: %(count)s more deal.", "Not enough yet: %(count)s more deals.", "count"
    ),
    Lacking.EVENTS: ngettext_lazy(
        "Not enough yet: the first one of it.", "Not enough yet: %(count)s more of it.", "count"
    ),
    Lacking.SUCCESSES: ngettext_lazy(
        "Not enough yet: the first success.", "Not enough yet: %(count)s more successes.", "count"
    ),
    Lacking.MISSES: ngettext_lazy(
        "Not enough yet: the first one that does not succeed.",
        "Not enough yet: %(count)s more that do not.",
        "count",
    ),
    Lacking.REPS: ngettext_lazy(
        "Not enough yet: %(count)s more peer.", "Not enough yet: %(count)s more peers.", "count"
    ),
    Lacking.PEERS: ngettext_lazy(
        "Not enough yet: %(count)s more peer.", "Not enough yet: %(count)s more peers.", "count"
    ),
    Lacking.ENTRIES: ngettext_lazy(
        "Not enough yet: %(count)s more entry.", "Not enough yet: %(count)s more entries.", "count"
    ),
    Lacking.PLANS: ngettext_lazy(
        "Not enough yet: %(count)s more plan.", "Not enough yet: %(count)s more plans.", "count"
    ),
    Lacking.GROUPS: ngettext_lazy(
        "Not enough yet: %(count)s more group of five or more.",
        "Not enough yet: %(count)s more groups of five or more.",
        "count",
    ),
    Lacking.STAGES: ngettext_lazy(
        "Not enough yet: %(count)s more stage of the funnel.",
        "Not enough yet: %(count)s more stages of the funnel.",
        "count",
    ),
    Lacking.SHARED_NUMBERS: ngettext_lazy(
        "Not enough yet: %(count)s more number that both have.",
        "Not enough yet: %(count)s more numbers that both have.",
        "count",
    ),
    Lacking.WEEKS_WITH_MONEY: ngettext_lazy(
        "Not enough yet: %(count)s more week with money.",
        "Not enough yet: %(count)s more weeks with money.",
        "count",
    ),
    Lacking.WEEKS_WITH_TRIALS: ngettext_lazy(
        "Not enough yet: %(count)s more week with numbers.",
        "Not enough yet: %(count)s more weeks with numbers.",
        "count",
    ),
    Lacking.WEEKS_WITH_COUNT: ngettext_lazy(
        "Not enough yet: %(count)s more week with numbers.",
        "Not enough yet: %(count)s more weeks with numbers.",
        "count",
    ),
    Lacking.WEEKS_WITH_ALL_PRACTICE: ngettext_lazy(
        "Not enough yet: %(count)s week with all the workouts agreed.",
        "Not enough yet: %(count)s weeks with all the workouts agreed.",
        "count",
    ),
    Lacking.WEEKS_WITH_LESS_PRACTICE: ngettext_lazy(
        "Not enough yet: %(count)s week with fewer workouts.",
        "Not enough yet: %(count)s weeks with fewer workouts.",
        "count",
    ),
}
# Every sentence goes through %, for the one that has a number in it.
OBSTACLES = {
    Obstacle.TOO_LARGE: gettext_lazy("A number is larger than anything a rep has. Check its unit."),
    Obstacle.BELOW_ZERO: gettext_lazy("A number is below zero. Give zero or more."),
    Obstacle.NOT_ABOVE_ZERO: gettext_lazy("A number is zero or below. Give a number above zero."),
    Obstacle.NOT_A_SHARE: gettext_lazy(
        "A share lies outside 0%% and 100%%. Check the numbers it is made of."
    ),
    Obstacle.NOT_WHOLE: gettext_lazy("A number is counted in whole numbers. Round it first."),
    Obstacle.NO_ROOM_FOR_CHANCE: gettext_lazy(
        "A rate is 0%% or 100%%, where chance has no room. Give a rate between them."
    ),
    Obstacle.MORE_SUCCESSES_THAN_TRIALS: gettext_lazy(
        "There are more successes than trials. Compare this number as an average instead."
    ),
    Obstacle.WEEKS_ALL_THE_SAME: gettext_lazy(
        "All of these weeks are the same, so nothing tells how far a usual week strays."
    ),
    Obstacle.WEEKS_BEFORE_ALL_THE_SAME: gettext_lazy(
        "All weeks before are the same, so nothing tells how far a usual week strays."
    ),
    Obstacle.SPREAD_UNKNOWN: gettext_lazy(
        "All these weeks have the same value, so their spread is unknown. Check the numbers."
    ),
    Obstacle.ATTEMPTS_OF_ONE_SIDE: gettext_lazy(
        "The attempts of one side are not known. Fill them in, or compare without them."
    ),
    Obstacle.CONVERSION_OF_ONE_SIDE: gettext_lazy(
        "The conversion of one side is not known. Fill it in, or compare without it."
    ),
    Obstacle.OPPORTUNITIES_OF_ONE_SIDE: gettext_lazy(
        "The opportunities of one side are not known. Fill them in, or compare without them."
    ),
    Obstacle.WIN_RATE_OF_ONE_SIDE: gettext_lazy(
        "The win rate of one side is not known. Fill it in, or compare without it."
    ),
    Obstacle.DEAL_SIZE_OF_ONE_SIDE: gettext_lazy(
        "The deal size of one side is not known. Fill it in, or compare without it."
    ),
    Obstacle.HOPED_RATE_IS_BASELINE: gettext_lazy(
        "The hoped rate is the baseline: there is no change to tell. Choose another target."
    ),
    Obstacle.HOPED_VALUE_IS_BASELINE: gettext_lazy(
        "The hoped value is the baseline: there is no change to tell. Choose another target."
    ),
    Obstacle.DEALS_WORTH_NOTHING: gettext_lazy(
        "Every won deal has a size of zero, so nothing can be said in money. Add their amounts."
    ),
    Obstacle.TARGET_IS_START: gettext_lazy(
        "The target is where the rep stands already. Choose a target away from the start."
    ),
    Obstacle.NO_NUMBER_OF_A_REP: gettext_lazy("A rep cannot have such a number. Give zero or more."),
    Obstacle.CYCLE_LONGER_THAN_PLAN: gettext_lazy(
        "These deals take %(weeks)s weeks or more, longer than the plan, so a result cannot show inside it."
        " Choose a number earlier in the funnel."
    ),
    Obstacle.MILESTONE_TOO_FAR: gettext_lazy("The step is more than ten years away. Check its date."),
    Obstacle.REPLACING_COSTS_NOTHING: gettext_lazy(
        "Replacing the rep costs nothing by these figures. Give recruiting, vacancy and ramp."
    ),
    Obstacle.PLAN_COSTS_NOTHING: gettext_lazy(
        "The plan costs nothing by these figures. Give its hours, training and rewards."
    ),
}


@dataclass(frozen=True, slots=True)
class Sure:
    """A chance as ten dots and a word. `filled` of the ten dots are full."""

    filled: int
    word: str

    @property
    def dots(self) -> list[bool]:
        return [place < self.filled for place in range(DOTS)]

    @property
    def said(self) -> str:
        """7 in 10"""
        return _("%(filled)s in 10") % {"filled": self.filled}


def sure(chance: float) -> Sure:
    """The dots and the word of a chance from 0 to 1, in tenths rounded down."""
    return Sure(_tenths(chance), sure_word(sureness(chance)))


def tenths(chance: float) -> str:
    """7 in 10: a chance from 0 to 1 in tenths, rounded down; the ends are never said as certain."""
    filled = _tenths(chance)
    if filled < 1:
        return _("under 1 in 10")
    if filled >= DOTS:
        return _("over 9 in 10")
    return _("%(filled)s in 10") % {"filled": filled}


def of_ten(chance: float) -> str:
    """2 of 10: the same of ten plans."""
    filled = _tenths(chance)
    if filled < 1:
        return _("under 1 of 10")
    return _("over 9 of 10") if filled >= DOTS else _("%(filled)s of 10") % {"filled": filled}


def in_plans(chance: float) -> str:
    """in 2 of 10 plans: the same of ten plans, inside a sentence."""
    filled = _tenths(chance)
    if filled < 1:
        return _("in under 1 of 10 plans")
    if filled >= DOTS:
        return _("in over 9 of 10 plans")
    return _("in %(filled)s of 10 plans") % {"filled": filled}


def _tenths(chance: float) -> int:
    # A stored chance has four places, so .7 is .7000 and not a little less.
    return min(max(floor(chance * DOTS + ROUNDING), 0), DOTS)


def sure_word(found: Sureness) -> str:
    """Likely: how sure a finding is, in one word, or Too early to tell."""
    words = {
        Sureness.TOO_EARLY: _("Too early to tell"),
        Sureness.LEANING: _("Leaning"),
        Sureness.LIKELY: _("Likely"),
        Sureness.CLEAR: _("Clear"),
    }
    return words[found]


def not_yet(refusal: Refused) -> str:
    """Not enough yet: 3 more weeks. What is missing or in the way; other refusals bring their own sentence."""
    if isinstance(refusal, NotEnoughYet):
        missing = refusal.need - refusal.have
        count = max(ceil(missing), 1) if isfinite(missing) else 1
        return str(LACKING[refusal.lacking] % {"count": count})
    if isinstance(refusal, NoAnswer):
        return str(OBSTACLES[refusal.obstacle]) % {"weeks": f"{refusal.weeks:.0f}"}
    return str(refusal)


@dataclass(frozen=True, slots=True)
class Worked:
    """How a figure came about: sentences with this rep's own numbers, and where the method is from."""

    lines: tuple[str, ...]
    source: str = ""
