"""Whose deal it is: people by the name that a CRM writes."""

from collections import defaultdict

from salesgym.people.models import User


def key_of(name: str) -> str:
    """A name without the differences that do not matter: capitals and doubled spaces."""
    return " ".join(name.split()).casefold()


def people_by_name() -> dict[str, list[int]]:
    """The ids of all people under each name; more than one where two share it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for person_id, name in User.objects.order_by("pk").values_list("pk", "name"):
        found[key_of(name)].append(person_id)
    return dict(found)
