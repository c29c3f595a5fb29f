"""How a plan may end: what its steps say, what the progress clause adds, and which results are therefore refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.calculations.formal_end import FormalEnd
from plans.calculations.targets.plan_odds import MOST_UNFAIR

# From this chance on, unrounded, that a plan has changed something, its progress continues.
PROGRESS = 0.70
# Under so many trials a week numbers say little, so what else is known of a plan is read beside them.
FEW_TRIALS = 25


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
    # Of a formal plan alone:
    NO_DAYS_LEFT = "no_days_left"
    NOT_OVER = "not_over"
    SUPPORT = "support"
    CHECK_INS = "check_ins"


# What stands between a formal plan and "not met" until it is made good, or HR overrides it.
BLOCKS = (Why.PROGRESS, Why.SUPPORT, Why.CHECK_INS)

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
    whether it is in review; `formal` of a formal plan what counts there besides.
    """

    steps: Sequence[RuledStep]
    real: float | None
    is_signed: bool
    is_extension: bool
    has_ended: bool
    formal: FormalEnd | None = None

    @property
    def is_last(self) -> bool:
        """Whether no extension is possible any more, so that the steps alone decide."""
        return self.is_extension or (self.formal is not None and not self.formal.has_room)

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
        """Whether the progress clause holds today; where no extension is possible any more it was kept already."""
        return not self.is_last and self.real is not None and self.real >= PROGRESS

    def refuses(self, result: str) -> Why | None:
        """Why this result is not possible today; None where it is. Somebody who left may always end as left."""
        return next(iter(self.reasons_against(result)), None)

    def reasons_against(self, result: str) -> list[Why]:
        """All reasons why this result is not possible today: one, or the blocks of a formal plan's "not met"."""
        if result == "extended" and self.is_last:
            return [Why.EXTENDED_ONCE if self.is_extension else Why.NO_DAYS_LEFT]
        if self.formal is None or result != "not_met":
            why = self._by_the_rule(result)
            return [] if why is None else [why]
        if not self.has_ended:
            return [Why.NOT_OVER]
        why = self._by_the_rule(result)
        if why is not None and why not in BLOCKS:
            return [why]
        found = [*([why] if why else []), *self._owed(self.formal)]
        return [one for one in found if one not in self.formal.overridden]

    def _by_the_rule(self, result: str) -> Why | None:
        """What both have signed against this result.

        Withdrawing is free until the plan comes to its end: then it would be a way around the rule.
        """
        worth = WORTH.get(result)
        if not self.is_signed or worth is None or (result == "withdrawn" and not self.has_ended):
            return None
        if self.is_last:
            return None if worth == WORTH[self.by_steps] else Why.STEPS_DECIDE
        if worth < WORTH[self.by_steps]:
            return Why.STEPS_SAY_MORE
        return Why.PROGRESS if worth == 0 and self.is_progress else None

    @staticmethod
    def _owed(formal: FormalEnd) -> list[Why]:
        """What our side owes the rep before the plan may end as not met."""
        owed = [] if formal.is_helped else [Why.SUPPORT]
        return [*owed, Why.CHECK_INS] if formal.missed else owed
