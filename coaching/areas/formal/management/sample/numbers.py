"""Their weeks: outreach, conversations and meetings, drawn with a fixed seed, as from an import."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from coaching.areas.formal.management.sample.cast import MANAGER, OTHERS, ROLE
from coaching.areas.formal.management.sample.stories import STORIES
from coaching.management.sample import chance
from coaching.management.sample.figures import ANSWER_SPREAD, COUNT_SPREAD, MEETING_SPREAD, WEEKS
from plans.actions.draft import Baseline
from salesgym.numbers.actions import team_weeks
from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.people.models import JobRole, User

BASELINE_WEEKS = 13
ANSWER_RATE, MEETING_RATE = 0.19, 0.24
# Conversations in a usual week of those without a plan.
LEVELS = dict(zip(OTHERS, (52, 57, 54, 60), strict=True))


def build(people: Mapping[str, User], *, on: date, at: datetime) -> None:
    """Write forty weeks for everybody, up to last week."""
    mondays = list(complete_weeks(until=on, weeks=WEEKS))
    metrics = {
        metric.key: metric
        for metric in Metric.objects.filter(key__in=("outreach", "conversations", "meetings"))
    }
    reps = {story.rep: list(_told(story.weeks)) for story in STORIES}
    reps |= {key: [(WEEKS, level * WEEKS)] for key, level in LEVELS.items()}
    WeeklyValue.objects.bulk_create(
        WeeklyValue(
            rep=people[key],
            metric=metrics[name],
            week_start=monday,
            value=Decimal(value),
            source=WeeklyValue.Source.IMPORT,
            entered_by=people[MANAGER[0]],
            entered_at=at,
        )
        for key, stretches in reps.items()
        for name, values in _drawn(key, stretches).items()
        for monday, value in zip(mondays, values, strict=True)
    )
    team_weeks.refresh(rep_ids=[people[key].pk for key in reps], first=mondays[0], last=mondays[-1])


def baseline(before: int, *, until: date) -> Baseline:
    """The thirteen weeks before this Monday, in which there were so many conversations."""
    return Baseline(
        Decimal(before) / BASELINE_WEEKS, BASELINE_WEEKS, until - timedelta(days=1), numerator=Decimal(before)
    )


def _told(weeks: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """The stretches that a story tells of, and before them weeks like its first ones."""
    first, total = weeks[0]
    untold = WEEKS - sum(many for many, _total in weeks)
    yield untold, round(total / first * untold)
    yield from weeks


def _drawn(key: str, stretches: list[tuple[int, int]]) -> Mapping[str, list[int]]:
    """Each week from its conversations: what was tried for them, and what came of them."""
    lots = Random(f"4-formal-{key}")  # noqa: S311 - sample figures, not secrets
    conversations = [
        many for weeks, total in stretches for many in chance.counts(lots, weeks, 0, COUNT_SPREAD, total)
    ]
    return {
        "outreach": [
            many + sum(chance.counts(lots, 1, many / ANSWER_RATE - many, ANSWER_SPREAD))
            for many in conversations
        ],
        "conversations": conversations,
        "meetings": chance.shares(lots, conversations, MEETING_RATE, MEETING_SPREAD),
    }


def role() -> JobRole:
    """The role of the team."""
    return JobRole.objects.get(name=ROLE)
