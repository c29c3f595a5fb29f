"""What numbers add to the hooks of people: where a person who was found by name leads."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from salesgym.numbers.queries.find import with_numbers_for
from salesgym.people.models import User
from salesgym.people.queries.directory import Link


def links(user: User, people: Sequence[User]) -> dict[int, list[Link]]:
    """The numbers page of each of these people whose numbers this person may see."""
    return {
        pk: [Link(_("Numbers"), reverse("numbers:rep_numbers", args=[pk]))]
        for pk in with_numbers_for(user, people)
    }
