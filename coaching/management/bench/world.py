"""The organization of the bench: teams of twenty reps, each with a plan, two years of numbers, and practice.

Seed and day decide everything. Ids follow from the numbers of reps and teams, so that reps can be added later.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from salesgym.numbers.calculations.weeks.calendar import complete_weeks, monday

SEED = 20260105
TEAM_SIZE = 20
WEEKS = 104
PRACTICE = 100
DEALS = 40
COMPANY = 1
BOSS = 1
FIRST_MANAGER = 1_000
FIRST_REP = 100_000
# One more rep, in a team of their own, with a draft, for the page with the slider.
DRAFT_REP, DRAFT_MANAGER, DRAFT_TEAM, DRAFT_PLAN = 90_001, 90_000, 900_000, 900_000
METRICS = ("meetings", "opportunities", "wins", "decided", "revenue")
SKILLS = ("discovery-questions", "objection-handling")
PLAN_WEEKS, WEEKS_IN = 12, 5
STEPS = (0.35, 0.70, 1.0)


@dataclass(frozen=True, slots=True)
class Span:
    """The reps that this size adds: from number `first` to number `last`, counted from 1."""

    first: int
    last: int
    on: date
    at: datetime

    @property
    def numbers(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def teams(self) -> range:
        """The numbers of the teams whose first rep is in the span."""
        return range((self.first + TEAM_SIZE - 2) // TEAM_SIZE + 1, (self.last - 1) // TEAM_SIZE + 2)

    @property
    def starts_on(self) -> date:
        return monday(self.on) - timedelta(weeks=WEEKS_IN)

    @property
    def mondays(self) -> list[date]:
        return list(complete_weeks(until=self.on, weeks=WEEKS))


def team_of(number: int) -> int:
    """The team of a rep, counted from 1."""
    return (number - 1) // TEAM_SIZE + 1


def rep_of(number: int) -> int:
    """The user id of a rep, counted from 1."""
    return FIRST_REP + number


def team_id(team: int) -> int:
    """The id of a team, counted from 1. The company itself has the id before."""
    return COMPANY + team


def manager_of(team: int) -> int:
    """The user id of the manager of a team, counted from 1."""
    return FIRST_MANAGER + team


def chance(*parts: object) -> Random:
    """A random generator for one rep and subject, with the same draws in every run."""
    return Random("-".join(str(part) for part in (SEED, *parts)))  # noqa: S311 - figures, not secrets


def skill_of(number: int) -> str:
    """The key of the skill a rep practices: they take turns."""
    return SKILLS[number % len(SKILLS)]


def baseline_of(number: int) -> float:
    """The rate of a rep before the plan, from 0.18 to 0.26, the same in every run."""
    return 0.18 + 0.08 * chance("rate", number).random()
