"""The inputs of a judgement, as they are stored with it: `Forecast.inputs` is `ForecastInputs.to_json()`.

Pages read it by `ForecastInputs.from_json(forecast.inputs)` and print it: "41 of 187, 13 weeks to 8 Nov".
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from plans.calculations.forecast.basis import Basis, Kind
from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle, Refused
from salesgym.numbers.calculations.statistics.peers import MIN_PEERS


class MissingReason(StrEnum):
    """Why a figure is missing. `Why` has the details of the first two; the page has sentences for the others."""

    NOT_ENOUGH = "not_enough"
    REFUSED = "refused"
    NO_STEP = "no_step"
    BY_HAND = "by_hand"
    DATE_PASSED = "date_passed"
    PAUSED = "paused"
    NO_BASELINE = "no_baseline"
    NO_METHOD = "no_method"


@dataclass(frozen=True, slots=True)
class Why:
    """Why one figure is missing: `have`, `need` and `unit` (a Lacking) belong to NOT_ENOUGH, `text` to REFUSED.

    `text` is an Obstacle; a row of an earlier release has a whole English sentence there.
    """

    reason: MissingReason
    text: str = ""
    have: float = 0
    need: float = 0
    unit: str = ""

    @property
    def refusal(self) -> Refused | None:
        """The refusal as it was raised, for `sure.not_yet`; None for reasons that the page has sentences for."""
        if self.reason == MissingReason.NOT_ENOUGH:
            return NotEnoughYet(self.have, self.need, Lacking(self.unit))
        if self.reason != MissingReason.REFUSED:
            return None
        return NoAnswer(Obstacle(self.text)) if self.text in set(Obstacle) else Refused(self.text)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What some weeks tell: `total` out of `over`, see `Basis`.

    `weeks` is how many have numbers, from `first_on` (a Monday, where it is known) to the Sunday `until`.
    """

    kind: Kind
    total: float
    over: float
    weeks: int
    first_on: date | None = None
    until: date | None = None

    @property
    def value(self) -> float | None:
        """In the unit of the metric: a share, events a week, an average. None if `over` is 0."""
        return self.total / self.over if self.over else None


@dataclass(frozen=True, slots=True)
class StepChances:
    """One open step and its two chances, 0 to 1: by its date, and by the plan's end, which decides the status.

    A chance is None where there is none; `why` says why.
    """

    milestone: int
    by_date: float | None = None
    by_end: float | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """What the others of the role did over the same weeks: `count` of them have enough weeks before it, and some since.

    `before` and `since` are the value of them together before the plan and since, each with one weight; `change` is by how much they changed, in
    log-odds of a share, else the logarithm of the factor. It is taken out from 5 of them on, else 0.
    """

    count: int = 0
    before: float | None = None
    since: float | None = None
    change: float = 0.0

    @property
    def is_enough(self) -> bool:
        """Whether they are so many that their change is taken out."""
        return self.count >= MIN_PEERS


@dataclass(frozen=True, slots=True)
class ForecastInputs:
    """All inputs of a judgement, and why a figure is missing.

    `bases` are what each number of the plan is judged by, by metric; `since` is the plan's own number over its full
    weeks so far, `likely` low end, middle and high end of the 80 % range of the true value behind it. `steps` are
    the open steps. `running` is the last status word the plan had while it ran, `is_pushed` whether it needed a push.
    `improved_on` is the day on which the change first was clear, None before. `why` is by figure: "real", "expected".
    """

    on: date
    weeks_in: int
    seed: int
    metric: int | None = None
    bases: Mapping[int, Basis] = field(default_factory=dict)
    since: Measurement | None = None
    likely: tuple[float, float, float] | None = None
    peers: PeerFigures = field(default_factory=PeerFigures)
    steps: tuple[StepChances, ...] = ()
    running: str = ""
    is_pushed: bool = False
    improved_on: date | None = None
    why: Mapping[str, Why] = field(default_factory=dict)

    @property
    def basis(self) -> Basis | None:
        """What the plan's own number is judged by."""
        return self.bases.get(self.metric or 0)

    @property
    def before(self) -> Measurement | None:
        """The rep's own number before the plan."""
        return before_of(self.basis) if self.basis else None

    def of(self, milestone: int) -> StepChances | None:
        """The chances of this step; None where it was not open."""
        return next((one for one in self.steps if one.milestone == milestone), None)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON for the database: days as ISO text, numbers that are not finite as null."""
        plain = _plain(asdict(replace(self, bases={})))
        bases = {str(metric): basis.to_json() for metric, basis in self.bases.items()}
        return {**plain, "bases": bases} if isinstance(plain, dict) else {}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ForecastInputs":
        """The inverse of `to_json`. Raises KeyError for anything else, such as an empty dict."""
        likely = kept["likely"]
        return cls(
            on=date.fromisoformat(kept["on"]),
            weeks_in=kept["weeks_in"],
            seed=kept["seed"],
            metric=kept["metric"],
            bases={int(metric): Basis.from_json(basis) for metric, basis in kept["bases"].items()},
            since=_told(kept["since"]),
            likely=(likely[0], likely[1], likely[2]) if likely else None,
            peers=PeerFigures(**kept["peers"]),
            steps=tuple(
                StepChances(**{**step, "why": _why(step["why"]) if step["why"] else None})
                for step in kept["steps"]
            ),
            running=kept["running"],
            is_pushed=kept["is_pushed"],
            improved_on=_day(kept["improved_on"]),
            why={figure: _why(why) for figure, why in kept["why"].items()},
        )


def before_of(basis: Basis) -> Measurement:
    """The rep's own number before the plan, as pages say it."""
    return Measurement(basis.kind, basis.total, basis.over, basis.weeks, until=basis.until)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _told(kept: Mapping[str, Any] | None) -> Measurement | None:
    if kept is None:
        return None
    days = {"first_on": _day(kept["first_on"]), "until": _day(kept["until"])}
    return Measurement(**{**kept, **days, "kind": Kind(kept["kind"])})


def _why(kept: Mapping[str, Any]) -> Why:
    """The stored reason. `to_json` stores an infinite need as null, so null is infinity here."""
    need = float("inf") if kept["need"] is None else kept["need"]
    return Why(MissingReason(kept["reason"]), kept["text"], kept["have"] or 0, need, kept["unit"])
