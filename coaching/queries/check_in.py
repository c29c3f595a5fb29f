"""Check-ins as their page is asked for, and all that concern one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from coaching.models import (
    CheckIn,
    CheckInKind,
    CheckInState,
    PrivateNote,
    Rhythm,
    TalkPromise,
    TalkRequest,
    Topic,
)
from plans.models import Commitment
from salesgym.compiled import compiled
from salesgym.people.models import User

MOST_PAST = 30
MOST_PROMISES = 20
# A talk that has begun or waits for a yes stands with those to come until it is settled or missed.
OPEN = (CheckInState.PLANNED, CheckInState.DUE, CheckInState.RUNNING, CheckInState.WAITS)


@dataclass(frozen=True, slots=True)
class PersonTalks:
    """The talks of one person with their manager: what comes, the soonest first, and what was, the newest first.

    Of all the newest MOST_PAST, and `has_more` says whether there are older ones. `promises` are what both owe from talks.
    """

    coming: Sequence[CheckIn]
    past: Sequence[CheckIn]
    has_more: bool
    rhythm: Rhythm | None
    request: TalkRequest | None
    topics: Sequence[Topic]
    promises: Sequence[Commitment]


def talk(user: User, pk: int) -> CheckIn | None:
    """The talk, if this person may open it, with both sides loaded."""
    return next(iter(_talk(user, pk=pk)), None)


@compiled
def _talk(user: User, *, pk: int) -> QuerySet[CheckIn]:
    talks = CheckIn.objects.visible_to(user).talks()
    return talks.select_related("rep", "led_by", "plan").filter(pk=pk)


def has_note(user: User, talk: CheckIn) -> bool:
    """Whether this person noted something for themselves about the talk."""
    return PrivateNote.objects.of(user).filter(check_in=talk).exists()


def rep_of(user: User, pk: int) -> User | None:
    """Somebody whom this person manages today."""
    return User.objects.managed_by(user).active().filter(pk=pk).first()


def reps_of(user: User) -> list[User]:
    """Everybody whom this person manages today, by name."""
    return list(User.objects.managed_by(user).active().order_by("name", "pk"))


def rhythm_of(person: User) -> Rhythm | None:
    """How often this person and their manager talk today."""
    running = Rhythm.objects.running().filter(rep=person, kind=CheckInKind.LINE)
    return running.select_related("led_by").first()


def of_person(person: User, *, at: datetime) -> PersonTalks:
    """Everything on the tab of this person, in five queries. The reader is one of the two sides: ask before."""
    # What went with a rhythm that changed is nobody's news.
    replaced = Q(called_off_at__isnull=False, called_off_why="", rhythm__ended_at__isnull=False)
    rows = (
        CheckIn.objects.line()
        .filter(rep=person)
        .exclude(replaced)
        .select_related("rep", "led_by", "called_off_by")
    )
    newest = list(rows.order_by("-planned_for", "-pk")[: MOST_PAST + 1])
    coming = [talk for talk in newest if talk.state(at) in OPEN]
    return PersonTalks(
        coming=coming[::-1],
        past=[talk for talk in newest if talk not in coming][:MOST_PAST],
        has_more=len(newest) > MOST_PAST,
        rhythm=rhythm_of(person),
        request=TalkRequest.objects.open().filter(rep=person).first(),
        topics=list(
            Topic.objects.open()
            .filter(rep=person, kind=CheckInKind.LINE)
            .select_related("added_by")
            .order_by("added_at")
        ),
        promises=open_promises(person),
    )


def open_promises(person: User) -> list[Commitment]:
    """What was promised in this person's talks with their manager and is still owed, the oldest day first.

    Of talks that both confirmed, as everywhere.
    """
    counted = TalkPromise.objects.agreed().filter(check_in__rep=person, check_in__kind=CheckInKind.LINE)
    rows = Commitment.objects.of_talks().owed().filter(talk__in=counted)
    return list(
        rows.select_related("promised_by", "promised_to", "talk").order_by("due_on", "pk")[:MOST_PROMISES]
    )
