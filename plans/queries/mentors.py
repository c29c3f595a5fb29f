"""Whom to ask as a mentor: who has shown strength in the plan's number, else who is free."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace

from plans.models import Mentorship, Plan
from plans.models.mentorship import MENTOR_CAPACITY
from plans.queries.people import managing
from plans.queries.shown_strength import Standing, standing
from plans.queries.strength import glad_to_be_asked
from salesgym.numbers.permissions import whose_numbers
from salesgym.numbers.queries.peers import MOST_PEERS, peer_ids
from salesgym.people.models import Leave, Membership, User

MOST_SHOWN = 5
MOST_FOUND = 20
SHORTEST_NAME = 2
CURLY = "\u2019"
# The order of those who have time, by their number beside the rep's.
AHEAD, KNOWN, UNKNOWN = range(3)
# Who is away within a week, and still is in two, cannot begin.
AWAY_WITHIN, AWAY_STILL = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True)
class Suggestion:
    """A person with room for a mentee, and the number in which they stand out, where they do.

    `is_glad`: they said that others may ask them about this number. `asked`: for how many plans they have not answered.
    """

    person: User
    mentees: int
    asked: int = 0
    value: Decimal | None = None
    is_glad: bool = False

    @property
    def has_room(self) -> bool:
        """Whether one more yes is possible if they say yes to everybody who has asked."""
        return self.mentees + self.asked < MENTOR_CAPACITY


@dataclass(frozen=True)
class Suggestions:
    """`stand_out` is empty where nobody has shown strength in the number; then `free` says who has time."""

    stand_out: tuple[Suggestion, ...]
    free: tuple[Suggestion, ...]

    @property
    def people(self) -> list[User]:
        return [one.person for one in (*self.stand_out, *self.free)]

    @property
    def best(self) -> User | None:
        """Whom to ask first; None where nobody comes to mind."""
        return next(iter(self.people), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked, as far as the reader may know them.

    `value` is their number in the plan's metric where they stand out in it and the reader may see it, `own_plan`
    their open plan where the reader may see that, `away_until` the last day of a leave that has begun or is near.
    """

    person: User
    mentees: int
    stands_out: bool
    value: Decimal | None
    is_glad: bool
    own_plan: Plan | None
    away_until: date | None = None


def askable(plan: Plan) -> QuerySet[User]:
    """Everybody who can be asked: active people other than the rep and whoever manages them today."""
    return User.objects.active().exclude(pk=plan.rep_id).exclude(pk__in=managing(plan.rep).values("pk"))


def suggestions(plan: Plan, *, on: date, but: Collection[int] = ()) -> Suggestions:
    """Up to five of the rep's peers who have shown strength in the plan's number, or five who are free.

    Nobody who is away for long, and none of those with these ids. However large the organization is, at most sixty
    peers and the rep's team are looked at.
    """
    peers = peer_ids(plan.rep, on=on)
    near = askable(plan).exclude(pk__in=but).exclude(pk__in=away_for_long(on).values("person"))
    known = standing(plan.rep, peers, plan.metric, on=on) if plan.metric else Standing()
    stand_out = _stand_out(plan, known, near)
    free = [] if stand_out else _free(plan, peers, near, known)
    return Suggestions(tuple(stand_out), tuple(free))


def next_match(plan: Plan, *, on: date, but: Collection[int] = ()) -> User | None:
    """Whom to ask who has not been asked for this plan yet and is none of these; None where nobody comes to mind."""
    asked = plan.mentorships.values_list("mentor", flat=True)
    return suggestions(plan, on=on, but=[*asked, *but]).best


def away_for_long(on: date) -> QuerySet[Leave]:
    """Leaves that begin within a week of this day and still last in two."""
    return Leave.objects.filter(starts_on__lte=on + AWAY_WITHIN, ends_on__gte=on + AWAY_STILL)


def may_mentor(plan: Plan, person: User, *, on: date) -> bool:
    """Whether this person can be asked today: askable, with room, and not away for long."""
    is_away = away_for_long(on).filter(person=person).exists()
    return not is_away and not is_full(person) and askable(plan).filter(pk=person.pk).exists()


def search(plan: Plan, name: str) -> list[User]:
    """People who are called like this (see `named`), at most twenty."""
    return named(plan, name.strip()) if len(name.strip()) >= SHORTEST_NAME else []


def candidates(reader: User, people: Sequence[User], suggested: Suggestions, *, on: date) -> list[Candidate]:
    """These people in their order, each with what this reader may know of them. Four queries at most."""
    stand_out = {one.person.pk: one for one in suggested.stand_out}
    readable = _whose_number_may_be_read(reader, stand_out)
    counts = {one.person.pk: one.mentees for one in (*suggested.stand_out, *suggested.free)}
    counts |= _mentees({person.pk for person in people} - counts.keys())
    plans = _own_plans(reader, people)
    away = _away(people, on)
    return [
        Candidate(
            person=person,
            mentees=counts.get(person.pk, 0),
            stands_out=person.pk in stand_out,
            value=stand_out[person.pk].value if person.pk in readable else None,
            is_glad=person.pk in stand_out and stand_out[person.pk].is_glad,
            own_plan=plans.get(person.pk),
            away_until=away.get(person.pk),
        )
        for person in people
    ]


def named(plan: Plan, name: str) -> list[User]:
    """People who can be asked with this email, else with this whole name, else with a name that contains it.

    At most twenty, by name. An apostrophe may be typed straight or curly.
    """
    return _named(askable(plan), name)


def managers_named(plan: Plan, name: str) -> list[User]:
    """The same of the managers of the rep, who cannot be asked."""
    return _named(managing(plan.rep), name)


def _named(among: QuerySet[User], name: str) -> list[User]:
    people = among.order_by("name", "pk")
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


def _away(people: Sequence[User], on: date) -> dict[int, date]:
    """By person the last day of a leave that has begun by this day or begins within a week, and is not over."""
    leaves = Leave.objects.filter(person__in=people, starts_on__lte=on + AWAY_WITHIN, ends_on__gte=on)
    return dict(leaves.order_by("ends_on").values_list("person", "ends_on"))


def _stand_out(plan: Plan, known: Standing, near: QuerySet[User]) -> list[Suggestion]:
    shown = known.strengths
    people = near.in_bulk(list(shown))
    # The busiest may hold the first places: look a little further than what is shown.
    ranked = _with_mentees([people[pk] for pk in shown if pk in people][: MOST_SHOWN * 4])
    free = [one for one in ranked if one.has_room]
    glad = glad_to_be_asked([one.person.pk for one in free], plan.metric)
    return [
        replace(one, value=shown[one.person.pk].value, is_glad=one.person.pk in glad)
        for one in free[:MOST_SHOWN]
    ]


def _free(plan: Plan, peers: Collection[int], near: QuerySet[User], known: Standing) -> list[Suggestion]:
    """Who has time: those whose number is ahead of the rep's, then the others, at last those with no number to show.

    Among these those with fewest mentees lead, the rep's team before their peers elsewhere; of the peers who are not
    ahead only as many as those and the team leave room for. Nobody with an open plan of their own: they have enough to
    do, and a list must not tell who has a plan.
    """
    teams = Membership.objects.filter(person=plan.rep_id, ends_on=None).values("team")
    is_close = Exists(Membership.objects.filter(person=OuterRef("pk"), ends_on=None, team__in=teams))
    people = (
        near.exclude(pk__in=Plan.objects.open().values("rep"))
        .annotate(is_close=is_close)
        .filter(Q(is_close=True) | Q(pk__in=peers))
        .order_by("-is_close", "name", "pk")[: MOST_FOUND + MOST_PEERS]
    )
    rows = sorted(people, key=lambda one: _rank(one, known))
    close = [one for one in rows if vars(one)["is_close"]][:MOST_FOUND]
    elsewhere = [one for one in rows if not vars(one)["is_close"]]
    ahead = sum(_rank(one, known) == AHEAD for one in elsewhere)
    nearest = elsewhere[: max(ahead, MOST_SHOWN - len(close))]
    free = [one for one in _with_mentees([*close, *nearest]) if one.has_room]
    return sorted(free, key=lambda one: (_rank(one.person, known), one.mentees))[:MOST_SHOWN]


def _rank(person: User, known: Standing) -> int:
    """Ahead of the rep, known and not ahead, unknown. Where the number is known of nobody, all are alike."""
    if person.pk not in known.is_ahead:
        return UNKNOWN
    return AHEAD if known.is_ahead[person.pk] else KNOWN


def _with_mentees(people: Sequence[User]) -> list[Suggestion]:
    counts = _load({person.pk for person in people})
    return [Suggestion(person, *counts.get(person.pk, (0, 0))) for person in people]


def _mentees(ids: Collection[int]) -> dict[int, int]:
    return {pk: mentees for pk, (mentees, _asked) in _load(ids).items()}


def _load(ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many open plans each of these people mentors, and for how many they were asked and have not answered."""
    is_open = Q(plans_mentored__in=Plan.objects.open())
    is_asked = Q(mentorships__status=Mentorship.Status.ASKED, mentorships__plan__in=Plan.objects.open())
    people = User.objects.filter(pk__in=ids).annotate(
        mentees=Count("plans_mentored", filter=is_open, distinct=True),
        asked=Count("mentorships", filter=is_asked, distinct=True),
    )
    return {pk: (mentees, asked) for pk, mentees, asked in people.values_list("pk", "mentees", "asked")}
