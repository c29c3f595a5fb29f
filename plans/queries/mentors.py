"""Whom to ask as a mentor: who has shown strength in the plan's number, else who is free."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import Replace, RowNumber

from plans.models import Plan
from plans.models.mentorship import MENTOR_CAPACITY
from plans.queries import mentor_load
from plans.queries.colleagues import Colleagues, colleagues_of
from plans.queries.people import managing
from plans.queries.shown_strength import Standing, standing
from salesgym.numbers.queries.peers import MOST_PEERS
from salesgym.people.models import Leave, User

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

    `asked`: for how many plans they have not answered.
    """

    person: User
    mentees: int
    asked: int = 0
    value: Decimal | None = None

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
class Near:
    """Somebody beside the rep who can be asked: whether they are in the rep's team, and have an open plan of their own."""

    suggestion: Suggestion
    is_close: bool
    has_plan: bool


def askable(plan: Plan) -> QuerySet[User]:
    """Everybody who can be asked: active people other than the rep and whoever manages them today."""
    return User.objects.active().exclude(pk=plan.rep_id).exclude(pk__in=managing(plan.rep).values("pk"))


def suggestions(plan: Plan, *, on: date, but: Collection[int] = ()) -> Suggestions:
    """Up to five of the rep's peers who have shown strength in the plan's number, or five who are free.

    Nobody who is away for long, and none of those with these ids. However large the organization is, at most sixty
    peers and the rep's team are looked at. Three queries.
    """
    beside = colleagues_of(plan.rep, plan.metric, on=on)
    known = standing(plan.rep, beside, plan.metric, on=on) if plan.metric else Standing()
    near = _near(plan, beside, known, on=on, but=but)
    stand_out = _stand_out(near, known)
    return Suggestions(tuple(stand_out), () if stand_out else tuple(_free(near, known)))


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


def named(plan: Plan, name: str) -> list[User]:
    """People who can be asked with this email, else with this whole name, else with a name that contains it.

    At most twenty, by name. An apostrophe may be typed straight or curly.
    """
    return _named(askable(plan), name)


def managers_named(plan: Plan, name: str) -> list[User]:
    """The same of the managers of the rep, who cannot be asked."""
    return _named(managing(plan.rep), name)


def _named(among: QuerySet[User], name: str) -> list[User]:
    email, plain = name.lower(), name.replace(CURLY, "'")
    people = among.alias(plain=Replace("name", Value(CURLY), Value("'"))).annotate(
        fit=Case(When(email=email, then=0), When(plain__iexact=plain, then=1), default=2)
    )
    called = people.filter(Q(email=email) | Q(plain__icontains=plain)).order_by("fit", "name", "pk")
    found = list(called[:MOST_FOUND])
    return [one for one in found if vars(one)["fit"] == vars(found[0])["fit"]]


def chosen(plan: Plan, pk: str | None) -> list[User]:
    """The person of this id as a form sends it, where they can be asked; else nobody."""
    return list(askable(plan).filter(pk=pk)) if pk and pk.isascii() and pk.isdigit() else []


def is_full(mentor: User) -> bool:
    """True where this person mentors as many open plans as one person may."""
    return Plan.objects.open().filter(mentor=mentor).count() >= MENTOR_CAPACITY


def _near(plan: Plan, beside: Colleagues, known: Standing, *, on: date, but: Collection[int]) -> list[Near]:
    """Whoever of the rep's peers and team can be asked: all who have shown strength, and of the others the first eighty
    who have no plan of their own, the team before the rest, by name.
    """
    shown = Q(pk__in=known.strengths)
    # Without anybody strong the case is a bare number, and by a number SQL orders by the column in that place.
    first = [Case(When(shown, then=0), default=1)] if known.strengths else []
    place: list[Case | str] = [Case(When(pk__in=beside.team, then=0), default=1), "name", "pk"]
    people = (
        askable(plan)
        .filter(~Exists(away_for_long(on).filter(person=OuterRef("pk"))))
        .filter(pk__in={*beside.peers, *beside.team}.difference(but))
        .annotate(has_plan=Exists(Plan.objects.open().filter(rep=OuterRef("pk"))))
        .filter(shown | Q(has_plan=False))
        .annotate(
            mentees=mentor_load.mentees(),
            asked=mentor_load.asked(),
            place=Window(RowNumber(), order_by=place),
        )
        .order_by(*first, "place")
    )
    # The counts are made of the rows that are taken alone, as they stand in no filter and no order.
    rows = people[: MOST_FOUND + MOST_PEERS + len(known.strengths)]
    return [
        Near(
            Suggestion(one, vars(one)["mentees"], vars(one)["asked"]),
            is_close=one.pk in beside.team,
            has_plan=vars(one)["has_plan"],
        )
        for one in sorted(rows, key=lambda one: vars(one)["place"])
    ]


def _stand_out(near: Sequence[Near], known: Standing) -> list[Suggestion]:
    people = {one.suggestion.person.pk: one.suggestion for one in near}
    # The busiest may hold the first places: look a little further than what is shown.
    ranked = [replace(people[pk], value=shown.value) for pk, shown in known.strengths.items() if pk in people]
    return [one for one in ranked[: MOST_SHOWN * 4] if one.has_room][:MOST_SHOWN]


def _free(near: Sequence[Near], known: Standing) -> list[Suggestion]:
    """Who has time: those whose number is ahead of the rep's, then the others, at last those with no number to show.

    Among these those with fewest mentees lead, the rep's team before their peers elsewhere; of the peers who are not
    ahead only as many as those and the team leave room for. Nobody with an open plan of their own: they have enough to
    do, and a list must not tell who has a plan.
    """
    rows = [one for one in near if not one.has_plan][: MOST_FOUND + MOST_PEERS]
    rows.sort(key=lambda one: _rank(one.suggestion.person, known))
    close = [one.suggestion for one in rows if one.is_close][:MOST_FOUND]
    elsewhere = [one.suggestion for one in rows if not one.is_close]
    ahead = sum(_rank(one.person, known) == AHEAD for one in elsewhere)
    nearest = elsewhere[: max(ahead, MOST_SHOWN - len(close))]
    free = [one for one in [*close, *nearest] if one.has_room]
    return sorted(free, key=lambda one: (_rank(one.person, known), one.mentees))[:MOST_SHOWN]


def _rank(person: User, known: Standing) -> int:
    """Ahead of the rep, known and not ahead, unknown. Where the number is known of nobody, all are alike."""
    if person.pk not in known.is_ahead:
        return UNKNOWN
    return AHEAD if known.is_ahead[person.pk] else KNOWN
