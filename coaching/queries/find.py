"""Whom the field to find a person finds because of a plan, and the plan it leads to."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.models import Plan
from salesgym.people.models import User, UserQuerySet
from salesgym.people.queries.directory import Link


def mentees(user: User) -> UserQuerySet:
    """The reps of the open plans that this person mentors."""
    mentored = Plan.objects.visible_to(user).open().filter(mentor=user)
    return User.objects.filter(pk__in=mentored.values("rep"))


def links(user: User, people: Sequence[User]) -> dict[int, list[Link]]:
    """The open plan of each of these people, where this person may see it."""
    plans = (
        Plan.objects.visible_to(user)
        .open()
        .exclude(status=Plan.Status.DRAFT)
        .filter(rep__in=[person.pk for person in people])
    )
    return {
        rep: [Link(_("Open plan"), reverse("coaching:plan_page", args=[pk]))]
        for pk, rep in plans.values_list("pk", "rep")
    }
