"""What the field to find a person links to here."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from salesgym.numbers.permissions import whose_numbers
from salesgym.people.models import User
from salesgym.people.queries.directory import Link


def links(user: User, people: Sequence[User]) -> dict[int, list[Link]]:
    """The numbers page of each of these people whose numbers this person may see."""
    seen = User.objects.filter(whose_numbers(user), pk__in=[person.pk for person in people])
    return {
        pk: [Link(_("Numbers"), reverse("numbers:rep_numbers", args=[pk]))]
        for pk in seen.values_list("pk", flat=True)
    }
