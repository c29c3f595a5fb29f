"""How a plan may end: what its steps say, what the progress clause adds, and which results are therefore refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.calculations.targets.plan_odds import MOST_UNFAIR

# From this chance on, unrounded, that a plan has changed something, its progress continues.
PROGRESS = 0.70


class BySteps(StrEnum):
    """What the steps alone say of a plan, the names being those of results."""

    MET = "met"
    MET_IN_PART = "met_in_part"
    NOT_MET = "not_met"


class Why(StrEnum):
    """Why a result is refused."""

    PROGRESS = "progress"
    STEPS_SAY_MORE = "steps_say_more"
    STEPS_DECIDE = "steps_decide"
    EXTENDED_ONCE = "extended_once"


# What a result gives a rep, to be held against what the steps say: nothing, a part, all of it.
WORTH = {"withdrawn": 0, "not_met": 0, "met_in_part": 1, "extended": 1, "met": 2}


@dataclass(frozen=True, slots=True)
class RuledStep:
    """A step as the rule sees it: `is_reached` by its numbers or verified, not by a claim alone.

    `luck` (0 to 1) is how often an unchanged rep reaches it; None for what has no such chance or none that is known.
    `is_number`: it is reached by weeks in a row of a number, which luck can do. `is_earlier`: one of the plan that
    this one extends.
    """

    position: int
    is_reached: bool
    is_number: bool
    luck: float | None = None
    is_earlier: bool = False

    @property
    def is_proof(self) -> bool:
        """Whether it says something that luck alone seldom does."""
        return not self.is_number or (self.luck is not None and self.luck <= MOST_UNFAIR)


@dataclass(frozen=True, slots=True)
class Rule:
    """What decides about a plan's end today.

    `steps` in their order; `real` (0 to 1, None where it is not known) the chance that the plan has changed something;
    `is_signed` whether the agreement has the rule, `is_extension` whether the plan extends another one, `has_ended`
    whether it is in review.
    """

    steps: Sequence[RuledStep]
    real: float | None
    is_signed: bool
    is_extension: bool
    has_ended: bool

    @property
    def before_last(self) -> RuledStep | None:
        """The step that may make it met in part; None for a plan of one step."""
        return self.steps[-2] if len(self.steps) > 1 else None

    @property
    def by_steps(self) -> BySteps:
        """The last step reached: met. The one before it, where luck alone seldom does that: met in part."""
        if self.steps and self.steps[-1].is_reached:
            return BySteps.MET
        before = self.before_last
        is_part = before is not None and before.is_reached and before.is_proof
        return BySteps.MET_IN_PART if is_part else BySteps.NOT_MET

    @property
    def is_progress(self) -> bool:
        """Whether the progress clause holds today; after an extension it was kept already."""
        return not self.is_extension and self.real is not None and self.real >= PROGRESS

    def refuses(self, result: str) -> Why | None:
        """Why this result is not possible today; None where it is. Somebody who left may always end as left.

        Withdrawing is free until the plan comes to its end: then it would be a way around the rule.
        """
        if result == "extended" and self.is_extension:
            return Why.EXTENDED_ONCE
        worth = WORTH.get(result)
        if not self.is_signed or worth is None or (result == "withdrawn" and not self.has_ended):
            return None
        if self.is_extension:
            return None if worth == WORTH[self.by_steps] else Why.STEPS_DECIDE
        if worth < WORTH[self.by_steps]:
            return Why.STEPS_SAY_MORE
        return Why.PROGRESS if worth == 0 and self.is_progress else None
