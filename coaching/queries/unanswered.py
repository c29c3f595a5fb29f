"""What reps wrote that their mentor has not answered: the one rule, for the desk and for the reminder."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest, JSONObject
from django.utils import dateparse

from coaching.models import Comment, PracticeEntry
from coaching.queries.personal_day import personal_day
from plans.models import Mentorship, Plan

# A text: a moment in the SQL of a compiled query would have to be one of its arguments.
LONG_AGO = Cast(Value("1970-01-01T00:00:00Z"), DateTimeField())
# A mentor is reminded on this day after the rep wrote; a planner that slept makes up for two weeks.
ANSWER_WITHIN = 3
# And so many days later a second mentor is offered.
SECOND_AFTER = 6
MAKES_UP_FOR = 14


@dataclass(frozen=True, slots=True)
class WaitingWord:
    """The first word of a rep that the plan's mentor has not answered: a comment, or the note of a workout.

    `entry` is the workout's id and `drill` its drill; None and "" for a comment.
    """

    plan: Plan
    text: str
    at: datetime
    comment: int | None = None
    entry: int | None = None
    drill: str = ""

    @property
    def refs(self) -> dict[str, int]:
        """What a notice about it points at."""
        about = {"plan": self.plan.pk, "comment": self.comment, "entry": self.entry}
        return {name: pk for name, pk in about.items() if pk is not None}


def comments() -> QuerySet[Comment]:
    """Comments of reps on their own plans that ask for an answer."""
    return Comment.objects.standing().filter(author=F("plan__rep"), closes=False)


def notes() -> QuerySet[PracticeEntry]:
    """Workouts with a note."""
    return PracticeEntry.objects.standing().exclude(note="")


def mentor_since(*, plan: str, mentor: str) -> Coalesce:
    """When the mentor said yes; long ago where nobody knows. Both are fields of the row asked about."""
    pairing = Mentorship.objects.filter(
        plan=OuterRef(plan), mentor=OuterRef(mentor), status=Mentorship.Status.ACCEPTED
    )
    return Coalesce(Subquery(pairing.values("answered_at")), LONG_AGO)


def last_answer(*, plan: str, mentor: str) -> Greatest:
    """When the mentor wrote on the plan last, or said yes: what stood there before was not written to them."""
    said = Comment.objects.standing().filter(plan=OuterRef(plan), author=OuterRef(mentor))
    latest = said.order_by().values("plan").annotate(at=Max("created_at")).values("at")
    # PostgreSQL passes over NULL here, so that a mentor who never wrote has the moment of their yes.
    return Greatest(Subquery(latest), mentor_since(plan=plan, mentor=mentor))


def waiting_for_days(
    *, at: datetime, mentor_ids: Collection[int] | None = None, days: int = ANSWER_WITHIN
) -> Iterator[WaitingWord]:
    """The first unanswered word of each working plan from so many days after it was written, in one query.

    Days are those of the mentor's calendar and begin at eight, so that what falls due on one day is told together.
    """
    plans = Plan.objects.working().filter(rep__is_active=True, mentor__is_active=True)
    if mentor_ids is not None:
        plans = plans.filter(mentor__in=mentor_ids)
    # A day of a mentor may begin a day before or after the one of the clock.
    written = (at - timedelta(days=days + MAKES_UP_FOR + 2), at - timedelta(days=days - 1))
    said = comments().filter(plan=OuterRef("pk"), created_at__range=written)
    noted = notes().filter(plan=OuterRef("pk"), logged_at__range=written)
    plans = plans.filter(Exists(said) | Exists(noted))
    for plan in with_first_words(plans).select_related("rep", "mentor", "skill").order_by("pk").iterator():
        word = _first_word(plan)
        if word is not None and 0 <= _days_waited(word, at) - days <= MAKES_UP_FOR:
            yield word


def with_first_words(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """These plans, annotated with the first comment and the first note that the mentor has not answered, or None."""
    return plans.annotate(answered_at=last_answer(plan="pk", mentor="mentor")).annotate(
        first_comment=_first(
            comments().filter(created_at__gt=OuterRef("answered_at")),
            order="created_at",
            told=JSONObject(comment="pk", at="created_at", text="body"),
        ),
        first_note=_first(
            notes().filter(logged_at__gt=OuterRef("answered_at")),
            order="logged_at",
            told=JSONObject(entry="pk", at="logged_at", text="note", drill="drill__name"),
        ),
    )


def _first(rows: QuerySet[Any], *, order: str, told: JSONObject) -> Subquery:
    return Subquery(rows.filter(plan=OuterRef("pk")).order_by(order, "pk").values(row=told)[:1])


def _first_word(plan: Plan) -> WaitingWord | None:
    annotated = vars(plan)
    rows = [annotated["first_comment"], annotated["first_note"]]
    words = [WaitingWord(plan, **_read(row)) for row in rows if row is not None]
    return min(words, key=lambda word: word.at, default=None)


def _read(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "at": dateparse.parse_datetime(row["at"])}


def _days_waited(word: WaitingWord, at: datetime) -> int:
    mentor = word.plan.mentor
    if mentor is None:
        return 0
    return (personal_day(mentor.time_zone, at) - word.at.astimezone(mentor.zone).date()).days
