"""The sample's role-plays: scored by mentors and by the reps themselves in turn, each somewhat better than the last."""

import uuid
from datetime import date, datetime, timedelta
from functools import partial

from coaching.actions import role_play
from coaching.management.sample.life import Diary, Life, moment
from plans.models import Plan, Scoring
from plans.models.rubric import HIGHEST
from plans.queries.scoring import rubric

NAMESPACE = uuid.UUID("b8f5a7d4-4b1e-4d6e-9d0a-2f0f6c0a7e55")
NOTES = (
    "You let the pause work. Next: ask about the cost before you answer.",
    "The second question came by itself. Try it on the price as well.",
    "Calm until the end. Say the next step in one sentence.",
)


def put(diary: Diary, life: Life, *, week: int, first: date) -> None:
    """In every second week of a plan a role-play with the mentor on Thursday, in the others one of the rep's own."""
    if life.story.mentor and week:
        diary.put(moment(first + timedelta(days=3), 15, 30), partial(_score, life, week))


def _score(life: Life, week: int, at: datetime) -> None:
    plan = Plan.objects.select_related("rep", "mentor", "skill").get(pk=life.plan.pk)
    if plan.skill is None or not plan.is_working:
        return
    by = plan.mentor if week % 2 and plan.mentor else plan.rep
    is_own = by == plan.rep
    role_play.score(
        plan=plan,
        by=by,
        scores={
            behavior.pk: min(2 + (week + place) // 3 + is_own * (place % 2), HIGHEST)
            for place, behavior in enumerate(rubric(plan.skill))
        },
        occasion=Scoring.Occasion.CALL if week % 4 == 3 else Scoring.Occasion.ROLE_PLAY,
        note="" if is_own else NOTES[week % len(NOTES)],
        client_id=uuid.uuid5(NAMESPACE, f"{plan.pk}-{week}"),
        before=min(1 + week // 3, HIGHEST) if is_own else None,
        after=min(2 + week // 3, HIGHEST) if is_own else None,
        at=at,
    )
