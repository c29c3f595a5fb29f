"""What was written to a mentor on a plan and when they answered: the times alone, for what is usual."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from coaching.calculations.response import usual, waits
from coaching.models import Comment, PracticeEntry
from coaching.queries import unanswered

# Of a long talk the newest answers tell what is usual.
MOST_READ = 60


@dataclass(frozen=True, slots=True)
class Talk:
    """When the rep wrote something that asks for an answer, and when the mentor wrote."""

    asked: tuple[datetime, ...] = ()
    answered: tuple[datetime, ...] = ()

    @property
    def waits(self) -> list[timedelta]:
        return waits(self.asked, self.answered)

    @property
    def usual(self) -> timedelta | None:
        """How long an answer usually takes; None while too few were given."""
        return usual(self.waits)


def of_a_plan() -> dict[str, Any]:
    """Annotations of plans for `talk_read`."""
    said = Comment.objects.standing().filter(plan=OuterRef("pk"), author=OuterRef("mentor"))
    return {
        "asked_comments": _latest(_comments().filter(plan=OuterRef("pk")), "created_at"),
        "asked_notes": _latest(_notes().filter(plan=OuterRef("pk")), "logged_at"),
        "mentor_said": _latest(said, "created_at"),
    }


def talk_read(annotated: Mapping[str, Any]) -> Talk:
    """The talk that `of_a_plan` found; an empty one where nobody asked for it."""
    asked = [*annotated.get("asked_comments", ()), *annotated.get("asked_notes", ())]
    return Talk(tuple(asked), tuple(annotated.get("mentor_said", ())))


def usual_of(plan_ids: Collection[int]) -> timedelta | None:
    """How long an answer of the mentor of these plans usually takes. Three queries."""
    asked: defaultdict[int, list[datetime]] = defaultdict(list)
    answered: defaultdict[int, list[datetime]] = defaultdict(list)
    words = _comments().filter(plan__in=plan_ids).values_list("plan", "created_at")
    notes = _notes().filter(plan__in=plan_ids).values_list("plan", "logged_at")
    for plan, at in [*words, *notes]:
        asked[plan].append(at)
    said = Comment.objects.standing().filter(plan__in=plan_ids, author=F("plan__mentor"))
    for plan, at in said.values_list("plan", "created_at"):
        answered[plan].append(at)
    return usual(wait for plan in plan_ids for wait in waits(asked[plan], answered[plan]))


def _comments() -> QuerySet[Comment]:
    """Those that were written since the mentor said yes: nobody answers what was not yet theirs."""
    return unanswered.comments().filter(created_at__gt=_since())


def _notes() -> QuerySet[PracticeEntry]:
    return unanswered.notes().filter(logged_at__gt=_since())


def _since() -> Coalesce:
    return unanswered.mentor_since(plan="plan", mentor="plan__mentor")


def _latest(rows: Any, moment: str) -> ArraySubquery:
    return ArraySubquery(rows.order_by(f"-{moment}").values(moment)[:MOST_READ])
