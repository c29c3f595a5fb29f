"""What the judgement of a plan is worked out from, without the ORM."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from plans.calculations.forecast.basis import Basis
from plans.calculations.forecast.inputs import PeerFigures

METRIC, SINCE_START = "metric", "count"
# Numbers may arrive late: a step has a chance until so many weeks after its last week.
LATE_WEEKS = 2


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step in the plan's order. `measure` is "metric" (`weeks` in a row at the `mark`), "count" or "done".

    `until` is the number of the last full week in which it may be reached, `on_time_until` that of the last one for
    its date.
    """

    pk: int
    measure: str
    metric: int | None
    mark: float | None
    weeks: int
    due_on: date
    until: int
    on_time_until: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """One metric of a plan: what it is judged by, and the two sides of the plan's full weeks so far, None where
    unknown, oldest first, with their Mondays.

    `recent` are the trials, deals or shares worked of the newest weeks of all. `earlier` are the weeks before the plan
    that count as well by the rule of plans that were signed earlier: their two sides, oldest first.
    """

    basis: Basis | None
    mondays: Sequence[date] = ()
    totals: Sequence[float | None] = ()
    over: Sequence[float | None] = ()
    recent: Sequence[float] = ()
    peers: PeerFigures = field(default_factory=PeerFigures)
    earlier: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """One plan on one day. `metric` is its own number, `numbers` has that and those of its steps.

    `start` and `now` are its value before the plan and over the newest four weeks, `usual` the ends of its usual range.
    `has_claim`: a step that the rep has claimed waits for a manager's word.
    `running`, `is_pushed` and `improved_on` are those of the judgement before, see `ForecastInputs`.
    """

    plan: int
    plan_status: str
    on: date
    starts_on: date
    ends_on: date
    weeks_in: int
    metric: int | None
    numbers: Mapping[int, NumberFacts] = field(default_factory=dict)
    steps: Sequence[StepFacts] = ()
    last_number_on: date | None = None
    last_practice_on: date | None = None
    last_reached_on: date | None = None
    has_claim: bool = False
    running: str = ""
    is_pushed: bool = False
    improved_on: date | None = None
    start: float | None = None
    now: float | None = None
    usual: tuple[float, float] | None = None

    def is_date_ahead(self, step: StepFacts) -> bool:
        """Whether a week that counts for the date of this step is not complete yet."""
        number = self.numbers.get(step.metric or 0)
        return number is not None and step.on_time_until > len(number.mondays)

    @property
    def own(self) -> NumberFacts | None:
        """The plan's own number."""
        return self.numbers.get(self.metric or 0)
