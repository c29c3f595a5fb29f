"""Where the steps of a plan's staircase stand: height is how much of the way is done, left to right is time.

All lengths are whole hundredths of the drawing (0 to 100), because the page turns them into the classes
sg-at-0 to sg-at-100: the content security policy allows no style attributes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

# The lowest step keeps room for its number and one line of words.
LOWEST = 38
TOP = 100
# The layout in the style sheet: the width in pixels, the columns' relative widths, and the widths of the
# words on the time line.
NOMINAL_WIDTH = 880
BASE_SHARE, STEP_SHARE, NOW_SHARE = 0.82, 1.0, 1.28
TODAY_HALF, DATE_WIDTH, BEGAN_WIDTH = 19, 40, 122
MANY = 6
# The heights that the words of the step now need: above the filled part, or inside it on two lines.
ROOM_ABOVE, ROOM_INSIDE = 36, 48
# Half of the height of the mark at the value now.
MARK_HALF = 13
# The staircase of a mail: pixels per hundredth, the cells' padding and borders, and the least filled height.
EMAIL_SCALE, EMAIL_PADDING, EMAIL_LEAST_FILL = 1.58, 14, 70

Number = float | Decimal
Kind = Literal["base", "done", "now", "next", "missed"]
Medal = Literal["", "ahead", "to_verify", "earned"]


@dataclass(frozen=True)
class Step:
    """One milestone. The words (label, short, note, strong, reward) are carried to the page unchanged.

    target: in the plan's own metric; None where the step is measured another way (a count, done or not).
    share: how much of this step is done, 0 to 1; read only where a staircase has steps without target.
    medal: the state of its reward; empty without a reward.
    """

    target: Number | None
    due_on: date
    label: str = ""
    short: str = ""
    note: str = ""
    strong: str = ""
    reward: str = ""
    medal: Medal = ""
    is_reached: bool = False
    is_missed: bool = False
    share: float | None = None


@dataclass(frozen=True)
class Stair:
    """One column: its height, how far the step now is filled, and the column's part of the time line."""

    kind: Kind
    height: int
    fill: int = 0
    level: int | None = None
    level_at: int = 60
    elapsed: int = 0
    today_at: int | None = None
    is_today_crowded: bool = False
    due_on: date | None = None
    label: str = ""
    short: str = ""
    note: str = ""
    strong: str = ""
    reward: str = ""
    medal: Medal = ""

    @property
    def is_full(self) -> bool:
        """Whether this is the step now and it is filled to its target."""
        return self.kind == "now" and self.fill >= self.height

    @property
    def is_near(self) -> bool:
        """Whether the mark of the value now, with its picture, reaches above the step: its reward goes higher."""
        return self.level is not None and self.height - self.level < MARK_HALF

    @property
    def is_short(self) -> bool:
        """Whether the column is too low for two lines of words."""
        return self.height < ROOM_INSIDE

    @property
    def has_room_above(self) -> bool:
        """Whether the words of the step now go above the filled part."""
        return self.kind == "now" and self.fill < ROOM_INSIDE and self.height - self.fill >= ROOM_ABOVE

    @property
    def is_low(self) -> bool:
        """Whether the filled part of the step now has room for one line of words only."""
        return self.kind == "now" and self.fill < ROOM_INSIDE and not self.has_room_above

    @property
    def email_height(self) -> int:
        """The height of its cell in a mail, in pixels."""
        return round(self.height * EMAIL_SCALE) - EMAIL_PADDING

    @property
    def email_fill(self) -> int:
        """The height of the filled part of the step now in a mail, in pixels; enough for its three lines."""
        return max(round(min(self.fill, self.height) * EMAIL_SCALE) - EMAIL_PADDING + 4, EMAIL_LEAST_FILL)

    @property
    def email_open(self) -> int:
        """The height of the part above the filled one in a mail, in pixels."""
        return max(round(self.height * EMAIL_SCALE) - EMAIL_PADDING + 4 - self.email_fill, 0)


@dataclass(frozen=True)
class Staircase:
    stairs: tuple[Stair, ...]
    started_on: date
    is_to_scale: bool

    @property
    def now(self) -> Stair | None:
        return next((stair for stair in self.stairs if stair.kind == "now"), None)

    @property
    def has_begun(self) -> bool:
        """Whether the plan's first day has come: before it every step is still ahead."""
        return any(stair.kind not in {"base", "next"} for stair in self.stairs)

    @property
    def is_many(self) -> bool:
        """Whether there are so many columns that a phone shows smaller numbers."""
        return len(self.stairs) >= MANY

    @property
    def is_crowded(self) -> bool:
        """Whether the word Today would touch a date, and so goes on a line of its own below the dates."""
        return any(stair.is_today_crowded for stair in self.stairs)


def build(
    *,
    baseline: Number | None,
    current: Number | None,
    steps: Sequence[Step],
    started_on: date,
    on: date,
    lower_is_better: bool = False,
    base: Step | None = None,
    is_today_marked: bool = True,
) -> Staircase:
    """The staircase of a plan with these steps, in order of their dates.

    baseline, current: the metric's value before the plan and now, in the unit of the targets; None where
    there is none yet. on: today; before started_on nothing is filled and no step is the step now.
    base: the words of the first column. is_today_marked: False for a plan that has closed, in which no day is today.
    It always climbs, also where less is better: heights are to scale (linear in
    value) where every step has a target better than the one before it; otherwise they rise evenly, and the page shows
    no scale.
    """
    levels = _levels(baseline, [step.target for step in steps], lower_is_better)
    is_to_scale = levels is not None
    reached = None if current is None else _better(current, lower_is_better)
    heights = _heights(levels) if levels is not None else _even(len(steps) + 1)
    kinds = _kinds(steps, has_begun=on >= started_on)
    dues = [started_on, *(step.due_on for step in steps)]
    # Today has a mark where it lies in the drawing: neither before its first day nor after its last.
    has_today = is_today_marked and dues[0] <= on <= dues[-1]
    words = base or Step(target=None, due_on=started_on)
    stairs = [Stair("base", heights[0], label=words.label, short=words.short, note=words.note)]
    for place, (step, kind) in enumerate(zip(steps, kinds, strict=True), start=1):
        level = None
        if kind == "now":
            level = _level(levels, heights, place, reached, step.share)
        stairs.append(_stair(step, kind, place, heights, level, dues, on, kinds, has_today))
    return Staircase(tuple(stairs), started_on, is_to_scale)


def _better(value: Number, lower_is_better: bool) -> float:
    """The value on a scale on which more is better."""
    return -float(value) if lower_is_better else float(value)


def _levels(
    baseline: Number | None, targets: Sequence[Number | None], lower_is_better: bool
) -> list[float] | None:
    """Baseline and targets where more is better; None if one is missing or they do not get better in order."""
    values = [_better(value, lower_is_better) for value in (baseline, *targets) if value is not None]
    is_climb = all(after > before for before, after in pairwise(values))
    return values if len(values) == len(targets) + 1 and len(targets) > 0 and is_climb else None


def _heights(levels: Sequence[float]) -> list[int]:
    low, high = min(levels), max(levels)
    return [_between(LOWEST, TOP, (level - low) / (high - low)) for level in levels]


def _even(count: int) -> list[int]:
    return [_between(LOWEST, TOP, place / max(count - 1, 1)) for place in range(count)]


def _between(start: float, end: float, share: float) -> int:
    return round(start + (end - start) * share)


def _kinds(steps: Sequence[Step], *, has_begun: bool) -> list[Kind]:
    kinds: list[Kind] = []
    for step in steps:
        if step.is_reached:
            kinds.append("done")
        elif step.is_missed:
            kinds.append("missed")
        else:
            kinds.append("next" if "now" in kinds or not has_begun else "now")
    return kinds


def _level(
    levels: Sequence[float] | None,
    heights: Sequence[int],
    place: int,
    reached: float | None,
    share: float | None,
) -> int | None:
    """The height of the value now, inside the drawing and not above the step now, which is not reached yet."""
    before, goal = heights[place - 1], heights[place]
    if levels is None:
        if share is None:
            return None
        return _between(before, goal, min(max(share, 0), 1))
    if reached is None:
        return None
    low, high = min(levels), max(levels)
    # The label still prints the true number.
    return max(min(_between(LOWEST, TOP, (reached - low) / (high - low)), goal), LOWEST)


def _stair(
    step: Step,
    kind: Kind,
    place: int,
    heights: Sequence[int],
    level: int | None,
    dues: Sequence[date],
    on: date,
    kinds: Sequence[Kind],
    has_today: bool,
) -> Stair:
    height = fill = heights[place]
    if kind == "now":
        fill = min(heights[place - 1] if level is None else level, height)
    elapsed, today_at = _time(dues[place - 1], dues[place], on, is_last=place == len(kinds))
    return Stair(
        kind=kind,
        height=height,
        fill=fill,
        level=level,
        level_at=today_at if today_at is not None else (100 if on > dues[place] else 60),
        elapsed=elapsed,
        today_at=today_at if has_today else None,
        is_today_crowded=has_today and today_at is not None and _is_crowded(today_at, place, kinds),
        due_on=step.due_on,
        label=step.label,
        short=step.short,
        note=step.note,
        strong=step.strong,
        reward=step.reward,
        medal=step.medal,
    )


def _time(begins: date, ends: date, on: date, *, is_last: bool) -> tuple[int, int | None]:
    """How much of this part of the time line is over, and where in it today is (None: in another one); percent."""
    days = max((ends - begins).days, 1)
    elapsed = min(max(round(100 * (on - begins).days / days), 0), 100)
    is_here = begins <= on < ends or (is_last and on >= ends)
    return elapsed, elapsed if is_here else None


def _is_crowded(today_at: int, place: int, kinds: Sequence[Kind]) -> bool:
    """Whether the word Today would touch the date at the column's end, or the start date before it."""
    shares = [NOW_SHARE if kind == "now" else STEP_SHARE for kind in kinds]
    width = NOMINAL_WIDTH * shares[place - 1] / (BASE_SHARE + sum(shares))
    today = width * today_at / 100
    begins = BEGAN_WIDTH if place == 1 else 0
    return today + TODAY_HALF > width - DATE_WIDTH or today - TODAY_HALF < begins
