"""The inputs of estimates: what was measured in a window, and priors."""

from collections.abc import Sequence
from dataclasses import dataclass

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.statistics import sound_input
from salesgym.numbers.calculations.statistics.control_chart import mean
from salesgym.numbers.calculations.weeks.rates import Week

MIN_VALUES = 6
LEAST_PRIOR = 0.02
# Half a day, in weeks of five days.
LEAST_WEEKS = 0.1


@dataclass(frozen=True, slots=True)
class Counted:
    """A share as counts: successes out of trials, both zero or more."""

    successes: float
    trials: float


@dataclass(frozen=True, slots=True)
class Rate:
    """A count over time: events in weeks worked.

    `dispersion` is how much wider than Poisson the weeks vary, see `dispersion`; values under 1 count as 1.
    """

    events: float
    weeks: float
    dispersion: float = 1.0


@dataclass(frozen=True, slots=True)
class Averaged:
    """An average as its sum over so many deals: total / count, in the unit of the metric."""

    total: float
    count: float


@dataclass(frozen=True, slots=True)
class Weekly:
    """Money or averages: one value for each week, oldest first, in the unit of the metric."""

    values: Sequence[float]


Measured = Counted | Rate | Weekly


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of a level before its own numbers.

    Of a share Beta(a, b), like a successes and b misses. Of a count or of money a week Gamma with shape a and b weeks,
    like a events in b weeks; `mean` and `weight` are those of a share.
    """

    a: float
    b: float

    @property
    def mean(self) -> float:
        """The expected share, 0 to 1."""
        return self.a / (self.a + self.b)

    @property
    def weight(self) -> float:
        """How many trials it is worth."""
        return self.a + self.b


@dataclass(frozen=True, slots=True)
class NormalPrior:
    """What is known of an average before its own deals: Normal, in the unit of the metric and its square."""

    mean: float
    variance: float


JEFFREYS = Prior(0.5, 0.5)
# Jeffreys' prior for a count: half an event in zero weeks.
JEFFREYS_EVENTS = 0.5


def dispersion(weekly_counts: Sequence[float]) -> float:
    """How much wider than Poisson these weekly counts vary: variance / mean, at least 1.

    Raises NotEnoughYet under 2 weeks; refuses counts below zero. 1 where all weeks are 0.
    """
    counts = sound_input.counts(weekly_counts, "A weekly count")
    if len(counts) < 2:
        raise NotEnoughYet(len(counts), 2, Lacking.WEEKS)
    centre = mean(counts)
    if not centre:
        return 1.0
    variance = sum((count - centre) ** 2 for count in counts) / (len(counts) - 1)
    return max(variance / centre, 1.0)


def beta(counted: Counted, prior: Prior | None = None) -> tuple[float, float]:
    """The parameters (a, b) of the Beta posterior of a share; without a prior from Jeffreys'.

    Raises NotEnoughYet without trials and without a prior.
    """
    successes, trials = sound_input.part_of(counted.successes, counted.trials)
    if prior is None and not trials:
        raise NotEnoughYet(0, 1, Lacking.TRIALS)
    known = prior or JEFFREYS
    for parameter in (known.a, known.b):
        if sound_input.number(parameter, "what is known before") < LEAST_PRIOR:
            raise ValueError(f"what is known before is worth {LEAST_PRIOR} trials or more")
    return known.a + successes, known.b + trials - successes


def gamma(rate: Rate) -> tuple[float, float]:
    """Shape and weeks of the Gamma posterior of events a week, from Jeffreys' prior.

    Events and weeks are divided by the dispersion first. Raises NotEnoughYet under half a day.
    """
    events = sound_input.not_negative(rate.events, "A number of events")
    weeks = sound_input.not_negative(rate.weeks, "A number of weeks")
    wider = max(sound_input.positive(rate.dispersion, "The dispersion"), 1.0)
    if weeks < LEAST_WEEKS:
        raise NotEnoughYet(weeks, 1, Lacking.WEEKS)
    return events / wider + JEFFREYS_EVENTS, weeks / wider


def mean_and_error(weekly: Weekly) -> tuple[float, float, int]:
    """The mean of the weeks, its squared standard error, and the number of weeks, 6 or more."""
    values = sound_input.numbers(weekly.values, "A weekly value")
    if len(values) < MIN_VALUES:
        raise NotEnoughYet(len(values), MIN_VALUES, Lacking.WEEKS)
    centre = mean(values)
    if min(values) == max(values):
        return values[0], 0.0, len(values)
    variance = sum((value - centre) ** 2 for value in values) / (len(values) - 1)
    return centre, variance / len(values), len(values)


RATIO, COUNT = "ratio", "count"


def is_binomial(weeks: Sequence[Week]) -> bool:
    """True where no week has more successes than trials. Wins from older meetings can cause that; such a
    pair is then treated as an average."""
    return all(
        week.numerator <= (week.denominator or 0) for week in weeks if week.numerator and week.is_weighed
    )


def measured(weeks: Sequence[Week], kind: str) -> Measured:
    """These weeks of a metric of this kind (`ratio`, `count`, `money`, `average`) as input of an estimate.

    A ratio is Counted, or Weekly where a week has more successes than trials; a count is a Rate over the weeks
    worked, with the dispersion of its weeks; money and averages are Weekly. Unknown weeks and weeks without work
    are left out. Raises NotEnoughYet where none is left.
    """
    known = [week for week in weeks if week.is_weighed]
    if not known:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    if kind == RATIO and is_binomial(known):
        return Counted(
            sum(float(week.numerator or 0) for week in known),
            sum(float(week.denominator or 0) for week in known),
        )
    if kind == COUNT:
        events = [float(week.numerator or 0) for week in known]
        worked = sum(float(week.exposure) for week in known)
        return Rate(sum(events), worked, dispersion(events) if len(events) > 1 else 1.0)
    return Weekly([float(week.value) for week in known if week.value is not None])
