"""What of the big picture moves with its slider, by the names that its templates and big_picture.js know.

A name stands in a template as `data-slot` (words), `data-at`, `data-x` and `data-dots` (places), `data-show` (whether
something is shown) or `data-value` (what a button sends). A field without a default is there at every stop.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

Value = str | int | bool | float


@dataclass(frozen=True)
class StageSlots:
    """One stage of the funnel that the slider moves; its names end with the number of the stage: `after0`."""

    after: str
    gain: str
    bar: int
    extra: int


@dataclass(frozen=True)
class MoneyBar:
    """The range of the money: its ends in words, and places in hundredths of the bar."""

    low: str
    high: str
    low_at: int
    middle_at: int
    high_at: int
    low_words_at: int
    high_words_at: int


@dataclass(frozen=True)
class MoneySlots:
    """The result in words."""

    money: str
    revenue: str
    commission: str
    year: str
    likely: str


@dataclass(frozen=True)
class TellingSlots:
    """The card of the weeks until a change can be told from luck."""

    weeks_lead: str
    weeks_rest: str
    weeks_fit: str
    has_weeks: bool
    told_at: int
    plan_at: int
    has_week_one: bool


@dataclass(frozen=True)
class PeerSlots:
    """The card of the peers: how many of them hold the target, and where its line stands among their dots."""

    peers_lead: str
    peers_rest: str
    peers_on: int
    line_x: float
    line_words_x: float


@dataclass(frozen=True)
class FairSlots:
    """The card of the step: whether weeks in a row exist that are fair at this place, and both chances in words."""

    fair_lead: str
    fair_words: str
    is_fair: bool


@dataclass(frozen=True, kw_only=True)
class Slots:
    """Everything that moves, at one stop. `bar` and `peers` are None where there is no range and nobody beside.

    `gains` are the extra of each stage by its metric's key; the lines explain how the card was worked out.
    """

    say: str
    said: str
    money: MoneySlots
    bar: MoneyBar | None
    telling: TellingSlots
    peers: PeerSlots | None
    fair: FairSlots
    stages: Mapping[int, StageSlots] = field(default_factory=dict)
    gains: Mapping[str, str] = field(default_factory=dict)
    money_lines: tuple[str, ...] = ()
    weeks_lines: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Value]:
        """Every value by its name in the templates."""
        named: dict[str, Value] = {"say": self.say, "said": self.said}
        for part in (self.money, self.bar, self.telling, self.peers, self.fair):
            named |= asdict(part) if part is not None else {}
        for number, stage in self.stages.items():
            named |= {f"{name}{number}": value for name, value in asdict(stage).items()}
        named |= {gain_slot(key): extra for key, extra in self.gains.items()}
        return named | _numbered("money_line", self.money_lines) | _numbered("weeks_line", self.weeks_lines)


def gain_slot(key: str) -> str:
    """The name under which the extra of a stage is found: extra_wins."""
    return f"extra_{key}"


def _numbered(name: str, lines: Iterable[str]) -> dict[str, Value]:
    return {f"{name}{number}": line for number, line in enumerate(lines)}
