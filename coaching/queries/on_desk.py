"""What waits on a mentor's desk, read by the query that loads the frame of the page: for its badge and its queues."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.utils import dateparse

from coaching.queries import unanswered
from plans.models import Mentorship, Plan
from salesgym.people.models import User

ASKED = {"pk": "pk", "name": "plan__rep__name", "focus": "plan__skill__name"} | {
    "by": "invited_by__name",
    "at": "asked_at",
}


@dataclass(frozen=True, slots=True)
class Word:
    """The first word of a mentee that waits for this mentor's answer: a comment, or the note of a workout.

    `rep` is the mentee's id and `name` their first name; `entry` is the workout's id and `drill` its drill, None and "" for a comment.
    """

    plan: int
    rep: int
    name: str
    text: str
    at: datetime
    entry: int | None
    drill: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody asks this person to be a mentor; `by` and `name` are their first name and the rep's."""

    pk: int
    by: str
    name: str
    focus: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OnDesk:
    """Who is mentored, each with their id and first name, and what waits, the oldest first."""

    mentees: list[tuple[int, str]]
    words: list[Word]
    invitations: list[Invitation]

    @property
    def count(self) -> int:
        return len(self.words) + len(self.invitations)

    @property
    def is_used(self) -> bool:
        """Whether this person is a mentor, or asked to be one."""
        return bool(self.mentees or self.invitations)


def mentored(user: User) -> ArraySubquery:
    """An annotation: the plans of this person's mentees, each with what its rep wrote after the mentor's last word."""
    plans = Plan.objects.open().filter(mentor=user, rep__is_active=True).exclude(status=Plan.Status.DRAFT)
    said = unanswered.with_first_words(plans).order_by("rep__name", "pk")
    row = JSONObject(plan="pk", rep="rep_id", name="rep__name", comment="first_comment", note="first_note")
    return ArraySubquery(said.values(row=row))


def asked(user: User) -> ArraySubquery:
    """An annotation: who asks this person to be a mentor."""
    rows = Mentorship.objects.filter(mentor=user, status=Mentorship.Status.ASKED).order_by("asked_at", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**ASKED)))


def read(mentored: Iterable[Mapping[str, Any]], asked: Iterable[Mapping[str, Any]]) -> OnDesk:
    """What `mentored` and `asked` found."""
    plans = list(mentored)
    words = [word for plan in plans if (word := _word(plan)) is not None]
    return OnDesk(
        [(plan["rep"], _first(plan["name"])) for plan in plans],
        sorted(words, key=lambda word: word.at),
        [_invitation(row) for row in asked],
    )


def _word(plan: Mapping[str, Any]) -> Word | None:
    """The older one of comment and note."""
    rows = [row for row in (plan["comment"], plan["note"]) if row is not None]
    words = [
        Word(
            plan["plan"],
            plan["rep"],
            _first(plan["name"]),
            row["text"],
            _moment(row["at"]),
            row.get("entry"),
            row.get("drill") or "",
        )
        for row in rows
    ]
    return min(words, key=lambda word: word.at, default=None)


def _invitation(row: Mapping[str, Any]) -> Invitation:
    by, name = _first(row["by"]), _first(row["name"])
    return Invitation(row["pk"], by, name, row["focus"] or "", _moment(row["at"]))


def _first(name: str) -> str:
    return name.split()[0]


def _moment(text: str) -> datetime:
    at = dateparse.parse_datetime(text)
    if at is None:
        raise ValueError(f"{text} is no moment.")
    return at
