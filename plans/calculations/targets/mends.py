"""What one click may do about a step that no run makes fair, each tried before it is offered.

Because of luck: another number higher in the funnel, a longer plan, a count of the rep's own work. Because improved reps
miss it: first a longer plan. A mend that would lead to another warning is left out. `further` has those of a target that
comes back by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from plans.calculations.forecast.basis import Basis
from plans.calculations.targets.naturals import naturals_to
from plans.calculations.targets.plan_odds import Suggested
from plans.calculations.targets.step_lists import Unfair, cause_of
from plans.calculations.timeline.steps import MOST_WEEKS
from salesgym.errors import Refused


class MendKind(StrEnum):
    """What a mend changes."""

    NUMBER = "number"
    LONGER = "longer"
    OWN_WORK = "own_work"
    TARGET = "target"


ORDER = {
    Unfair.LUCK: (MendKind.NUMBER, MendKind.LONGER, MendKind.OWN_WORK),
    Unfair.MISS: (MendKind.LONGER, MendKind.NUMBER, MendKind.OWN_WORK),
}

# Another number is one higher in the funnel, or a count of the rep's own work.
OTHER_KINDS = 2


@dataclass(frozen=True, slots=True)
class Other:
    """Another number that the plan could be about: its metric, and its basis with the goal that would be suggested."""

    metric: int
    basis: Basis
    is_own_work: bool = False


@dataclass(frozen=True, slots=True)
class Mend:
    """One click: a plan of `weeks`, about another `metric` (None: the same one) with `goal`, its target."""

    kind: MendKind
    weeks: int
    goal: float
    metric: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Mend":
        """The inverse of `to_json`."""
        return cls(**{**kept, "kind": MendKind(kept["kind"])})


@lru_cache(maxsize=64)
def suggested_for(basis: Basis) -> Suggested | None:
    """The fairest mark and run for a basis and its goal; None where that cannot be said."""
    if not basis.is_ahead:
        return None
    try:
        naturals = naturals_to(basis.goal, expected=basis.expected, start=basis.start)
        return basis.plans.suggestion(basis.goal, naturals)
    except Refused:
        return None


def mends_of(
    basis: Basis, others: Iterable[Other], *, shortest: int = 0, longest: int = MOST_WEEKS
) -> tuple[Mend, ...]:
    """The mends of an unfair basis in their order, one of each kind; none where it is fair.

    `others` are numbers higher in the funnel, the nearest first, and counts of the rep's own work; they are asked for one
    by one, as far as needed. A longer plan has `shortest` to `longest` full weeks.
    """
    suggested = suggested_for(basis)
    cause = cause_of(suggested) if suggested is not None else None
    if cause is None:
        return ()
    found = {MendKind.LONGER: longer(basis, shortest=shortest, longest=longest), **_fair_others(others)}
    return tuple(mend for kind in ORDER[cause] if (mend := found.get(kind)) is not None)


def longer(basis: Basis, *, shortest: int = 0, longest: int = MOST_WEEKS) -> Mend | None:
    """The shortest longer plan that is fair; None where none is."""
    for weeks in range(max(basis.plan_weeks + 1, shortest), longest + 1):
        if is_fair(replace(basis, plan_weeks=weeks)):
            return Mend(MendKind.LONGER, weeks, basis.goal)
    return None


def _fair_others(others: Iterable[Other]) -> dict[MendKind, Mend]:
    found: dict[MendKind, Mend] = {}
    for one in others:
        kind = MendKind.OWN_WORK if one.is_own_work else MendKind.NUMBER
        if kind not in found and is_fair(one.basis):
            found[kind] = Mend(kind, one.basis.plan_weeks, one.basis.goal, one.metric)
        if len(found) == OTHER_KINDS:
            break
    return found


def instead(others: Iterable[Other]) -> tuple[Mend, ...]:
    """The first fair number higher in the funnel, and the first fair count of the rep's own work."""
    found = _fair_others(others)
    return tuple(found[kind] for kind in (MendKind.NUMBER, MendKind.OWN_WORK) if kind in found)


def is_fair(basis: Basis) -> bool:
    """Whether some run is fair for this basis and its goal."""
    suggested = suggested_for(basis)
    return suggested is not None and suggested.is_fair
