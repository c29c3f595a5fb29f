"""Whether a plan pays: its cost compared with the cost of replacing the rep, in the organization's own figures."""

from dataclasses import dataclass
from math import ceil, floor

from salesgym.errors import NoAnswer, Obstacle
from salesgym.numbers.calculations.statistics import sound_input


@dataclass(frozen=True, slots=True)
class Span:
    """An estimate from `low` to `high`, as somebody gave it; not a statistical interval."""

    low: float
    high: float

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Span") -> "Span":
        return Span(self.low * other.low, self.high * other.high)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The chance of success from which the plan pays: `low` with the most favorable costs, `high` with the least."""

    low: float
    high: float

    @property
    def pays_never(self) -> bool:
        """Whether the plan costs more than it saves even if it succeeds for certain and costs are favorable."""
        return self.low > 1

    @property
    def one_in(self) -> tuple[int, int] | None:
        """ "A 1 in 10 to 1 in 6 chance" as (10, 6), rounded so that the range gets wider; None if `high` is above 1."""
        if self.high > 1 or not self.low:
            return None
        return max(ceil(1 / self.low), 1), max(floor(1 / self.high), 1)


def cost_of_plan(
    *, coaching_hours: Span | float, hourly_cost: Span | float, training: Span | float, rewards: Span | float
) -> Span:
    """Coaching hours at what an hour costs, plus training and rewards; all zero or more, in one currency."""
    hours = span(coaching_hours, "The coaching hours") * span(hourly_cost, "The cost of an hour")
    return hours + span(training, "The cost of training") + span(rewards, "The cost of rewards")


def cost_of_replacing(*, recruiting: Span | float, vacancy: Span | float, ramp: Span | float) -> Span:
    """Recruiting, plus the costs of the vacancy and of the ramp; all zero or more, in one currency."""
    chair = span(vacancy, "The cost of the vacancy") + span(ramp, "The cost of the ramp")
    return span(recruiting, "The cost of recruiting") + chair


def break_even(*, plan_cost: Span | float, replacement_cost: Span | float) -> BreakEven:
    """The chance of success from which the plan pays: its cost over the cost of replacing the rep.

    Both are sums of zero or more in one currency, as a `Span` or one number; the result may be above 1. Raises
    NoAnswer where the replacement or the plan costs nothing.
    Source: expected value (Raiffa, Decision Analysis, 1968).
    """
    plan, replacing = span(plan_cost, "The cost of the plan"), span(replacement_cost, "The cost of replacing")
    if not replacing.low:
        raise NoAnswer(Obstacle.REPLACING_COSTS_NOTHING)
    if not plan.high:
        raise NoAnswer(Obstacle.PLAN_COSTS_NOTHING)
    return BreakEven(sound_input.number(plan.low / replacing.high, "The chance"), plan.high / replacing.low)


def span(value: Span | float, what: str) -> Span:
    """`value` as a span of zero or more; ValueError where `low` is above `high`."""
    given = value if isinstance(value, Span) else Span(value, value)
    low, high = sound_input.not_negative(given.low, what), sound_input.not_negative(given.high, what)
    if low > high:
        raise ValueError(f"{what} has its ends the wrong way round")
    return Span(low, high)
