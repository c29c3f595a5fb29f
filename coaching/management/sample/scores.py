"""Role-plays and calls of the sample that were scored with the rubric of the plan's skill."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from coaching.management.sample.life import Diary, Life, moment
from plans.actions import scoring
from plans.models import Behavior

NAMESPACE = uuid.UUID("51f5ab0a-37b5-4f0e-9f0c-0d1c7a3d9a52")


@dataclass(frozen=True)
class Score:
    """Who scored how many days ago, a role-play or a call, and a digit for each line of the rubric."""

    by: str
    days_ago: int
    occasion: str
    given: str
    note: str = ""


SCORES = {
    "marcus": (
        Score("sofia", 33, "role_play", "2212", "Warm start. Next time stay on the first answer."),
        Score("marcus", 19, "call", "3322", "I saw myself answer my own question."),
        Score("sofia", 19, "call", "3222", "The second question came twice. Now wait after it."),
        Score("sofia", 5, "role_play", "4333", "You waited, and the cost came out. Leave the slides closed."),
    ),
    "priya": (
        Score("aisha", 26, "call", "3422", "The reason fits them. Ask one thing before you explain."),
        Score("aisha", 8, "call", "4433", "Your question about Mondays opened it."),
    ),
}


def put_scores(diary: Diary, life: Life, today: date) -> None:
    """Let each score of this story's rep be given at its time, where the plan works by then."""
    for told in SCORES.get(life.story.rep, ()):
        day = today - timedelta(days=told.days_ago)
        if day > life.starts_on:
            diary.put(moment(day, 16, 10), partial(_score, life, told))


def _score(life: Life, told: Score, at: datetime) -> None:
    asked = Behavior.objects.asked().filter(skill__key=life.story.skill).values_list("pk", flat=True)
    scoring.score(
        plan=life.plan,
        by=life.people[told.by],
        scores=dict(zip(asked, map(int, told.given), strict=True)),
        occasion=told.occasion,
        note=told.note,
        client_id=uuid.uuid5(NAMESPACE, f"{life.plan.pk}-{told.by}-{told.days_ago}"),
        at=at,
    )
