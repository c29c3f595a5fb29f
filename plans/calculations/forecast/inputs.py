"""The inputs of a forecast, as they are stored with it: `Forecast.inputs` is `ForecastInputs.to_json()`.

Pages read it by `ForecastInputs.from_json(forecast.inputs)` and print it: "41 of 187, 13 weeks to 8 Nov".
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle, Refused
from salesgym.numbers.calculations.statistics.measured import Counted, Measured, Rate, Weekly


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
    TARGET_IS_EXPECTED = "target_is_expected"


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


class Form(StrEnum):
    """How something is measured: a share of trials, events over weeks worked, or values week by week."""

    SHARE = "share"
    COUNT = "count"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class Measurement:
    """The measurement of some weeks: `total` out of `over`.

    SHARE is successes out of trials, COUNT events in weeks worked, VALUES an amount over its count or its weeks,
    with the value of each week in `values`. `weeks` is how many have numbers, from `first_on` (a Monday) to
    `until` (a Sunday).
    """

    form: Form
    total: float
    over: float
    weeks: float
    first_on: date | None = None
    until: date | None = None
    dispersion: float = 1.0
    values: tuple[float, ...] = ()

    @property
    def value(self) -> float | None:
        """In the unit of the metric: a share, events a week, an average. None if `over` is 0."""
        return self.total / self.over if self.over else None

    @property
    def measured(self) -> Measured:
        """The same as the type that the estimates take."""
        if self.form == Form.SHARE:
            return Counted(self.total, self.over)
        return (
            Rate(self.total, self.over, self.dispersion) if self.form == Form.COUNT else Weekly(self.values)
        )


@dataclass(frozen=True, slots=True)
class Ahead:
    """The step now, and the window that counts for its due date.

    `target` is in the unit of its metric (`measure` "metric": over the window; "count": since the start; "done":
    None). The window runs from the Monday `first_on` to the Sunday `until`; `so_far` is the measurement of
    its known weeks, and `weeks_left` how many are still to come.
    """

    milestone: int
    measure: str
    target: float | None
    due_on: date
    first_on: date | None = None
    until: date | None = None
    so_far: Measurement | None = None
    weeks_left: int = 0
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """What is known of the peers, without this rep. `count` of them have enough weeks before the plan.

    `a` and `b` are the Beta prior for `before` (only for shares); `mean` and `between_sd` the pooled share of all
    peers and the standard deviation of their true shares; `before` and `since` their pooled value in the
    weeks before the plan and since, which shows what changed for everybody, as by the season.
    """

    count: int = 0
    a: float | None = None
    b: float | None = None
    mean: float | None = None
    between_sd: float | None = None
    before: float | None = None
    since: float | None = None


@dataclass(frozen=True, slots=True)
class ForecastInputs:
    """All inputs of a forecast, and why a figure is missing.

    `why` is by figure: "chance", "improved", "expected", "verdict", "peers". `before` and `since` are the plan's own
    number before the plan and since its start; the verdict tests the rates `unchanged` against `hoped`.
    `likely` is low end, middle and high end of the 80 % range of the true value since the start. `running` is
    the last status word the plan had while it ran.
    """

    on: date
    weeks_in: int
    seed: int
    ahead: Ahead | None = None
    before: Measurement | None = None
    since: Measurement | None = None
    peers: PeerFigures = PeerFigures()
    unchanged: float | None = None
    hoped: float | None = None
    likely: tuple[float, float, float] | None = None
    running: str = ""
    why: Mapping[str, Why] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON for the database: days as ISO text, numbers that are not finite as null."""
        plain = _plain(asdict(self))
        return plain if isinstance(plain, dict) else {}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ForecastInputs":
        """The inverse of `to_json`. Raises KeyError for anything else, such as an empty dict."""
        likely = kept["likely"]
        return cls(
            on=date.fromisoformat(kept["on"]),
            weeks_in=kept["weeks_in"],
            seed=kept["seed"],
            ahead=_ahead(kept["ahead"]),
            before=_told(kept["before"]),
            since=_told(kept["since"]),
            peers=PeerFigures(**kept["peers"]),
            unchanged=kept["unchanged"],
            hoped=kept["hoped"],
            likely=(likely[0], likely[1], likely[2]) if likely else None,
            running=kept["running"],
            why={figure: _why(why) for figure, why in kept["why"].items()},
        )


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
    return Measurement(**{**kept, **days, "form": Form(kept["form"]), "values": tuple(kept["values"])})


def _ahead(kept: Mapping[str, Any] | None) -> Ahead | None:
    if kept is None:
        return None
    days = {"first_on": _day(kept["first_on"]), "until": _day(kept["until"])}
    due_on = date.fromisoformat(kept["due_on"])
    return Ahead(**{**kept, **days, "due_on": due_on, "so_far": _told(kept["so_far"])})


def _why(kept: Mapping[str, Any]) -> Why:
    """The stored reason. `to_json` stores an infinite need as null, so null is infinity here."""
    need = float("inf") if kept["need"] is None else kept["need"]
    return Why(MissingReason(kept["reason"]), kept["text"], kept["have"] or 0, need, kept["unit"])
