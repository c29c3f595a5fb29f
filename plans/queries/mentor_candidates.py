"""Somebody who could be asked as a mentor, as far as the reader may know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Subquery
from django.db.models.functions import JSONObject

from plans.models import Plan
from plans.queries.mentor_load import mentees
from plans.queries.mentors import AWAY_WITHIN, Suggestions
from plans.queries.strength import glad_to_be_asked
from salesgym.numbers.permissions import whose_numbers
from salesgym.people.models import Leave, User


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """Where an open plan stands: its status, and of its judgement status and chance by its end (0 to 1) where there is one."""

    status: str
    judged: str | None
    by_end: float | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked, as far as the reader may know them.

    `value` is their number in the plan's metric where they stand out in it and the reader may see it, `own_plan`
    their open plan where the reader may see that, `away_until` the last day of a leave that has begun or is near.
    `is_glad`: they stand out, and said that others may ask them about this number.
    """

    person: User
    mentees: int
    stands_out: bool
    value: Decimal | None
    is_glad: bool
    own_plan: OwnPlan | None
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is asked of each person; the reader hears of `is_glad` and the number only where the person stands out."""

    mentees: int
    is_glad: bool
    may_be_read: bool
    own_plan: dict[str, Any] | None
    away_until: date | None


def candidates(
    reader: User, plan: Plan, people: Sequence[User], suggested: Suggestions, *, on: date
) -> list[Candidate]:
    """These people in their order, each with what this reader may know of them. One query."""
    values = {one.person.pk: one.value for one in suggested.stand_out}
    facts = _facts(reader, plan, people, on)
    return [_candidate(person, facts[person.pk], values) for person in people]


def _candidate(person: User, facts: _Facts, values: dict[int, Decimal | None]) -> Candidate:
    stands_out = person.pk in values
    return Candidate(
        person=person,
        mentees=facts.mentees,
        stands_out=stands_out,
        value=values.get(person.pk) if facts.may_be_read else None,
        is_glad=stands_out and facts.is_glad,
        own_plan=OwnPlan(**facts.own_plan) if facts.own_plan else None,
        away_until=facts.away_until,
    )


def _facts(reader: User, plan: Plan, people: Sequence[User], on: date) -> dict[int, _Facts]:
    """By person; whose number is not there for the reader may be asked all the same: for that a name is enough."""
    rows = User.objects.filter(pk__in=[person.pk for person in people]).values_list(
        "pk",
        mentees(),
        Exists(glad_to_be_asked(plan.metric).filter(rep=OuterRef("pk"))),
        ExpressionWrapper(whose_numbers(reader), BooleanField()),
        _own_plan(reader),
        _away_until(on),
    )
    return {pk: _Facts(*facts) for pk, *facts in rows}


def _own_plan(reader: User) -> Subquery:
    """The open plan of each person that the reader may see, as `OwnPlan` takes it."""
    seen = Plan.objects.visible_to(reader).open().filter(rep=OuterRef("pk"))
    told = JSONObject(status="status", judged="forecast__status", by_end="forecast__by_end")
    return Subquery(seen.values(told=told))


def _away_until(on: date) -> Subquery:
    """The last day of a leave that has begun by this day or begins within a week, and is not over."""
    leaves = Leave.objects.filter(person=OuterRef("pk"), starts_on__lte=on + AWAY_WITHIN, ends_on__gte=on)
    return Subquery(leaves.order_by("-ends_on").values("ends_on")[:1])
