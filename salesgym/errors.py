"""The exceptions a rule raises when it refuses. Free of Django."""

from enum import StrEnum


class Refused(Exception):
    """A rule refuses. The message is a translated sentence for the person on the screen."""


class Lacking(StrEnum):
    """What there is too little of. numbers/pages/sure.py has the sentence for each."""

    WEEKS = "weeks"
    TRIALS = "trials"
    TRIALS_A_WEEK = "trials a week"
    WON_DEALS = "won deals"
    DEALS = "deals"
    EVENTS = "events"
    SUCCESSES = "successes"
    MISSES = "misses"
    REPS = "reps"
    PEERS = "peers"
    ENTRIES = "entries"
    PLANS = "plans"
    GROUPS = "groups of five or more"
    STAGES = "stages"
    SHARED_NUMBERS = "numbers that both have"
    WEEKS_WITH_MONEY = "weeks with money"
    WEEKS_WITH_TRIALS = "weeks with trials"
    WEEKS_WITH_COUNT = "weeks with a count"
    WEEKS_WITH_ALL_PRACTICE = "weeks with the agreed practice"
    WEEKS_WITH_LESS_PRACTICE = "weeks with less practice"


class NotEnoughYet(Refused):
    """Too few numbers for an answer: `have` of the `need` things that are lacking. The page words it."""

    def __init__(self, have: float, need: float, lacking: Lacking) -> None:
        self.have = have
        self.need = need
        self.lacking = lacking
        super().__init__(f"not enough yet: {have} of {need} {lacking}")


class Obstacle(StrEnum):
    """Why existing numbers give no answer. numbers/pages/sure.py has the sentence for each."""

    TOO_LARGE = "too large"
    BELOW_ZERO = "below zero"
    NOT_ABOVE_ZERO = "not above zero"
    NOT_A_SHARE = "not a share"
    NOT_WHOLE = "not whole"
    NO_ROOM_FOR_CHANCE = "no room for chance"
    MORE_SUCCESSES_THAN_TRIALS = "more successes than trials"
    WEEKS_ALL_THE_SAME = "weeks all the same"
    WEEKS_BEFORE_ALL_THE_SAME = "weeks before all the same"
    SPREAD_UNKNOWN = "spread unknown"
    ATTEMPTS_OF_ONE_SIDE = "attempts of one side"
    CONVERSION_OF_ONE_SIDE = "conversion of one side"
    OPPORTUNITIES_OF_ONE_SIDE = "opportunities of one side"
    WIN_RATE_OF_ONE_SIDE = "win rate of one side"
    DEAL_SIZE_OF_ONE_SIDE = "deal size of one side"
    HOPED_RATE_IS_BASELINE = "hoped rate is baseline"
    HOPED_VALUE_IS_BASELINE = "hoped value is baseline"
    DEALS_WORTH_NOTHING = "deals worth nothing"
    TARGET_IS_START = "target is start"
    NO_NUMBER_OF_A_REP = "no number of a rep"
    CYCLE_LONGER_THAN_PLAN = "cycle longer than plan"
    MILESTONE_TOO_FAR = "milestone too far"
    REPLACING_COSTS_NOTHING = "replacing costs nothing"
    PLAN_COSTS_NOTHING = "plan costs nothing"


class NoAnswer(Refused):
    """There are enough numbers, but they give no answer: `obstacle` says why. The page words it.

    `what` names the number for the log, in English. `weeks` is set for CYCLE_LONGER_THAN_PLAN only.
    """

    def __init__(self, obstacle: Obstacle, what: str = "", *, weeks: float = 0) -> None:
        self.obstacle = obstacle
        self.weeks = weeks
        super().__init__(f"{what}: {obstacle}" if what else str(obstacle))
