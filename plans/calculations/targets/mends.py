"""What one click may do about a step that no run makes fair, each tried before it is offered.

Because of luck: another number higher in the funnel, a longer plan, a count of the rep's own work. Because improved reps
miss it: first a longer plan. A mend that would lead to another warning is left out.
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


ORDER = {
    Unfair.LUCK: (MendKind.NUMBER, MendKind.LONGER, MendKind.OWN_WORK),
    Unfair.MISS: (MendKind.LONGER, MendKind.NUMBER, MendKind.OWN_WORK),
}


@dataclass(frozen=True, slots=True)
class Other:
    """Another number that the plan could be about: its metric, and its basis with the goal that would be suggested."""

    metric: int
    basis: Basis
    is_own_work: bool = False


@dataclass(frozen=True, slots=True)
class Mend:
    """One click: a plan of `weeks`, about another `metric` (None: the same one) with `goal`."""

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
        return basis.plans.suggestion(basis.goal, naturals_to(basis.goal, expected=basis.expected))
    except Refused:
        return None


def mends_of(basis: Basis, others: Iterable[Other], *, longest: int = MOST_WEEKS) -> tuple[Mend, ...]:
    """The mends of an unfair basis in their order, one of each kind; none where it is fair.

    `others` are numbers higher in the funnel, the nearest first, and counts of the rep's own work; they are asked for one
    by one, as far as needed.
    """
    suggested = suggested_for(basis)
    cause = cause_of(suggested) if suggested is not None else None
    if cause is None:
        return ()
    found = {MendKind.LONGER: _longer(basis, longest), **_fair_others(others)}
    return tuple(mend for kind in ORDER[cause] if (mend := found.get(kind)) is not None)


def _longer(basis: Basis, longest: int) -> Mend | None:
    """The shortest longer plan that is fair."""
    for weeks in range(basis.plan_weeks + 1, longest + 1):
        if is_fair(replace(basis, plan_weeks=weeks)):
            return Mend(MendKind.LONGER, weeks, basis.goal)
    return None


def _fair_others(others: Iterable[Other]) -> dict[MendKind, Mend]:
    """The first fair number, and the first fair count of the rep's own work."""
    found: dict[MendKind, Mend] = {}
    for one in others:
        kind = MendKind.OWN_WORK if one.is_own_work else MendKind.NUMBER
        if kind not in found and is_fair(one.basis):
            found[kind] = Mend(kind, one.basis.plan_weeks, one.basis.goal, one.metric)
        if len(found) == len(MendKind) - 1:
            break
    return found


def is_fair(basis: Basis) -> bool:
    """Whether some run is fair for this basis and its goal."""
    suggested = suggested_for(basis)
    return suggested is not None and suggested.is_fair
