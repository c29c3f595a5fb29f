"""Whom to ask as a mentor: who stands out in the plan's number, else who is free."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Replace

from plans.calculations.progress import meets
from plans.models import Plan
from plans.models.mentorship import MENTOR_CAPACITY
from plans.queries.strength import glad_to_be_asked
from salesgym.numbers.calculations.weeks.calendar import complete_weeks
from salesgym.numbers.calculations.weeks.rates import rate
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.numbers.permissions import whose_numbers
from salesgym.numbers.queries.peers import peer_ids
from salesgym.people.models import Membership, User

# A quarter of numbers, most of it known: somebody with three good weeks does not stand out yet.
STRENGTH_WEEKS = 13
LEAST_WEEKS = 8
MOST_SHOWN = 5
MOST_FOUND = 20
SHORTEST_NAME = 2
CURLY = "\u2019"


@dataclass(frozen=True)
class Suggestion:
    """A person with room for a mentee, and the number in which they stand out, where they do.

    `is_glad`: they said that others may ask them about this number.
    """

    person: User
    mentees: int
    value: Decimal | None = None
    is_glad: bool = False


@dataclass(frozen=True)
class Suggestions:
    """`stand_out` is empty where nobody holds the rep's target; then `free` says who has time."""

    stand_out: tuple[Suggestion, ...]
    free: tuple[Suggestion, ...]

    @property
    def people(self) -> list[User]:
        return [one.person for one in (*self.stand_out, *self.free)]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked, as far as the reader may know them.

    `value` is their number in the plan's metric where they stand out in it and the reader may see it, `own_plan`
    their open plan where the reader may see that.
    """

    person: User
    mentees: int
    stands_out: bool
    value: Decimal | None
    is_glad: bool
    own_plan: Plan | None


def askable(plan: Plan) -> QuerySet[User]:
    """Everybody who can be asked: active people other than the rep."""
    return User.objects.active().exclude(pk=plan.rep_id)


def suggestions(plan: Plan, *, on: date) -> Suggestions:
    """Up to five of the rep's peers who hold the target over the last 13 complete weeks, or five who are free.

    However large the organization is, at most sixty peers and the rep's team are looked at.
    """
    peers = peer_ids(plan.rep, on=on)
    stand_out = _stand_out(plan, peers, on) if plan.metric is not None else []
    free = [] if stand_out else _free(plan, peers)
    return Suggestions(tuple(stand_out), tuple(free))


def search(plan: Plan, name: str) -> list[User]:
    """People who are called like this (see `named`), at most twenty."""
    return named(plan, name.strip()) if len(name.strip()) >= SHORTEST_NAME else []


def candidates(reader: User, people: Sequence[User], suggested: Suggestions) -> list[Candidate]:
    """These people in their order, each with what this reader may know of them. Three queries."""
    stand_out = {one.person.pk: one for one in suggested.stand_out}
    readable = _whose_number_may_be_read(reader, stand_out)
    counts, plans = _mentees({person.pk for person in people}), _own_plans(reader, people)
    return [
        Candidate(
            person=person,
            mentees=counts.get(person.pk, 0),
            stands_out=person.pk in stand_out,
            value=stand_out[person.pk].value if person.pk in readable else None,
            is_glad=person.pk in stand_out and stand_out[person.pk].is_glad,
            own_plan=plans.get(person.pk),
        )
        for person in people
    ]


def named(plan: Plan, name: str) -> list[User]:
    """People who can be asked with this email, else with this whole name, else with a name that contains it.

    At most twenty, by name. An apostrophe may be typed straight or curly.
    """
    people = askable(plan).order_by("name", "pk")
    straight = people.alias(plain=Replace("name", Value(CURLY), Value("'")))
    plain = name.replace(CURLY, "'")
    found = (
        people.filter(email=name.lower())
        or straight.filter(plain__iexact=plain)
        or straight.filter(plain__icontains=plain)
    )
    return list(found[:MOST_FOUND])


def chosen(plan: Plan, pk: str | None) -> list[User]:
    """The person of this id as a form sends it, where they can be asked; else nobody."""
    return list(askable(plan).filter(pk=pk)) if pk and pk.isascii() and pk.isdigit() else []


def is_full(mentor: User) -> bool:
    """True where this person mentors as many open plans as one person may."""
    return Plan.objects.open().filter(mentor=mentor).count() >= MENTOR_CAPACITY


def _whose_number_may_be_read(reader: User, ids: Collection[int]) -> set[int]:
    """Those of these people whose numbers are there for the reader: to ask the others a name is enough."""
    return set(User.objects.filter(whose_numbers(reader), pk__in=ids).values_list("pk", flat=True))


def _own_plans(reader: User, people: Sequence[User]) -> dict[int, Plan]:
    """The open plans of these people that the reader may see, by rep id, each with its judgement."""
    seen = Plan.objects.visible_to(reader).open().filter(rep__in=[person.pk for person in people])
    return {plan.rep_id: plan for plan in seen.select_related("forecast")}


def _stand_out(plan: Plan, peers: Collection[int], on: date) -> list[Suggestion]:
    metric = plan.metric
    if metric is None:
        return []
    values = {
        rep_id: value
        for rep_id, value in _strengths(peers, metric, on).items()
        if meets(value, plan.target, metric.lower_is_better)
    }
    people = askable(plan).in_bulk(list(values))
    ranked = sorted(people.values(), key=lambda one: values[one.pk], reverse=not metric.lower_is_better)
    # The busiest may hold the first places: look a little further than what is shown.
    candidates = _with_mentees(ranked[: MOST_SHOWN * 4])
    free = [one for one in candidates if one.mentees < MENTOR_CAPACITY]
    glad = glad_to_be_asked([one.person.pk for one in free], metric)
    return [
        Suggestion(one.person, one.mentees, values[one.person.pk], is_glad=one.person.pk in glad)
        for one in free[:MOST_SHOWN]
    ]


def _strengths(peers: Collection[int], metric: Metric, on: date) -> dict[int, Decimal]:
    """The number of each of these peers over the quarter, where at least eight of its weeks are known. One query."""
    weeks = complete_weeks(until=on, weeks=STRENGTH_WEEKS)
    top, bottom = metric.numerator_id or metric.pk, metric.denominator_id
    rows = (
        WeeklyValue.objects.filter(
            rep__in=peers, metric__in=[top, bottom or top], week_start__range=(weeks[0], weeks[-1])
        )
        .values("rep")
        .annotate(
            top=Sum("value", filter=Q(metric=top)),
            weeks=Count("pk", filter=Q(metric=top)),
            bottom=Sum("value", filter=Q(metric=bottom)) if bottom else Count("pk", filter=Q(metric=top)),
        )
        .filter(weeks__gte=LEAST_WEEKS)
    )
    found = {row["rep"]: rate(row["top"], Decimal(row["bottom"] or 0)) for row in rows}
    return {rep_id: value for rep_id, value in found.items() if value is not None}


def _free(plan: Plan, peers: Collection[int]) -> list[Suggestion]:
    """People of the rep's team first, then their peers elsewhere; those with fewest mentees lead.

    Nobody with an open plan of their own: they have enough to do, and a list must not tell who has a plan.
    """
    people_asked = askable(plan).exclude(pk__in=Plan.objects.open().values("rep"))
    teams = Membership.objects.filter(person=plan.rep_id, ends_on=None).values("team")
    near = people_asked.filter(memberships__team__in=teams, memberships__ends_on=None)
    people = list(near.distinct().order_by("name", "pk")[:MOST_FOUND])
    if len(people) < MOST_SHOWN:
        others = people_asked.filter(pk__in=peers).exclude(pk__in=[one.pk for one in people])
        people += others.order_by("name", "pk")[: MOST_SHOWN - len(people)]
    free = [one for one in _with_mentees(people) if one.mentees < MENTOR_CAPACITY]
    return sorted(free, key=lambda one: one.mentees)[:MOST_SHOWN]


def _with_mentees(people: Sequence[User]) -> list[Suggestion]:
    counts = _mentees({person.pk for person in people})
    return [Suggestion(person, counts.get(person.pk, 0)) for person in people]


def _mentees(ids: Collection[int]) -> dict[int, int]:
    rows = Plan.objects.open().filter(mentor__in=ids).values("mentor").annotate(count=Count("pk"))
    return {row["mentor"]: row["count"] for row in rows}
