"""The figures of the CRM's reps, worked out from its CSV file alone: nothing here knows the app.

The method of each figure is the published one, written down once more: an independent answer to compare with.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log
from pathlib import Path
from statistics import NormalDist, median

from scipy import stats

WEEKS = 13
ALPHA, POWER = 0.10, 0.80


@dataclass
class Quarter:
    """What a rep opened and closed in the last complete weeks, so many of them."""

    opened: int = 0
    won: int = 0
    lost: int = 0
    revenue: int = 0
    weeks: int = WEEKS

    @property
    def decided(self) -> int:
        return self.won + self.lost

    @property
    def win_rate(self) -> float:
        return self.won / self.decided

    @property
    def deal_size(self) -> float:
        return self.revenue / self.won

    @property
    def opened_a_week(self) -> float:
        return self.opened / self.weeks

    @property
    def decided_a_week(self) -> float:
        return self.decided / self.weeks


def quarters(path: Path, *, shift_days: int, on: date, weeks: int = WEEKS) -> dict[str, Quarter]:
    """So many complete weeks before the week of `on`, by the rep's name, with all dates moved."""
    end = on - timedelta(days=on.weekday())
    first = end - timedelta(weeks=weeks)
    found: dict[str, Quarter] = {}
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines):
            mine = found.setdefault(row["sales_agent"], Quarter(weeks=weeks))
            opened, closed = (day(row[name], shift_days) for name in ("engage_date", "close_date"))
            if opened and first <= opened < end:
                mine.opened += 1
            if opened and closed and first <= closed < end:
                _close(mine, row)
    return found


def day(text: str, shift_days: int) -> date | None:
    """A day of the file with all dates moved; None where it is empty."""
    if not text:
        return None
    month, day, year = map(int, text.split("/"))
    return date(year, month, day) + timedelta(days=shift_days)


def _close(mine: Quarter, row: Mapping[str, str]) -> None:
    if row["deal_stage"] == "Won":
        mine.won += 1
        mine.revenue += int(row["close_value"])
    elif row["deal_stage"] == "Lost":
        mine.lost += 1


def gap(own: Quarter, peers: Sequence[Quarter]) -> dict[str, float]:
    """LMDI-I: what lies between the rep and the median of the others, over opportunities, win rate, deal size."""
    mine = (own.opened, own.win_rate, own.deal_size)
    middle = (
        median(peer.opened for peer in peers),
        median(peer.win_rate for peer in peers),
        median(peer.deal_size for peer in peers),
    )
    my_money, their_money = mine[0] * mine[1] * mine[2], middle[0] * middle[1] * middle[2]
    mean = (their_money - my_money) / log(their_money / my_money)
    names = ("opportunities", "win_rate", "deal_size")
    return {name: mean * log(theirs / ours) for name, ours, theirs in zip(names, mine, middle, strict=True)}


def trials_if_counted(won: float, trials: float, hoped: float) -> float:
    """The unpooled form against a start of so many trials; infinite where that can never tell."""
    rate = won / trials
    both = NormalDist().inv_cdf(1 - ALPHA) + NormalDist().inv_cdf(POWER)
    left = ((hoped - rate) / both) ** 2 - rate * (1 - rate) / trials
    return ceil(hoped * (1 - hoped) / left) if left > 0 else float("inf")


def share_of_peers(target: float, peers: Sequence[Quarter]) -> tuple[float, int]:
    """How many of the peers are expected to hold this win rate by Jeffreys' posteriors, and how many they are."""
    held = [stats.beta.sf(target, peer.won + 0.5, peer.lost + 0.5) for peer in peers]
    return sum(held), len(peers)
