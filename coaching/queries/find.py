"""What can be found: people, plans and drills by their names, and the sheets of the reader's pairs by their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from coaching.models import PairLine
from coaching.queries import pair_sheet
from plans.models import Drill, Plan
from salesgym.people.models import User, UserQuerySet
from salesgym.people.queries import directory
from salesgym.people.queries.directory import PlacedPerson

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class FindFacts:
    """What was found."""

    people: Sequence[PlacedPerson] = ()
    plans: Sequence[Plan] = ()
    drills: Sequence[Drill] = ()
    sheets: Sequence[PairLine] = ()


def find_facts(user: User, words: str) -> FindFacts:
    """Whose name has all of these words: at most six queries, and none without words."""
    if not words.split():
        return FindFacts()
    return FindFacts(
        directory.find(user, words),
        _plans(user, words),
        _drills(words),
        pair_sheet.lines_with(user, words.split(), most=MOST_FOUND),
    )


def mentees(user: User) -> UserQuerySet:
    """The reps of the open plans that this person mentors."""
    mentored = Plan.objects.visible_to(user).open().filter(mentor=user)
    return User.objects.filter(pk__in=mentored.values("rep"))


def _plans(user: User, words: str) -> list[Plan]:
    """Plans that were proposed, by the names of their rep and their focus; open ones first, then the newest."""
    plans = Plan.objects.visible_to(user).exclude(status=Plan.Status.DRAFT).filter(proposed_at__isnull=False)
    for word in words.split():
        plans = plans.filter(Q(rep__name__icontains=word) | Q(skill__name__icontains=word))
    found = list(plans.select_related("rep", "skill").order_by("-starts_on", "pk")[:MOST_FOUND])
    return sorted(found, key=lambda plan: not plan.is_open)


def _drills(words: str) -> list[Drill]:
    """Drills that are offered, by their own name and that of their skill."""
    drills = Drill.objects.filter(is_active=True, skill__is_active=True)
    for word in words.split():
        drills = drills.filter(Q(name__icontains=word) | Q(skill__name__icontains=word))
    return list(drills.select_related("skill").order_by("skill__position", "position", "pk")[:MOST_FOUND])
