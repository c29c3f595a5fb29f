"""What coaching adds to the hooks of people: where a person who was found by name leads."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.queries.find import open_plans
from salesgym.people.models import User
from salesgym.people.queries.directory import Link


def links(user: User, people: Sequence[User]) -> dict[int, list[Link]]:
    """The plan page of each of these people with an open plan that this person may see."""
    return {
        rep: [Link(_("Open plan"), reverse("coaching:plan_page", args=[pk]))]
        for rep, pk in open_plans(user, people).items()
    }
