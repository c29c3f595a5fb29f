"""Whom the field to find a person finds because of a plan, and their open plans."""

from collections.abc import Sequence

from plans.models import Plan
from salesgym.people.models import User, UserQuerySet


def mentees(user: User) -> UserQuerySet:
    """The reps of the open plans that this person mentors."""
    mentored = Plan.objects.visible_to(user).open().filter(mentor=user)
    return User.objects.filter(pk__in=mentored.values("rep"))


def open_plans(user: User, people: Sequence[User]) -> dict[int, int]:
    """The id of each of these people's open plan, by their own, where this person may see it."""
    plans = (
        Plan.objects.visible_to(user)
        .open()
        .exclude(status=Plan.Status.DRAFT)
        .filter(rep__in=[person.pk for person in people])
    )
    return dict(plans.values_list("rep", "pk"))
