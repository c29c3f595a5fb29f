"""Forty weeks of numbers for each rep, drawn with a fixed seed; what a plan tells of them adds up exactly."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from random import Random

from coaching.management.sample import chance

WEEKS = 40
# How much wider the weeks of one rep lie than binomial or Poisson, as those of real reps do.
COUNT_SPREAD, DECIDED_SPREAD = 2.2, 1.4
ANSWER_SPREAD, MEETING_SPREAD, OPPORTUNITY_SPREAD, WIN_SPREAD = 1.4, 1.4, 1.3, 1.3
# Deals with a price in a usual week, and how far their discounts lie apart, in percentage points.
PRICED, PRICED_SPREAD, DISCOUNT_DEVIATION = 5.0, 1.3, 4.0


@dataclass(frozen=True)
class Stretch:
    """So many weeks in a row: rates that differ from the rep's usual ones, and sums that they add up to, by column."""

    weeks: int
    rates: Mapping[str, float] = field(default_factory=dict)
    sums: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Pace:
    """A rep's usual weeks, and the stretches that a plan tells of; the last stretch ends with the last complete week."""

    seed: int  # of many draws, one in which the steps are reached in the weeks of the story
    outreach: float = 310
    answer_rate: float = 0.20
    meeting_rate: float = 0.31
    opportunity_rate: float = 0.215
    decided: float = 4.3
    win_rate: float = 0.34
    deal_size: int = 8400
    discount: float = 11.5
    stretches: tuple[Stretch, ...] = ()
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
    # Opportunities of meetings: 54 of 247 in the quarter before the plan, 28 of 114 since, 19 of 76 in the first
    # and in the last four weeks.
    "marcus": Pace(
        seed=8,
        stretches=(
            Stretch(13, sums={"meetings": 247, "opportunities": 54}),
            Stretch(2, sums={"meetings": 38, "opportunities": 9}),
            Stretch(2, sums={"meetings": 38, "opportunities": 10}),
            Stretch(2, sums={"meetings": 38, "opportunities": 9}),
        ),
    ),
    # Conversations a week: 41 before the plan, 48 in its first two weeks, two or four more every second week since.
    "priya": Pace(
        seed=6,
        outreach=330,
        answer_rate=0.125,
        stretches=(
            Stretch(13, sums={"conversations": 533}),
            Stretch(2, sums={"conversations": 96}),
            Stretch(2, sums={"conversations": 100}),
            Stretch(2, sums={"conversations": 108}),
            Stretch(2, sums={"conversations": 116}),
        ),
    ),
    # Few deals: 27 of 75 were won before the plan, 12 of 29 in its first five weeks, 4 of 17 since.
    "tomas": Pace(
        seed=2,
        opportunity_rate=0.25,
        decided=5.4,
        win_rate=0.36,
        stretches=(
            Stretch(13, sums={"decided": 75, "wins": 27}),
            Stretch(5, sums={"decided": 29, "wins": 12}),
            Stretch(3, sums={"decided": 17, "wins": 4}),
        ),
    ),
    # 14.0 % off on 65 priced deals before the plan.
    "lena": Pace(
        seed=25,
        discount=13.8,
        untold_weeks=2,
        stretches=(Stretch(13, sums={"priced_deals": 65, "discount_points": 910}), Stretch(5)),
    ),
    "aisha": Pace(
        seed=31,
        discount=12.5,
        win_rate=0.35,
        stretches=(Stretch(13, sums={"priced_deals": 66, "discount_points": 825}),),
    ),
    # Fewer conversations become meetings: 31 % for long, 17 % in the last four weeks.
    "jordan": Pace(seed=16, outreach=370, decided=5.0, stretches=(Stretch(4, rates={"meeting_rate": 0.17}),)),
    # The win rate rose from 36 % before the first plan to 50 % at its end, and stayed there.
    "noah": Pace(
        seed=21,
        outreach=400,
        answer_rate=0.21,
        meeting_rate=0.33,
        opportunity_rate=0.24,
        decided=7.0,
        win_rate=0.48,
        stretches=(
            Stretch(13, sums={"decided": 100, "wins": 36}),
            Stretch(2, sums={"decided": 15, "wins": 6}),
            Stretch(2, sums={"decided": 15, "wins": 7}),
            Stretch(2, sums={"decided": 16, "wins": 7}),
            Stretch(2, sums={"decided": 16, "wins": 8}),
            Stretch(2, sums={"decided": 16, "wins": 8}),
            Stretch(2, sums={"decided": 16, "wins": 9}),
            Stretch(12),
        ),
    ),
    # Opportunities of meetings: 57 of 228 in the quarter before the plan, 27 of 86 in its first five weeks,
    # 35 of 104 in its other six.
    "ines": Pace(
        seed=87,
        outreach=280,
        deal_size=14500,
        opportunity_rate=0.25,
        decided=4.4,
        stretches=(
            Stretch(13, sums={"meetings": 228, "opportunities": 57}),
            Stretch(5, sums={"meetings": 86, "opportunities": 27}),
            Stretch(2, sums={"meetings": 34, "opportunities": 10}),
            Stretch(2, sums={"meetings": 35, "opportunities": 12}),
            Stretch(2, sums={"meetings": 35, "opportunities": 13}),
            Stretch(1, rates={"opportunity_rate": 0.33}),
        ),
    ),
    # Conversations a week: 52 before the plan, 55 since; the newest week has three days, then a leave.
    "owen": Pace(
        seed=5,
        outreach=260,
        deal_size=13800,
        opportunity_rate=0.2,
        decided=3.4,
        stretches=(
            Stretch(13, sums={"conversations": 676}),
            Stretch(3, sums={"conversations": 165}),
            Stretch(1, rates={"outreach": 156}, sums={"conversations": 31}),
        ),
    ),
    "grace": Pace(seed=3, outreach=330, deal_size=15200, win_rate=0.30),
}


def draw(key: str) -> Figures:
    """The rep's weeks. The same key gives the same weeks on every machine."""
    pace = PACES[key]
    lots = Random(f"{pace.seed}-{key}")  # noqa: S311 - sample figures, not secrets
    before = Stretch(WEEKS - sum(stretch.weeks for stretch in pace.stretches))
    parts = [_draw(lots, pace, stretch) for stretch in (before, *pace.stretches)]
    names = [column.name for column in fields(Figures)]
    return Figures(*([week for part in parts for week in getattr(part, name)] for name in names))


def _draw(lots: Random, pace: Pace, stretch: Stretch) -> Figures:
    """The weeks of one stretch, each column from the one before it in the funnel."""
    weeks, sums = stretch.weeks, stretch.sums

    def rate(name: str) -> float:
        return stretch.rates.get(name, vars(pace)[name])

    outreach = chance.counts(lots, weeks, rate("outreach"), COUNT_SPREAD)
    conversations = chance.shares(
        lots, outreach, rate("answer_rate"), ANSWER_SPREAD, sums.get("conversations")
    )
    meetings = chance.shares(lots, conversations, rate("meeting_rate"), MEETING_SPREAD, sums.get("meetings"))
    opportunities = chance.shares(
        lots, meetings, rate("opportunity_rate"), OPPORTUNITY_SPREAD, sums.get("opportunities")
    )
    decided = chance.counts(lots, weeks, pace.decided, DECIDED_SPREAD, sums.get("decided"))
    wins = chance.shares(lots, decided, rate("win_rate"), WIN_SPREAD, sums.get("wins"))
    priced = chance.counts(lots, weeks, PRICED, PRICED_SPREAD, sums.get("priced_deals"))
    points = chance.amounts(lots, priced, rate("discount"), DISCOUNT_DEVIATION, sums.get("discount_points"))
    losses = [many - won for many, won in zip(decided, wins, strict=True)]
    return Figures(outreach, conversations, meetings, opportunities, wins, losses, priced, points)
