"""Check-ins that wait for a manager, and late promises of talks, read by the query that loads the frame of the page."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils import dateparse

from coaching.models import CONFIRM_FOR, CheckIn, CheckInKind, TalkPromise, Topic
from plans.models import Commitment
from plans.queries.calendar import local_day
from salesgym.people.models import Membership, Moment, User
from salesgym.people.models.clock import over_today
from salesgym.people.models.one_of import IsOneOf, is_one_of

# So long after a week without a yes a missed talk is news.
MISSED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TalkNeed:
    """One talk that waits for who leads it. `kind` is "due", "running", "confirm", "differs" or "missed".

    `name` is the rep's first name; `text` what they wrote where they see it differently, else the first line that waits
    on the agenda, "" without one.
    """

    pk: int
    kind: str
    rep: int
    name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class LateTalkPromise:
    """What somebody of ours promised this rep in a talk and has not kept; `pk` is that of the TalkPromise."""

    pk: int
    rep: int
    name: str
    by: str
    by_id: int
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class TalkNeeds:
    """What check-ins ask of a manager."""

    talks: list[TalkNeed]
    promises: list[LateTalkPromise]

    @property
    def count(self) -> int:
        return len(self.talks) + len(self.promises)

    def of(self, rep_ids: Collection[int]) -> "TalkNeeds":
        """Those of these reps."""
        return TalkNeeds(
            [one for one in self.talks if one.rep in rep_ids],
            [one for one in self.promises if one.rep in rep_ids],
        )


NOTHING = TalkNeeds([], [])


def waiting(user: User) -> ArraySubquery:
    """An annotation: talks with the reps managed today on which something waits for who leads them, the oldest first."""
    managed = is_one_of("rep", Membership.objects.managed_by(user))
    return ArraySubquery(_talks(managed).values(row=_TALK))


def late(user: User) -> ArraySubquery:
    """An annotation: promises of ours to the reps managed today whose day has passed, the oldest first."""
    managed = is_one_of("commitment__promised_to", Membership.objects.managed_by(user))
    return ArraySubquery(_late(managed).values(row=_PROMISE))


def of_reps(rep_ids: Collection[int], *, at: datetime | None = None) -> TalkNeeds:
    """What waits in the talks with these reps at this moment, else now. Two queries."""
    talks, promises = _talks(Q(rep__in=rep_ids), at), _late(Q(commitment__promised_to__in=rep_ids), at)
    return read(talks.values_list(_TALK, flat=True), promises.values_list(_PROMISE, flat=True))


def read(talks: Iterable[Mapping[str, Any]], promises: Iterable[Mapping[str, Any]]) -> TalkNeeds:
    """What `waiting` and `late` found."""
    return TalkNeeds([_talk(row) for row in talks], [_promise(row) for row in promises])


_TALK = JSONObject(pk="pk", kind="waits_as", rep="rep", name="rep__name", at="planned_for", text="words")
_PROMISE = JSONObject(
    pk="pk", rep="check_in__rep", name="check_in__rep__name",
    by="commitment__promised_by__name", by_id="commitment__promised_by",
    what="commitment__what", due_on="commitment__due_on",
)  # fmt: skip


def _talks(whose: Q | IsOneOf, at: datetime | None = None) -> QuerySet[CheckIn]:
    now = Moment() if at is None else at
    expires = now - CONFIRM_FOR
    untold = Q(lead_confirmed_at=None, rep_confirmed_at=None)
    open_ones = Q(planned_for__gt=expires)
    later = CheckIn.objects.line().held().filter(rep=OuterRef("rep"), planned_for__gt=OuterRef("planned_for"))
    topics = Topic.objects.open().filter(rep=OuterRef("rep"), kind=CheckInKind.LINE)
    waits_as = Case(
        When(~Q(seen_differently="") & Q(answer=""), then=Value("differs")),
        When(open_ones & untold & Q(started_at=None), then=Value("due")),
        When(open_ones & untold & Q(ended_at=None), then=Value("running")),
        When(open_ones & Q(lead_confirmed_at=None), then=Value("confirm")),
        When(
            (Q(lead_confirmed_at=None) | Q(rep_confirmed_at=None))
            & Q(planned_for__lte=expires, planned_for__gt=expires - MISSED_FOR)
            & ~Exists(later),
            then=Value("missed"),
        ),
        default=Value(""),
        output_field=CharField(),
    )
    words = Case(
        When(~Q(seen_differently="") & Q(answer=""), then=F("seen_differently")),
        default=Subquery(topics.order_by("added_at", "pk").values("text")[:1]),
        output_field=CharField(),
    )
    rows = CheckIn.objects.line().may_wait().filter(whose, rep__is_active=True, planned_for__lte=now)
    return rows.annotate(waits_as=waits_as, words=words).exclude(waits_as="").order_by("planned_for", "pk")


def _late(to_whom: Q | IsOneOf, at: datetime | None = None) -> QuerySet[TalkPromise]:
    """Only those of talks that both confirmed count."""
    return (
        TalkPromise.objects.agreed()
        .filter(
            over_today("commitment__due_on") if at is None else Q(commitment__due_on__lt=local_day(at)),
            to_whom,
            check_in__rep=F("commitment__promised_to"),
            check_in__rep__is_active=True,
            check_in__kind=CheckInKind.LINE,
            commitment__kind=Commitment.Kind.TALK,
            commitment__delivered_on=None,
            commitment__given_up_on=None,
        )
        .order_by("commitment__due_on", "pk")
    )


def _talk(row: Mapping[str, Any]) -> TalkNeed:
    at = dateparse.parse_datetime(row["at"])
    if at is None:
        raise ValueError("A check-in has no time.")
    return TalkNeed(row["pk"], row["kind"], row["rep"], row["name"].split()[0], at, row["text"] or "")


def _promise(row: Mapping[str, Any]) -> LateTalkPromise:
    due_on = dateparse.parse_date(row["due_on"])
    if due_on is None:
        raise ValueError("A promise has no day.")
    return LateTalkPromise(
        row["pk"],
        row["rep"],
        row["name"].split()[0],
        row["by"].split()[0],
        row["by_id"],
        row["what"],
        due_on,
    )
