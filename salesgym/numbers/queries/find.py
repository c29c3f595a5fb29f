"""Whose numbers a person may open, among people they found by name."""

from collections.abc import Sequence

from salesgym.numbers.permissions import whose_numbers
from salesgym.people.models import User


def with_numbers_for(user: User, people: Sequence[User]) -> list[int]:
    """The ids of those of these people whose numbers this person may see. One query."""
    seen = User.objects.filter(whose_numbers(user), pk__in=[person.pk for person in people])
    return list(seen.values_list("pk", flat=True))
