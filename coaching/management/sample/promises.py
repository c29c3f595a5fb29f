"""What the reps of the sample promise with their plans, and when they keep it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from coaching.management.sample.life import Diary, Life, friday, moment
from plans.actions import commitment
from plans.actions.draft_people import SupportTerms
from plans.models import Commitment


@dataclass(frozen=True)
class OwnPromise:
    """A promise due on the Friday of a week of the plan, and how many days later it is kept; None while it is open."""

    what: str
    week: int
    days_late: int | None = 0


# By rep and skill, which name a story.
OWN: Mapping[tuple[str, str], tuple[OwnPromise, ...]] = {
    ("marcus", "discovery-questions"): (
        OwnPromise("A card with five questions in my own words", 3),
        OwnPromise("Two recorded calls to Sofia", 5, days_late=3),
        OwnPromise("A second meeting with the three I rushed", 9),
    ),
    ("priya", "prospecting-calls"): (OwnPromise("A list of a hundred names to call", 4, days_late=4),),
    ("tomas", "objection-handling"): (OwnPromise("The five objections I hear most, written down", 5),),
    ("lena", "negotiation"): (OwnPromise("One page before every talk over $5,000", 4, days_late=None),),
    ("noah", "objection-handling"): (OwnPromise("Two lost deals, told to the team", 6, days_late=2),),
    ("ines", "discovery-questions"): (OwnPromise("Two first meetings recorded", 8),),
}


def of_story(life: Life) -> Iterator[SupportTerms]:
    """What the rep of this story promises, as typed."""
    for promise in OWN.get((life.story.rep, life.story.skill), ()):
        yield SupportTerms(promise.what, friday(life.starts_on, promise.week), life.rep)


def put(diary: Diary, life: Life) -> None:
    """Each is kept when its rep keeps it."""
    kept = {one.what: one.days_late for one in OWN.get((life.story.rep, life.story.skill), ())}
    for promise in life.plan.support.filter(promised_by=life.rep):
        late = kept[promise.what]
        if late is not None:
            diary.put(moment(promise.due_on + timedelta(days=late), 15), partial(_keep, life, promise))


def _keep(life: Life, promise: Commitment, at: datetime) -> None:
    commitment.deliver(commitment=promise, by=life.rep, at=at)
