"""Which number to work on: by the money lost, how soon a change shows, and how far the rep controls it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from salesgym.numbers.calculations.money.gap import (
    ATTEMPTS,
    CONVERSION,
    DEAL_SIZE,
    OPPORTUNITIES,
    WIN_RATE,
)
from salesgym.numbers.calculations.statistics import sound_input

ACTIVITY, SHARED, BUYER_DECIDES = 1.0, 0.6, 0.3
THREE = 3
HARD_TO_TELL = 0.5


class Reason(StrEnum):
    """Reasons for or against working on a number."""

    LARGEST_GAP = "the most money lies here"
    SHOWS_SOONEST = "a change would show soonest here"
    MOST_IN_HAND = "it is most in the rep's own hands"
    HARD_TO_TELL = "a change would be hard to tell from luck"
    BUYER_DECIDES = "the buyer decides"


class Side(StrEnum):
    """What the pattern of the gap suggests: a start for a talk, not a finding."""

    VOLUME = "time, avoidance or too few leads"
    SKILL = "skill"
    SIZE = "the size of deals"
    PATCH = "the patch"
    NONE = "no gap"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that could be worked on.

    `gap` is the money lost on it against the benchmark, negative where the rep is ahead; `detectable` the
    chance, 0 to 1, that a real change is told from luck within the plan; `controllability` how far it is the
    rep's to move: activity 1, shared .6, the buyer decides .3.
    """

    metric: str
    gap: float
    detectable: float
    controllability: float


@dataclass(frozen=True, slots=True)
class Focus:
    """A candidate with its score in money, its share of what is lost in all (0 to 1), and the reasons."""

    candidate: Candidate
    score: float
    share_of_loss: float
    reasons: tuple[Reason, ...]


def rank(candidates: Iterable[Candidate], *, most: int = THREE) -> tuple[Focus, ...]:
    """The candidates by gap x detectable x controllability, the best first, at most three.

    Candidates without lost money or with a score of zero are left out. Equal scores keep their order.
    Refuses NaN, and chances or controllabilities outside 0..1.
    """
    if most < 1:
        raise ValueError("a list of what to work on has one line or more")
    lost = [one for one in map(_sound, candidates) if one.gap > 0]
    total = sum(one.gap for one in lost)
    ranked = sorted((one for one in lost if _score(one) > 0), key=_score, reverse=True)
    return tuple(Focus(one, _score(one), one.gap / total, _reasons(one, ranked)) for one in ranked[:most])


def suggestion(parts: Mapping[str, float], *, has_few_leads: bool) -> Side:
    """What the parts of a money gap (see money_gap.split) suggest to ask about first.

    Volume is attempts or opportunities, skill conversion and win rate, size that of the deals; the largest loss leads.
    Volume and skill low with few leads is the patch. `has_few_leads` is the organization's own judgment. Refuses NaN.
    """
    sound = {name: sound_input.number(part, "A part of the gap") for name, part in parts.items()}
    volume = sum(sound.get(name, 0.0) for name in (ATTEMPTS, OPPORTUNITIES))
    skill = sum(sound.get(name, 0.0) for name in (CONVERSION, WIN_RATE))
    size = sound.get(DEAL_SIZE, 0.0)
    if max(volume, skill, size) <= 0:
        return Side.NONE
    if size > max(volume, skill):
        return Side.SIZE
    if has_few_leads and min(volume, skill) > 0:
        return Side.PATCH
    return Side.VOLUME if volume > skill else Side.SKILL


def _sound(candidate: Candidate) -> Candidate:
    return Candidate(
        candidate.metric,
        sound_input.number(candidate.gap, "A gap in money"),
        sound_input.share(candidate.detectable, "The chance that a change shows"),
        sound_input.share(candidate.controllability, "How far a number is in the rep's hands"),
    )


def _score(candidate: Candidate) -> float:
    return candidate.gap * candidate.detectable * candidate.controllability


def _reasons(candidate: Candidate, ranked: list[Candidate]) -> tuple[Reason, ...]:
    """The reasons that hold for this candidate among the others; two that share the lead both have it."""
    holds = {
        Reason.LARGEST_GAP: candidate.gap == max(one.gap for one in ranked),
        Reason.SHOWS_SOONEST: candidate.detectable == max(one.detectable for one in ranked),
        Reason.MOST_IN_HAND: candidate.controllability == max(one.controllability for one in ranked),
        Reason.HARD_TO_TELL: candidate.detectable < HARD_TO_TELL,
        Reason.BUYER_DECIDES: candidate.controllability <= BUYER_DECIDES,
    }
    return tuple(reason for reason, is_so in holds.items() if is_so)
