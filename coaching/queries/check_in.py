"""Check-ins as their page is asked for, and all that concern one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from coaching.models import CheckIn, CheckInKind, Rhythm, TalkRequest, Topic
from plans.models import Commitment
from salesgym.people.models import User

MOST_PAST = 26
MOST_PROMISES = 20


@dataclass(frozen=True, slots=True)
class PersonTalks:
    """The talks of one person with their manager: what comes, the soonest first, and what was, the newest first.

    `past` has MOST_PAST at most, `has_more` says whether there were more. `promises` are what both owe from talks.
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
    return CheckIn.objects.visible_to(user).select_related("rep", "led_by", "plan").filter(pk=pk).first()


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
    talks = CheckIn.objects.line().filter(rep=person).select_related("rep", "led_by", "called_off_by")
    # A talk that has begun or waits for a yes stands with those to come until it is settled or missed.
    settled = Q(rep_confirmed_at__isnull=False, lead_confirmed_at__isnull=False) | Q(
        pk__in=CheckIn.objects.missed(at).filter(rep=person).values("pk")
    )
    # What went with a rhythm that changed is nobody's news.
    shown_off = Q(called_off_at__isnull=False) & (
        Q(rhythm=None) | Q(rhythm__ended_at=None) | ~Q(called_off_why="")
    )
    coming = list(talks.standing().exclude(settled).order_by("planned_for", "pk"))
    past = list(
        talks.filter(shown_off | (settled & Q(called_off_at=None))).order_by("-planned_for", "-pk")[
            : MOST_PAST + 1
        ]
    )
    return PersonTalks(
        coming=coming,
        past=past[:MOST_PAST],
        has_more=len(past) > MOST_PAST,
        rhythm=Rhythm.objects.running()
        .filter(rep=person, kind=CheckInKind.LINE)
        .select_related("led_by")
        .first(),
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
    """What was promised in this person's talks with their manager and is still owed, the oldest day first."""
    rows = (
        Commitment.objects.of_talks()
        .owed()
        .filter(talk__check_in__rep=person, talk__check_in__kind=CheckInKind.LINE)
    )
    return list(rows.select_related("promised_by", "promised_to").order_by("due_on", "pk")[:MOST_PROMISES])
