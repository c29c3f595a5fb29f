"""Twenty-six weeks of numbers for each rep: drawn with a fixed seed, or pinned where a plan needs exact ones."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

WEEKS = 26
SEED = 20


@dataclass(frozen=True)
class Pace:
    """A rep's average week, and pinned numbers by name (the last entry is that of the last complete week)."""

    outreach: float = 310
    answer_rate: float = 0.20
    meeting_rate: float = 0.31
    opportunity_rate: float = 0.24
    decided: float = 5
    win_rate: float = 0.33
    deal_size: int = 8400
    discount: float = 11.0
    pinned: dict[str, tuple[float, ...]] = field(default_factory=dict)
    untold_weeks: int = 0  # the newest weeks without prices


@dataclass(frozen=True)
class Figures:
    """A rep's numbers in each of the weeks, oldest first."""

    outreach: list[int]
    conversations: list[int]
    meetings: list[int]
    opportunities: list[int]
    wins: list[int]
    losses: list[int]
    priced_deals: list[int]
    discount_points: list[float]


PACES = {
    # Opportunities of meetings: 54 of 247 in the quarter before the plan, 28 of 114 since, 19 of 76 in the last
    # four weeks; the newest week is the best.
    "marcus": Pace(
        opportunity_rate=0.22,
        win_rate=0.31,
        decided=4.2,
        pinned={
            "meetings": (19, 18, 20, 19, 18, 19, 19, 20, 18, 19, 19, 19, 20, 19, 19, 19, 19, 19, 19),
            "opportunities": (4, 4, 4, 5, 3, 4, 4, 5, 4, 4, 4, 4, 5, 5, 4, 5, 5, 1, 8),
        },
    ),
    # The rates of reps differ, so that the peers' prior has some weight, and not all of it.
    "priya": Pace(
        outreach=330,
        answer_rate=0.125,
        opportunity_rate=0.20,
        pinned={
            "conversations": (
                *(41, 42, 40, 43, 39),
                *(40, 43, 39, 42, 41, 38, 44, 41, 40, 42, 43, 39, 41),
                *(44, 47, 50, 52, 54, 56, 57, 57),
            )
        },
    ),
    # Wins of decided deals: 36 of 100 before the plan, 11 of 29 in the last four weeks.
    "tomas": Pace(
        opportunity_rate=0.28,
        pinned={
            "wins": (3, 2, 3, 3, 2, 3, 3, 3, 2, 3, 3, 3, 3, 2, 3, 3),
            "losses": (5, 5, 5, 5, 5, 5, 4, 5, 5, 5, 5, 5, 5, 4, 5, 4),
        },
    ),
    "lena": Pace(
        opportunity_rate=0.18,
        discount=14.0,
        untold_weeks=2,
        pinned={
            "discount": (
                14.2,
                13.7,
                14.4,
                13.9,
                14.1,
                13.6,
                14.3,
                14.0,
                13.8,
                14.2,
                13.9,
                14.1,
                13.8,
                13.6,
                14.0,
                13.9,
                13.7,
                13.8,
            )
        },
    ),
    "aisha": Pace(discount=12.5, win_rate=0.35, opportunity_rate=0.29),
    # The meeting rate left its usual range of 27 to 35 % three weeks ago.
    "jordan": Pace(
        pinned={"meeting_rate": (0.31, 0.30, 0.32, 0.29, 0.31, 0.30, 0.31, 0.29, 0.22, 0.21, 0.21)}
    ),
    # The win rate rose from 36 % before the plan to 43 % at its end, and stayed there.
    "noah": Pace(
        win_rate=0.43,
        opportunity_rate=0.21,
        pinned={
            "wins": (2, 3, *(2, 3, 3, 2, 3, 3, 3, 2, 3, 3, 3, 3), *(3, 3, 3, 3, 3, 3, 2, 3, 3, 3, 3, 3)),
            "losses": (5, 4, *(5, 4, 5, 5, 4, 5, 4, 5, 4, 4, 4, 4), *(4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4)),
        },
    ),
    "ines": Pace(outreach=240, deal_size=14500, opportunity_rate=0.29),
    "owen": Pace(outreach=260, deal_size=13800, opportunity_rate=0.19),
    "grace": Pace(outreach=220, deal_size=15200, win_rate=0.28, opportunity_rate=0.27),
}


def draw(key: str) -> Figures:
    """The rep's weeks. The same key gives the same weeks on every machine."""
    pace = PACES[key]
    chance = random.Random(f"{SEED}-{key}")  # noqa: S311 - sample figures, not secrets

    def wobble(mean: float, share: float = 0.08) -> float:
        return max(0.0, chance.gauss(mean, mean * share))

    weeks = [_week(pace, place, wobble) for place in range(-WEEKS, 0)]
    columns = list(zip(*weeks, strict=True))
    return Figures(*(list(column) for column in columns))


def _week(pace: Pace, place: int, wobble: Callable[..., float]) -> tuple[float, ...]:
    outreach = round(wobble(pace.outreach))
    conversations = round(_pin(pace, "conversations", place, wobble(outreach * pace.answer_rate)))
    meeting_rate = _pin(pace, "meeting_rate", place, wobble(pace.meeting_rate, 0.05))
    meetings = round(_pin(pace, "meetings", place, conversations * meeting_rate))
    opportunities = round(_pin(pace, "opportunities", place, wobble(meetings * pace.opportunity_rate, 0.12)))
    decided = max(2, round(wobble(pace.decided, 0.15)))
    wins = round(_pin(pace, "wins", place, min(decided, wobble(decided * pace.win_rate, 0.2))))
    losses = round(_pin(pace, "losses", place, max(0, decided - wins)))
    priced = max(2, round(wobble(5, 0.15)))
    discount = _pin(pace, "discount", place, wobble(pace.discount, 0.04))
    return outreach, conversations, meetings, opportunities, wins, losses, priced, round(discount * priced, 1)


def _pin(pace: Pace, name: str, place: int, drawn: float) -> float:
    pinned = pace.pinned.get(name, ())
    return pinned[place] if -place <= len(pinned) else drawn
